"""What happens at one organisation is nowhere to be seen from another, not even that it exists.

Two copies of one store: in the second, everything of the factory's is different. The bakery's
people must get the same answers from both, cursors and all.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.contract import isolated_incidents
from tests.contract.grounds import Ground, Template
from tests.contract.stage import Stage, mill
from tests.contract.world import (
    BAKERY_CONTACTS,
    FACTORY,
    FACTORY_CONTACTS,
    FACTORY_HAT,
    PASSWORD,
    WORLD,
    identity,
)
from tui.api.errors import PortalError
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionQuery, ActionState
from tui.api.models.contacts import Grant
from tui.api.models.organisations import Invitation
from tui.api.models.paging import PageRequest
from tui.api.models.profile import ProfileEdit
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.session import Hat, Theme
from tui.api.models.sign_in import Join
from tui.api.policy import Permission, Role
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

MILL = identity(3)
"""A customer that there is in one of the two copies alone."""

CONTACT_IDS = (
    BAKERY_CONTACTS["employee"].id,
    *(contact.id for contact in FACTORY_CONTACTS.values()),
    identity(0xDEAD),
)
NO_ROLES = Grant(roles=frozenset())

Ask = Callable[[], Awaitable[object]]

PLACES = (
    PageRequest(limit=3),
    PageRequest(limit=3, edge="last"),
    PageRequest(limit=3, at=0.5),
    PageRequest(limit=200),
)
QUERIES = (
    NoteQuery(),
    NoteQuery(unread=True),
    NoteQuery(unread=True, version="Profit 10"),
    NoteQuery(area="Facturen", sort=NoteSort.OLDEST),
    NoteQuery(bookmarked=True),
    NoteQuery(sort=NoteSort.AREA, unread=True),
)

TODAY = date(2026, 10, 15)
ACTIONS = (
    ActionQuery(today=TODAY),
    ActionQuery(today=TODAY, mine=True),
    *(ActionQuery(today=TODAY, state=state) for state in ActionState),
)


THE_REST_IS_LATE = (
    "INSERT INTO action (organisation_id, note_id, due_on, version)"
    " SELECT ?, id, '2001-01-01', 1 FROM note"
    " WHERE id NOT IN (SELECT note_id FROM action WHERE organisation_id = ?)"
)


async def _turn_the_factory_upside_down(stage: Stage) -> None:
    for name in FACTORY_CONTACTS:
        signed_in = await stage.signed_in(name, FACTORY_HAT if name == "both" else None)
        portal = signed_in.portal
        if Permission.RELEASES_READ in signed_in.session.permissions:
            ids = [n.id for n in (await portal.releases.list(NoteQuery(), PLACES[-1])).items]
            await portal.releases.mark(ids, read=True)
            await portal.releases.mark(ids[::2], read=False)
            await _take_everything_on(signed_in)
            await portal.releases.bookmark(ids[1::2], kept=True)
            await portal.releases.mark_all(NoteQuery(product="Pocket"))
        if name != "both":
            edit = ProfileEdit(theme=Theme.LIGHT)
            await portal.profile.edit(edit, (await portal.profile.show()).version)
    await _let_the_vendor_make_a_customer(stage)
    await isolated_incidents.submit_others(stage)
    stage.ground.execute(stage.url, THE_REST_IS_LATE, [FACTORY, FACTORY])
    stage.rename(FACTORY, "Heel iets anders", version="Profit 10")
    stage.set_roles("other_administrator", [])
    stage.set_roles("other_employee", Role)
    stage.set_roles("both", [Role.INCIDENT_MANAGER])
    stage.deactivate("manager_inactive")


async def _take_everything_on(signed_in: SignedIn) -> None:
    actions = signed_in.portal.actions
    edit = ActionEdit(owner_id=signed_in.session.contact_id, due_on=date(2026, 1, 1), done=True)
    for action in (await actions.list(ACTIONS[0], PLACES[-1])).items:
        await actions.edit(action.note.id, edit, action.version)


async def _let_the_vendor_make_a_customer(stage: Stage) -> None:
    organisations = (await stage.service()).portal.organisations
    code = (await organisations.create(mill(id=MILL), new_id())).code
    assert code is not None
    join = Join(code=code.reveal(), name="Mila Molen", password=Secret(PASSWORD))
    await stage.entrance.join(join)


async def _edited(portal: Portal) -> list[object]:
    """Return what comes of every edit of an action, by one's own people and by others."""
    answers: list[object] = []
    others = [contact.id for contact in FACTORY_CONTACTS.values()]
    for action in (await portal.actions.list(ACTIONS[0], PLACES[-1])).items:
        edits = [ActionEdit(owner_id=owner) for owner in (*others, identity(0xDEAD))]
        edits += [ActionEdit(due_on=date(2026, 10, 20)), ActionEdit(owner_id=None)]
        for edit in edits:
            answers.append(
                await _answer(lambda a=action, e=edit: portal.actions.edit(a.note.id, e, 0))
            )
    return answers


def _questions(portal: Portal) -> list[Ask]:
    asked: list[Ask] = [
        portal.session.hats,
        portal.session.list,
        portal.needs.list,
        portal.needs.news,
        portal.profile.show,
        portal.releases.facets,
        portal.actions.progress,
        portal.actions.colleagues,
        portal.organisations.count,
        portal.services.list,
        portal.templates.list,
        *(lambda p=p: portal.organisations.list(p) for p in (*PLACES, PageRequest(around=MILL))),
        *(
            lambda i=id_: portal.organisations.invite(i, Invitation(email="a@b.nl"), new_id())
            for id_ in (FACTORY, MILL, identity(0xDEAD))
        ),
        *(lambda p=p: portal.session.explain(p) for p in Permission),
        *(lambda i=id_: portal.contacts.show(i) for id_ in CONTACT_IDS),
        *(lambda i=id_: portal.contacts.grant(i, NO_ROLES, 1) for id_ in CONTACT_IDS[1:]),
    ]
    for query in QUERIES:
        asked.append(lambda q=query: portal.releases.count(q))
        asked += [lambda q=query, p=place: portal.releases.list(q, p) for place in PLACES]
        asked += [
            lambda q=query, w=words: portal.releases.search(w, q, PLACES[0])
            for words in ("fact", "heel iets anders", "fietsfabriek")
        ]
    asked += isolated_incidents.questions(portal.incidents)
    for query in ACTIONS:
        asked.append(lambda q=query: portal.actions.count(q))
        asked += [lambda q=query, p=place: portal.actions.list(q, p) for place in PLACES]
    return asked


NEVER = datetime(9999, 1, 1, tzinfo=UTC)


async def _answer(ask: Ask) -> object:
    try:
        return await ask()
    except PortalError as error:
        return type(error), vars(error)


async def _transcript(stage: Stage, name: str) -> list[object]:
    signed_in = await stage.signed_in(name)
    portal = signed_in.portal
    told: list[object] = [replace(signed_in.session, id="", expires_at=NEVER)]
    told += [await _answer(ask) for ask in _questions(portal)]
    if Permission.RELEASES_READ in signed_in.session.permissions:
        ids = [note.id for note in (await portal.releases.list(NoteQuery(), PLACES[-1])).items]
        told += [await portal.releases.show(id_, NoteQuery()) for id_ in ids]
        told.append(await portal.releases.mark(ids[::3], read=True))
        told.append(await portal.releases.list(NoteQuery(unread=True), PLACES[-1]))
        told += await _edited(portal)
        told.append(await portal.actions.list(ACTIONS[0], PLACES[-1]))
        told.append(await portal.releases.bookmark(ids[::4], kept=True))
        told.append(await portal.releases.next_unread(NoteQuery(), ids[0], ahead=True))
        marked = await portal.releases.mark_all(NoteQuery(product="Profit"))
        told += [marked.count, await portal.releases.take_back(marked.id)]
        told.append(await portal.releases.list(NoteQuery(), PLACES[-1]))
    for ask in isolated_incidents.deeds(portal.incidents):
        told.append(isolated_incidents.without_moments(await _answer(ask)))
    edit = ProfileEdit(theme=Theme.DARK)
    told.append(await portal.profile.edit(edit, (await portal.profile.show()).version))
    return told


@pytest.fixture(scope="module")
def settled(ground: Ground) -> Template:
    """The small world, after both organisations submitted incidents."""
    fresh = ground.template(WORLD)
    url = ground.copy(fresh)

    async def settle() -> None:
        stage = Stage(ground, url, fresh.tokens, await ground.connect(url))
        await isolated_incidents.submit_own(stage)
        await stage.close()

    asyncio.run(settle())
    return ground.as_template(url, fresh.tokens)


@pytest.fixture
async def worlds(ground: Ground, settled: Template) -> AsyncIterator[tuple[Stage, Stage]]:
    """Two copies of it."""
    urls = ground.copy(settled), ground.copy(settled)
    here, there = [Stage(ground, url, settled.tokens, await ground.connect(url)) for url in urls]
    yield here, there
    for stage in (here, there):
        await stage.close()
        ground.remove(stage.url)


@pytest.mark.parametrize("name", ["none", "employee", "administrator", "manager", "all"])
async def test_the_bakery_sees_nothing_of_what_the_factory_does(
    worlds: tuple[Stage, Stage], name: str
) -> None:
    here, there = worlds
    await _turn_the_factory_upside_down(there)
    assert await _transcript(here, name) == await _transcript(there, name)


async def test_the_factory_was_really_turned_upside_down(worlds: tuple[Stage, Stage]) -> None:
    here, there = worlds
    await _turn_the_factory_upside_down(there)
    for name in ("other_employee", "other_administrator"):
        assert await _transcript(here, name) != await _transcript(there, name)


async def test_another_organisation_is_like_one_that_never_was(stage: Stage) -> None:
    nowhere = Hat(kind=FACTORY_HAT.kind, organisation_id=identity(0xDEAD), name=FACTORY_HAT.name)
    token = stage.token("administrator")
    answers = [
        (
            await _answer(lambda h=hat: stage.entrance.resume(token, h)),
            await _answer(lambda h=hat: stage.sign_in("administrator", hat=h)),
        )
        for hat in (FACTORY_HAT, nowhere)
    ]
    assert answers[0] == answers[1]
