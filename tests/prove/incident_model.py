"""Incidents and rights as the domain tells of them, in memory: what a backend must do.

It knows of no store. Every verb answers `done`, or the word for why not, and changes nothing then.
Moments are numbers that count up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

EMPLOYEE, ADMINISTRATOR, MANAGER = "employee", "administrator", "incident_manager"
SUBMITTING = {EMPLOYEE, ADMINISTRATOR}
DONE, NOT_FOUND, CONFLICT = "done", "not_found", "conflict"

Told = tuple[str, str, str, str, str]
"""An entry: its kind, its author, what was said, and what became what."""


@dataclass
class Known:
    """An incident; `seen` has who follows it, and up to when each of them looked."""

    id: str
    number: int
    organisation: str
    requester: str
    changed: int
    seen: dict[str, int]
    status: str = "new"
    rating: int | None = None
    assignee: str = ""
    merged: bool = False
    version: int = 1
    told: list[Told] = field(default_factory=list[Told])

    def watchers(self) -> set[str]:
        """Return who follows it besides the requester."""
        return {*self.seen} - {self.requester}


@dataclass
class Model:
    """Two organisations, their people by name, and what these may do."""

    organisations: Mapping[str, str]
    """By person."""
    roles: dict[str, set[str]]
    activated: set[str]
    """The organisations with incident management."""
    grants: Counter[str] = field(default_factory=Counter[str])
    """How often the roles of somebody changed."""
    known: dict[str, Known] = field(default_factory=dict[str, Known])
    moment: int = 0

    def grant(self, who: str, whom: str, roles: set[str], *, stale: bool) -> str:
        """Let an administrator give a colleague these roles and no other."""
        if ADMINISTRATOR not in self.roles[who]:
            return "not_granted"
        organisation = self.organisations[who]
        if self.organisations[whom] != organisation:
            return NOT_FOUND
        if stale:
            return CONFLICT
        if MANAGER in roles - self.roles[whom] and organisation not in self.activated:
            return "not_activated"
        if not self._are_administered({**self.roles, whom: roles}, organisation):
            return "last_administrator"
        self._hold(whom, roles)
        return DONE

    def activate(self, who: str, organisation: str, *, active: bool) -> str:
        """Let the vendor switch incident management: nobody keeps the role without it."""
        if who in self.organisations:
            return "vendor_only"
        if active:
            self.activated.add(organisation)
            return DONE
        self.activated.discard(organisation)
        for whom in self._people_of(organisation):
            self._hold(whom, self.roles[whom] - {MANAGER})
        return DONE

    def _people_of(self, organisation: str) -> list[str]:
        return [who for who, where in self.organisations.items() if where == organisation]

    def _are_administered(self, roles: Mapping[str, set[str]], organisation: str) -> bool:
        return any(ADMINISTRATOR in roles[who] for who in self._people_of(organisation))

    def _hold(self, whom: str, roles: set[str]) -> None:
        self.grants[whom] += roles != self.roles[whom]
        self.roles[whom] = roles

    def reads_all(self, who: str) -> bool:
        """Whether somebody reads all incidents of the organisation."""
        is_manager = MANAGER in self.roles[who] and self.organisations[who] in self.activated
        return is_manager or ADMINISTRATOR in self.roles[who]

    def submits(self, who: str) -> bool:
        """Whether somebody submits, and answers what is read."""
        return bool(self.roles[who] & SUBMITTING)

    def reads(self, who: str) -> bool:
        """Whether somebody reads incidents at all."""
        return self.submits(who) or self.reads_all(who)

    def listed(self, who: str) -> list[Known]:
        """Return what somebody reads, what changed last first."""
        readable = [each for each in self.known.values() if self._is_readable(who, each)]
        return sorted(readable, key=lambda each: (each.changed, each.id), reverse=True)

    def is_news(self, who: str, incident: Known) -> bool:
        """Whether something was said since somebody, who follows it, looked."""
        return who in incident.seen and incident.seen[who] < incident.changed

    def allowed(self, who: str, incident: Known) -> set[str]:
        """Return what somebody who reads an incident may do to it."""
        if not self.submits(who) or incident.merged:
            return {"watch"}
        if incident.status == "closed":
            return {"watch", "reopen", "rate"}
        solved = {"rate"} if incident.status == "solved" else set[str]()
        return {"watch", "comment", "add_watchers", "close"} | solved

    def submit(self, who: str, id_: str, watchers: set[str]) -> str:
        """Submit an incident under the organisation's next number."""
        if refused := self._refused(who, reading=False):
            return refused
        if not all(self._is_reader_with(who, each) for each in watchers):
            return "no_reader"
        organisation, moment = self.organisations[who], self._next()
        theirs = (each for each in self.known.values() if each.organisation == organisation)
        number = 1 + sum(1 for _ in theirs)
        seen = {**dict.fromkeys(watchers, 0), who: moment}
        self.known[id_] = Known(id_, number, organisation, who, moment, seen)
        return DONE

    def comment(self, who: str, id_: str, body: str) -> str:
        """Comment: what waited for the customer, or was solved, goes on."""
        if refused := self._refused_to(who, id_, "comment"):
            return refused
        incident = self.known[id_]
        told = [("comment", who, body, "", "")]
        if incident.status in ("pending", "solved"):
            told += self._to(incident, who, "open")
        return self._tell(incident, who, told)

    def close(self, who: str, id_: str, rating: int | None, *, stale: bool) -> str:
        """Close, with a rating or without."""
        if refused := self._refused_to(who, id_, "close", stale=stale):
            return refused
        incident = self.known[id_]
        told = [*self._to(incident, who, "closed")]
        if rating is not None:
            told += self._rated(incident, who, rating)
        return self._tell(incident, who, told)

    def reopen(self, who: str, id_: str, *, stale: bool) -> str:
        """Open again what was closed."""
        if refused := self._refused_to(who, id_, "reopen", stale=stale):
            return refused
        incident = self.known[id_]
        return self._tell(incident, who, [*self._to(incident, who, "open")])

    def rate(self, who: str, id_: str, rating: int) -> str:
        """Rate; the same again says nothing."""
        if refused := self._refused_to(who, id_, "rate"):
            return refused
        incident = self.known[id_]
        return self._tell(incident, who, [*self._rated(incident, who, rating)])

    def watch(self, who: str, id_: str, whom: str, *, watching: bool) -> str:
        """Let somebody watch, or no more; for oneself reading is enough."""
        action = "watch" if whom == who else "add_watchers"
        if refused := self._refused_to(who, id_, action):
            return refused
        incident = self.known[id_]
        if not watching:
            if whom == incident.requester:
                return "is_requester"
            incident.seen.pop(whom, None)
            return DONE
        if not self._is_reader_with(who, whom):
            return "no_reader"
        incident.seen.setdefault(whom, self._next() if whom == who else 0)
        return DONE

    def mark(self, who: str, id_: str, *, read: bool) -> str:
        """Mark what one follows as read or unread."""
        if refused := self._refused_to(who, id_, "watch"):
            return refused
        incident = self.known[id_]
        if who in incident.seen and self.is_news(who, incident) is read:
            incident.seen[who] = incident.changed if read else 0
        return DONE

    def answer(self, engineer: str, id_: str, body: str, status: str) -> str:
        """Let the vendor answer: who answers first works on it from then on."""
        if refused := self._unserved(id_):
            return refused
        incident = self.known[id_]
        told = [("comment", engineer, body, "", "")]
        if not incident.assignee:
            told += self._given(incident, engineer, engineer)
        return self._tell(incident, engineer, [*told, *self._to(incident, engineer, status)])

    def assign(self, engineer: str, id_: str, whom: str, *, stale: bool) -> str:
        """Let the vendor give it to somebody, or to nobody."""
        if refused := self._unserved(id_, stale=stale):
            return refused
        incident = self.known[id_]
        return self._tell(incident, engineer, [*self._given(incident, engineer, whom)])

    def merge(self, engineer: str, id_: str, into: int, *, stale: bool) -> str:
        """Let the vendor close it as a duplicate, whose followers follow the other one as well."""
        if refused := self._unserved(id_, stale=stale):
            return refused
        incident = self.known[id_]
        if incident.status == "closed":
            return CONFLICT
        other = next((each for each in self._beside(incident) if each.number == into), None)
        if other is None or other.merged:
            return "no_incident"
        other.seen = {**dict.fromkeys(incident.seen, 0), **other.seen}
        self._tell(other, engineer, [("merged", engineer, "", str(incident.number), "")])
        told = [("merged", engineer, "", "", str(into)), *self._to(incident, engineer, "closed")]
        incident.merged = True
        self._tell(incident, engineer, told)
        other.changed = incident.changed  # both in one moment
        return DONE

    def _beside(self, incident: Known) -> list[Known]:
        """Return the other incidents of the same organisation."""
        known = self.known.values()
        same = [each for each in known if each.organisation == incident.organisation]
        return [each for each in same if each is not incident]

    def _unserved(self, id_: str, *, stale: bool = False) -> str:
        if id_ not in self.known:
            return NOT_FOUND
        return CONFLICT if stale or self.known[id_].merged else ""

    def _is_readable(self, who: str, incident: Known) -> bool:
        if incident.organisation != self.organisations[who] or not self.reads(who):
            return False
        return self.reads_all(who) or who in incident.seen

    def _is_reader_with(self, who: str, whom: str) -> bool:
        return self.organisations[who] == self.organisations[whom] and self.reads(whom)

    def _refused(self, who: str, *, reading: bool) -> str:
        if self.reads(who) if reading else self.submits(who):
            return ""
        return "not_activated" if reading and MANAGER in self.roles[who] else "not_granted"

    def _refused_to(self, who: str, id_: str, action: str, *, stale: bool = False) -> str:
        if refused := self._refused(who, reading=action == "watch"):
            return refused
        incident = self.known.get(id_)
        if incident is None or not self._is_readable(who, incident):
            return NOT_FOUND
        return CONFLICT if stale or action not in self.allowed(who, incident) else ""

    def _to(self, incident: Known, who: str, status: str) -> Iterator[Told]:
        if incident.status != status:
            yield "status", who, "", incident.status, status
            incident.status = status

    def _given(self, incident: Known, who: str, whom: str) -> Iterator[Told]:
        if incident.assignee != whom:
            yield "assignee", who, "", incident.assignee, whom
            incident.assignee = whom

    def _rated(self, incident: Known, who: str, rating: int) -> Iterator[Told]:
        if incident.rating != rating:
            yield "rating", who, "", str(incident.rating or ""), str(rating)
            incident.rating = rating

    def _tell(self, incident: Known, who: str, told: list[Told]) -> str:
        if told:
            incident.told += told
            incident.version += 1
            incident.changed = self._next()
            if who in incident.seen:
                incident.seen[who] = incident.changed
        return DONE

    def _next(self) -> int:
        self.moment += 1
        return self.moment
