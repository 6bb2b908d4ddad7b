"""A walk through incidents: whatever people do, the store and the model tell the same of it.

Roles are granted and incident management is switched on the way, by who may and by who may not.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Coroutine
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.contract.grounds import Ground, Template
from tests.contract.http_grounds import HttpGround
from tests.contract.incidents import ALL, EVERY, new_incident
from tests.contract.stage import CONTACTS, Stage, word_of
from tests.contract.world import (
    BAKERY,
    BAKERY_CONTACTS,
    BAKERY_HAT,
    FACTORY,
    FACTORY_CONTACTS,
    PEOPLE,
)
from tests.prove.incident_model import ADMINISTRATOR, DONE, Known, Model
from tests.prove.soak import Tell, is_full, rounds
from tui.api.errors import Conflict, Forbidden, Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.contacts import Grant
from tui.api.models.incidents import Closing, CommentNew, IncidentQuery, Rating, Watchers
from tui.api.models.support import ActivationEdit, Answer, IncidentEdit, Merge
from tui.api.policy import IncidentStatus, Role
from tui.api.portal import Portal

pytestmark = pytest.mark.prove

NAMES = {
    "employee": "Emma de Vries",
    "both": "Bo Peters",
    "administrator": "Adam Bakker",
    "manager": "Mila Jansen",
    "employee+manager": "Zoë van der Berg",
    "other_employee": "Emre Yıldız",
    "other_administrator": "Fenna Kok",
}
"""Who walks, and what each is called; the last two at the factory."""

BESIDES = {
    "administrator": ("administrator+manager", "employee+administrator", "all", "two_hats"),
    "other_administrator": ("both",),
}
"""The other administrators of both, who stay outside: the last one is to be among the walkers."""

ENGINEERS = {"support": "Sofie Maes", "operator": "Otto Brand"}
"""Who of the vendor's people works on incidents; the first one answers."""
ANSWERED = (IncidentStatus.PENDING, IncidentStatus.OPEN, IncidentStatus.SOLVED)

EVERY_WORD = {
    "not_granted",
    "not_found",
    "conflict",
    "no_reader",
    "is_requester",
    "no_incident",
    "vendor_only",
    "last_administrator",
}
"""Why verbs are refused in the course of many walks."""

OFTEN = {"not_granted", "not_found", "conflict", "no_reader", "vendor_only"}
"""Why in the course of a few."""

people = st.sampled_from([*NAMES])
places = st.sampled_from([-1, -1, -2, -3, -4])
"""Mostly the incident that came last."""
ratings = st.integers(1, 5)
administrators = st.sampled_from(["administrator", "other_administrator"] * 4 + [*NAMES])
"""Mostly those who are administrators when the walk begins."""
switchers = st.sampled_from([*ENGINEERS, *ENGINEERS, "administrator", "manager"])


async def _word(call: Awaitable[object]) -> str:
    """Return what came of a call, as the model says it."""
    try:
        await call
    except (Forbidden, NotFound, Conflict) as error:
        return word_of(error)
    except Invalid as error:
        return error.fields[0].code
    return DONE


def _model() -> Model:
    at_the_factory = {"other_employee", "other_administrator"}
    return Model(
        organisations={name: FACTORY if name in at_the_factory else BAKERY for name in NAMES},
        roles={
            name: {role.value for role in (BAKERY_CONTACTS.get(name) or CONTACTS[name]).roles}
            for name in NAMES
        },
        activated={BAKERY},
    )


class Walk(RuleBasedStateMachine):
    """People of two organisations and the vendor, on a store and on the model at once."""

    def __init__(self, ground: Ground, template: Template, words: Counter[str]) -> None:
        super().__init__()
        self.words = words
        self.model = _model()
        self.touched: str | None = None
        self._runner = asyncio.Runner()
        self._stage, self._everybody = self._run(self._open(ground, template))
        self._support = self._everybody["support"].support
        self._portals = {name: self._everybody[name].incidents for name in NAMES}

    async def _open(self, ground: Ground, template: Template) -> tuple[Stage, dict[str, Portal]]:
        url = ground.copy(template)
        stage = Stage(ground, url, template.tokens, await ground.connect(url))
        hats = {"both": BAKERY_HAT}
        names = (*NAMES, *ENGINEERS)
        portals = {name: await stage.portal(name, hats.get(name)) for name in names}
        for who, others in BESIDES.items():
            theirs = FACTORY_CONTACTS if who.startswith("other") else BAKERY_CONTACTS
            for whom in others:
                grant = Grant(roles=frozenset({Role.EMPLOYEE}))
                await portals[who].contacts.grant(theirs[whom].id, grant, 1)
        return stage, portals

    def teardown(self) -> None:
        """Let go of the store."""
        self._run(self._stage.close())
        self._stage.ground.remove(self._stage.url)
        self._runner.close()

    @initialize()
    def begin(self) -> None:
        """Let there be incidents to talk about."""
        self.submit("administrator", set())
        self.submit("other_employee", set())
        self.submit("employee", {"both"})

    @rule(who=people, watchers=st.sets(people, max_size=2))
    def submit(self, who: str, watchers: set[str]) -> None:
        """Somebody submits an incident."""
        id_ = self.touched = new_id()
        ids = tuple(CONTACTS[each].id for each in sorted(watchers))
        call = self._portals[who].submit(new_incident(id=id_, watcher_ids=ids), new_id())
        self._both(call, self.model.submit(who, id_, watchers))

    @rule(who=people, place=places)
    def comment(self, who: str, place: int) -> None:
        """Somebody comments on an incident."""
        new = CommentNew(id=new_id(), body=f"said at {self.model.moment}")
        id_ = self._at(place)
        call = self._portals[who].comment(id_, new, new_id())
        self._both(call, self.model.comment(who, id_, new.body))

    @rule(who=people, place=places, rating=st.none() | ratings, stale=st.booleans())
    def close(self, who: str, place: int, rating: int | None, *, stale: bool) -> None:
        """Somebody closes an incident, now and then without having seen the last of it."""
        id_ = self._at(place)
        call = self._portals[who].close(id_, Closing(rating=rating), self._version(id_, stale))
        self._both(call, self.model.close(who, id_, rating, stale=stale))

    @rule(who=people, place=places, stale=st.booleans())
    def reopen(self, who: str, place: int, *, stale: bool) -> None:
        """Somebody opens an incident again."""
        id_ = self._at(place)
        call = self._portals[who].reopen(id_, self._version(id_, stale))
        self._both(call, self.model.reopen(who, id_, stale=stale))

    @rule(who=people, place=places, rating=ratings)
    def rate(self, who: str, place: int, rating: int) -> None:
        """Somebody says how content one is."""
        id_ = self._at(place)
        call = self._portals[who].rate(id_, Rating(rating=rating))
        self._both(call, self.model.rate(who, id_, rating))

    @rule(who=people, place=places, whom=people, watching=st.booleans())
    def watch(self, who: str, place: int, whom: str, *, watching: bool) -> None:
        """Somebody lets somebody watch, or no more."""
        id_ = self._at(place)
        wanted = Watchers(contact_ids=(CONTACTS[whom].id,), watching=watching)
        call = self._portals[who].watch(id_, wanted)
        self._both(call, self.model.watch(who, id_, whom, watching=watching))

    @rule(who=people, place=places, read=st.booleans())
    def mark(self, who: str, place: int, *, read: bool) -> None:
        """Somebody marks an incident as read or unread."""
        id_ = self._at(place)
        call = self._portals[who].mark([id_], read=read)
        self._both(call, self.model.mark(who, id_, read=read))

    @rule(place=places, status=st.sampled_from(ANSWERED))
    def answer(self, place: int, status: IncidentStatus) -> None:
        """The vendor answers."""
        id_ = self._at(place)
        new = Answer(id=new_id(), body=f"answered at {self.model.moment}", status=status)
        said = self.model.answer("support", id_, new.body, status.value)
        self._both(self._support.answer(id_, new, new_id()), said)

    @rule(place=places, whom=st.sampled_from(["", *ENGINEERS]), stale=st.booleans())
    def assign(self, place: int, whom: str, *, stale: bool) -> None:
        """The vendor gives an incident to somebody, or to nobody."""
        id_ = self._at(place)
        edit = IncidentEdit(assignee_id=PEOPLE[whom].id if whom else None)
        version = self._version(id_, stale)
        said = self.model.assign("support", id_, whom, stale=stale)
        self._both(self._support.change(id_, edit, version), said)

    @rule(place=places, into=st.integers(1, 6), stale=st.booleans())
    def merge(self, place: int, into: int, *, stale: bool) -> None:
        """The vendor closes an incident as a duplicate of another."""
        id_ = self._at(place)
        version = self._version(id_, stale)
        said = self.model.merge("support", id_, into, stale=stale)
        self._both(self._support.merge(id_, Merge(into=into), version), said)

    @rule(
        who=administrators,
        others=st.lists(people, min_size=3, max_size=3),
        roles=st.sets(st.sampled_from([*Role])),
        stale=st.sampled_from([False, False, True]),
    )
    def grant(self, who: str, others: list[str], roles: set[Role], *, stale: bool) -> None:
        """Somebody gives somebody, mostly a colleague, other authorisation roles, or tries to."""
        where = self.model.organisations
        whom = next((each for each in others if where[each] == where[who]), others[0])
        version = 1 + self.model.grants[whom] + (7 if stale else 0)
        grant = Grant(roles=frozenset(roles))
        call = self._everybody[who].contacts.grant(CONTACTS[whom].id, grant, version)
        words = {role.value for role in roles}
        self._both(call, self.model.grant(who, whom, words, stale=stale))

    @rule(who=switchers, organisation=st.sampled_from([BAKERY, FACTORY]), active=st.booleans())
    def activate(self, who: str, organisation: str, *, active: bool) -> None:
        """Somebody switches incident management for a customer, or tries to."""
        edit = ActivationEdit(active=active)
        call = self._everybody[who].support.activate(organisation, edit)
        self._both(call, self.model.activate(who, organisation, active=active))

    @invariant()
    def each_has_the_roles_that_the_model_says(self) -> None:
        """Compare what an administrator of each is told of everybody there."""
        told = {who: self._run(self._granted(who)) for who in NAMES}
        model = self.model
        assert told == {who: (roles, 1 + model.grants[who]) for who, roles in model.roles.items()}

    async def _granted(self, whom: str) -> tuple[set[str], int]:
        where = self.model.organisations[whom]
        who = next(
            each
            for each, roles in self.model.roles.items()
            if self.model.organisations[each] == where and ADMINISTRATOR in roles
        )
        contact = await self._everybody[who].contacts.show(CONTACTS[whom].id)
        return {role.value for role in contact.roles}, contact.version

    @invariant()
    def everybody_is_told_what_the_model_says(self) -> None:
        """Compare what each lists, counts, has unread and may do; and what was said last."""
        for who in NAMES:
            self._run(self._compare(who))

    async def _compare(self, who: str) -> None:
        incidents = self._portals[who]
        if not self.model.reads(who):
            assert await _word(incidents.list(EVERY, ALL)) in ("not_granted", "not_activated")
            return
        listed = (await incidents.list(EVERY, ALL)).items
        expected = self.model.listed(who)
        assert [
            (each.id, each.number, each.status, each.version, each.unread, each.followed)
            for each in listed
        ] == [
            (
                each.id,
                each.number,
                each.status,
                each.version,
                self.model.is_news(who, each),
                who in each.seen,
            )
            for each in expected
        ]
        assert [{*each.allowed} for each in listed] == [
            self.model.allowed(who, each) for each in expected
        ]
        for query, wanted in (
            (EVERY, expected),
            (IncidentQuery(mine=True), [each for each in expected if who in each.seen]),
            (IncidentQuery(unread=True), [e for e in expected if self.model.is_news(who, e)]),
        ):
            assert (await incidents.count(query)).value == len(wanted)
        if self.touched in {each.id for each in expected}:
            await self._compare_whole(who, self.model.known[self.touched])

    async def _compare_whole(self, who: str, known: Known) -> None:
        incidents = self._portals[who]
        shown = await incidents.show(known.id)
        assert shown.rating == known.rating
        assert {each.display_name for each in shown.watchers} == {
            NAMES[each] for each in known.watchers()
        }
        called = NAMES | ENGINEERS
        assert [
            (each.kind, each.author, each.body, each.before, each.after)
            for each in (await incidents.entries(known.id, ALL)).items
        ] == [
            (kind, called[author], body, called.get(before, before), called.get(after, after))
            for kind, author, body, before, after in known.told
        ]

    def _at(self, place: int) -> str:
        """Return one of the last incidents; beyond the first one, what nobody has."""
        ids = [*self.model.known]
        self.touched = ids[place] if -place <= len(ids) else new_id()
        return self.touched

    def _version(self, id_: str, stale: bool) -> int:
        known = self.model.known.get(id_)
        return (known.version if known else 1) + (7 if stale else 0)

    def _both(self, call: Awaitable[object], said: str) -> None:
        word = self._run(_word(call))
        self.words[word] += 1
        assert word == said

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(coroutine)


def _walk(
    ground: Ground, template: Template, tell: Tell, phases: tuple[Phase, ...] = tuple(Phase)
) -> None:
    examples, steps, words = rounds(6, 150), rounds(25, 50), Counter[str]()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=not is_full(),
        phases=phases,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(lambda: Walk(ground, template, words), settings=chosen)
    done = words.pop(DONE)
    assert {*words} >= (EVERY_WORD if is_full() else OFTEN)
    tell(
        f"walk through incidents, {ground.name}",
        walks=examples,
        verbs_done=done,
        verbs_refused=words.total(),
        told_otherwise_by_the_model=0,
    )


def test_a_walk_through_incidents_goes_as_the_model_says(
    sqlite: tuple[Ground, Template], tell: Tell
) -> None:
    _walk(*sqlite, tell)


def test_a_walk_over_http_goes_as_the_model_says(
    sqlite: tuple[Ground, Template], tell: Tell
) -> None:
    made, template = sqlite
    _walk(HttpGround(made), template, tell)


class Forgetful(Model):
    """A model in which whoever comments is told of that comment as news."""

    def comment(self, who: str, id_: str, body: str) -> str:
        said = super().comment(who, id_, body)
        if said == DONE and who in self.known[id_].seen:
            self.known[id_].seen[who] = 0
        return said


def test_a_model_that_is_wrong_is_found_out(
    sqlite: tuple[Ground, Template], tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.prove.test_incident_walk.Model", Forgetful)
    with pytest.raises(AssertionError):
        _walk(*sqlite, tell, phases=(Phase.generate,))
