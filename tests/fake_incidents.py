"""The incidents of an organisation, in memory."""

from collections.abc import AsyncIterator, Container, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from tests.fake_actions import AHMED, ANNA, BRAM
from tui.api.contents import Download, Pieces, Tally
from tui.api.errors import KEY_REUSED, Conflict, FieldError, Invalid, NotFound
from tui.api.folding import fold
from tui.api.ids import new_id
from tui.api.incident_policy import IncidentCase, incident_actions
from tui.api.models.actions import Colleague
from tui.api.models.attachments import Attachment, AttachmentNew, Upload, UploadNew
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    Entry,
    EntryKind,
    Incident,
    IncidentName,
    IncidentNew,
    IncidentQuery,
    IncidentSort,
    IncidentSummary,
    IncidentType,
    Priority,
    Rating,
    Watchers,
)
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.policy import ENDED, IncidentAction, IncidentStatus, Permission

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
Row = TypeVar("Row", Entry, IncidentSummary)
SUPPORT = "Ahmed Yıldız"
CUSTOMER = frozenset({Permission.INCIDENTS_SUBMIT, Permission.INCIDENTS_READ_OWN})


class _Script(Protocol):
    async def play(self, verb: str) -> None: ...


def incident_id(number: int) -> str:
    """Return the id of an incident of these fakes."""
    return f"00000000-0000-7000-b000-{number:012x}"


def incident(number: int, **changed: object) -> Incident:
    """Make an incident of one's own, or of a colleague where `number` divides by 4."""
    is_own = number % 4 != 0
    values: dict[str, object] = {
        "id": incident_id(number),
        "number": number,
        "organisation_id": "00000000-0000-7000-c000-000000000001",
        "organisation_name": "Voorbeeld BV",
        "subject": f"Wage run {number} stops at 40 %",
        "type": list(IncidentType)[number % 4],
        "priority": list(Priority)[number % 4],
        "status": list(IncidentStatus)[number % 6],
        "requester": ANNA if is_own else BRAM,
        "created_at": NOW - timedelta(days=number),
        "updated_at": NOW - timedelta(hours=number),
        "unread": is_own and number % 5 == 0,
        "followed": is_own,
        "description": f"It stops at the same employee, number {number}.",
        "product_area": "Finance",
        "product_version": "Profit 7",
    }
    return allowing(Incident(**values | changed))


def allowing(one: Incident, permissions: Container[Permission] = CUSTOMER) -> Incident:
    """Return an incident with what an employee, or whoever has `permissions`, may do to it."""
    case = IncidentCase(
        one.status,
        reopens=True,
        merged=one.merged_into is not None,
        asks_activation=one.type is IncidentType.ACTIVATION_REQUEST,
    )
    return replace(one, allowed=incident_actions(permissions, case))


def summary(one: Incident) -> IncidentSummary:
    """Return an incident as a row of the list."""
    shared = {field.name: getattr(one, field.name) for field in fields(IncidentSummary)}
    return IncidentSummary(**shared)


def said(number: int, body: str = "", **changed: object) -> Entry:
    """Make an entry; `number` orders them, the odd ones are the vendor's."""
    values: dict[str, object] = {
        "id": f"00000000-0000-7000-d000-{number:012x}",
        "kind": EntryKind.COMMENT,
        "at": NOW + timedelta(minutes=number),
        "author": SUPPORT if number % 2 else ANNA.display_name,
        "by_vendor": number % 2 == 1,
        "body": body or f"Answer {number}.",
    }
    return Entry(**values | changed)


def holds(words: str, *texts: str) -> bool:
    """Whether each word begins one in the texts."""
    found = [word for text in texts for word in fold(text).split()]
    return all(any(one.startswith(fold(word)) for one in found) for word in words.split())


def attachment(new: AttachmentNew, content: bytes) -> Attachment:
    """Make what is known of a file that was sent."""
    seen = Tally()
    seen.add(content)
    facts = seen.facts
    return Attachment(
        id=new.id,
        name=new.name,
        content_type=new.content_type,
        size=facts.size,
        sha256=facts.sha256,
    )


class FakeIncidents:
    """Incidents of which the caller is `ANNA`; `reads_all` shows those of her colleagues too."""

    def __init__(
        self,
        script: _Script,
        incidents: Iterable[Incident],
        permissions: Container[Permission] = CUSTOMER,
    ) -> None:
        self.script = script
        self.permissions = permissions
        self.serves = Permission.INCIDENTS_SERVE in permissions
        self.reads_all = self.serves or Permission.INCIDENTS_READ_ALL in permissions
        self.incidents = {one.id: allowing(one, permissions) for one in incidents}
        if self.serves:  # what is new is for those who follow an incident
            for one in self.incidents.values():
                self.incidents[one.id] = replace(one, followed=False, unread=False)
        self.said: dict[str, list[Entry]] = {}
        self.keys: dict[str, IncidentSummary | Entry] = {}
        self.uploads: dict[str, bytes] = {}
        self.sent: dict[str, IncidentNew | CommentNew] = {}

    def change(self, number: int, /, **changes: object) -> Incident:
        """Change an incident behind the caller's back."""
        old = self.incidents[incident_id(number)]
        changed = replace(old, **changes, version=old.version + 1)
        new = allowing(changed, self.permissions)
        self.incidents[old.id] = new
        return new

    def tell(self, number: int, *entries: Entry) -> None:
        """Add to a conversation behind the caller's back."""
        self.said.setdefault(incident_id(number), []).extend(entries)

    def _find(self, id_: str) -> Incident:
        found = self.incidents.get(id_)
        if found is None or not (self.reads_all or found.followed):
            raise NotFound("incident")
        return found

    def _for(self, id_: str, action: IncidentAction) -> Incident:
        found = self._find(id_)
        if action not in found.allowed:
            raise Conflict(found)
        return found

    def check_key(self, key: str, new: IncidentNew | CommentNew) -> None:
        """Refuse a key that came with something else before."""
        if self.sent.setdefault(key, new) != new:
            raise Invalid((KEY_REUSED,))

    def keep(self, changed: Incident) -> Incident:
        """Take an incident in as it is now."""
        new = allowing(replace(changed, version=changed.version + 1), self.permissions)
        self.incidents[new.id] = new
        return new

    def _matching(self, query: IncidentQuery) -> list[Incident]:
        found = [
            one
            for one in self.incidents.values()
            if (self.reads_all or one.followed)
            and (not query.mine or one.followed)
            and (not query.unread or one.unread)
            and (query.state is None or (one.status in ENDED) is (query.state == "ended"))
            and (query.status in (None, one.status))
            and (query.type in (None, one.type))
            and (query.priority in (None, one.priority))
            and holds(query.words, one.subject, one.description, *self._bodies(one.id))
        ]
        if query.sort is IncidentSort.UPDATED:
            return sorted(found, key=lambda one: one.updated_at, reverse=True)
        ranks = [*Priority]
        by_priority = query.sort is IncidentSort.PRIORITY
        return sorted(
            found,
            key=lambda one: (ranks.index(one.priority) if by_priority else 0, one.number),
            reverse=True,
        )

    def _bodies(self, id_: str) -> Iterator[str]:
        return (entry.body for entry in self.said.get(id_, []))

    async def list(self, query: IncidentQuery, page: PageRequest) -> Page[IncidentSummary]:
        await self.script.play("incidents.list")
        if page.around is not None:
            self._find(page.around)
        return cut([*map(summary, self._matching(query))], page)

    async def count(self, query: IncidentQuery) -> Count:
        await self.script.play("incidents.count")
        return Count(len(self._matching(query)))

    async def show(self, incident_id: str) -> Incident:
        await self.script.play("incidents.show")
        return self._find(incident_id)

    async def find(self, name: IncidentName) -> IncidentSummary:
        await self.script.play("incidents.find")
        if self.serves and not name.customer:
            raise Invalid((FieldError("customer", "missing"),))
        for one in self.incidents.values():
            is_theirs = name.customer in ("", one.organisation_name)
            if one.number == name.number and is_theirs:
                return summary(self._find(one.id))
        raise NotFound("incident")

    async def entries(self, incident_id: str, page: PageRequest) -> Page[Entry]:
        await self.script.play("incidents.entries")
        self._find(incident_id)
        return cut(self.said.get(incident_id, []), page)

    async def submit(self, new: IncidentNew, key: str) -> IncidentSummary:
        await self.script.play("incidents.submit")
        self.check_key(key, new)
        if key not in self.keys:
            if new.id in self.incidents:
                raise Invalid((FieldError("id", "id_taken"),))
            if AHMED.id in new.watcher_ids:
                raise Invalid((FieldError("watcher_ids.0", "no_reader"),))
            number = max((one.number for one in self.incidents.values()), default=0) + 1
            given = new.model_dump(exclude={"watcher_ids", "id", "attachments"})
            given["attachments"] = self._attached(new)
            watchers = tuple(one for one in (ANNA, BRAM) if one.id in new.watcher_ids)
            more = {"id": new.id, "requester": ANNA, "followed": True, "unread": False}
            moment = {"created_at": NOW, "updated_at": NOW, "status": IncidentStatus.NEW}
            made = incident(number, **given, **more, **moment, watchers=watchers)
            self.incidents[new.id] = made
            self.keys[key] = summary(made)
        answer = self.keys[key]
        assert isinstance(answer, IncidentSummary)
        return answer

    async def upload(self, new: UploadNew, pieces: Pieces) -> Upload:
        seen, content = Tally(), b""
        async for piece in pieces():
            await self.script.play("incidents.upload")
            seen.add(piece)
            content += piece
        if seen.facts != new.facts:
            raise Invalid((FieldError("content", "other_content"),))
        self.uploads[new.id] = content
        return Upload(id=new.id, size=new.size, sha256=new.sha256)

    async def download(self, incident_id: str, attachment_id: str) -> Download:
        await self.script.play("incidents.download")
        found = self._find(incident_id)
        entries = self.said.get(incident_id, [])
        attached = [*found.attachments, *(one for entry in entries for one in entry.attachments)]
        wanted = [one for one in attached if one.id == attachment_id]
        if not wanted:
            raise NotFound("attachment")
        content = self.uploads[attachment_id]

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(content), 4096):
                await self.script.play("incidents.piece")
                yield content[start : start + 4096]

        async def close() -> None:
            await self.script.play("incidents.closed")

        return Download(wanted[0], pieces(), close)

    def _attached(self, new: IncidentNew | CommentNew) -> tuple[Attachment, ...]:
        """Return what goes with a message; whatever was not sent is refused."""
        if any(each.id not in self.uploads for each in new.attachments):
            raise Invalid((FieldError("attachments", "no_upload"),))
        return tuple(attachment(each, self.uploads[each.id]) for each in new.attachments)

    async def comment(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        await self.script.play("incidents.comment")
        self.check_key(key, new)
        if key not in self.keys:
            found = self._for(incident_id, IncidentAction.COMMENT)
            at = NOW + timedelta(hours=2)
            entry = said(0, new.body, id=new.id, at=at, attachments=self._attached(new))
            self.said.setdefault(incident_id, []).append(entry)
            self.keys[key] = entry
            if found.status in (IncidentStatus.PENDING, IncidentStatus.SOLVED):
                self._turn(found, IncidentStatus.OPEN)
        answer = self.keys[key]
        assert isinstance(answer, Entry)
        return answer

    def _turn(self, found: Incident, status: IncidentStatus) -> Incident:
        told = said(0, id=new_id(), kind=EntryKind.STATUS, before=found.status, after=status)
        self.said.setdefault(found.id, []).append(replace(told, body=""))
        return self.keep(replace(found, status=status))

    async def close(self, incident_id: str, closing: Closing, version: int) -> Incident:
        await self.script.play("incidents.close")
        found = self._for(incident_id, IncidentAction.CLOSE)
        if found.version != version:
            raise Conflict(found)
        return self._turn(replace(found, rating=closing.rating), IncidentStatus.CLOSED)

    async def reopen(self, incident_id: str, version: int) -> Incident:
        await self.script.play("incidents.reopen")
        found = self._for(incident_id, IncidentAction.REOPEN)
        if found.version != version:
            raise Conflict(found)
        return self._turn(found, IncidentStatus.OPEN)

    async def rate(self, incident_id: str, rating: Rating) -> Incident:
        await self.script.play("incidents.rate")
        return self.keep(replace(self._for(incident_id, IncidentAction.RATE), rating=rating.rating))

    async def watch(self, incident_id: str, watchers: Watchers) -> Incident:
        await self.script.play("incidents.watch")
        found = self._find(incident_id)
        people = {one.id: one for one in (*found.watchers, ANNA, BRAM)}
        chosen = [people[id_] for id_ in watchers.contact_ids]
        kept = [one for one in found.watchers if one not in chosen]
        now = (*kept, *chosen) if watchers.watching else tuple(kept)
        is_me = ANNA in chosen
        followed = watchers.watching if is_me else found.followed
        changed = replace(found, watchers=now, followed=followed)
        self.incidents[found.id] = changed
        return changed

    async def mark(self, incident_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        await self.script.play("incidents.mark")
        found = [self._find(id_) for id_ in incident_ids]
        changed = [one for one in found if one.followed and one.unread is read]
        for one in changed:
            first = None if read else one.first_unread
            self.incidents[one.id] = replace(one, unread=not read, first_unread=first)
        return frozenset(one.id for one in changed)

    async def colleagues(self) -> tuple[Colleague, ...]:
        await self.script.play("incidents.colleagues")
        return (ANNA, BRAM)


def cut(rows: Sequence[Row], page: PageRequest) -> Page[Row]:
    """Return the page of some rows that is asked for."""
    start = 0
    if page.after is not None:
        start = int(page.after)
    elif page.before is not None:
        start = max(0, int(page.before) - page.limit)
    elif page.around is not None:
        places = [place for place, row in enumerate(rows) if row.id == page.around]
        start = max(0, (places or [0])[0] - page.limit // 2)
    elif page.edge == "last":
        start = max(0, len(rows) - page.limit)
    end = int(page.before) if page.before is not None else min(len(rows), start + page.limit)
    return Page(
        tuple(rows[start:end]),
        before=str(start) if start else None,
        after=str(end) if end < len(rows) else None,
    )
