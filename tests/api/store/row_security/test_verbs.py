"""Every verb, where the application takes one organisation for another: it sees nothing of it.

The conditions that the store writes by itself are turned against it here: from the moment that the
database was told who calls, the verbs believe that it is somebody of the factory.
"""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.api.store.row_security.conftest import ON_POSTGRES, TODAY, Cluster, LivedIn
from tests.contract.stage import Stage
from tests.contract.world import BAKERY, BAKERY_CONTACTS, FACTORY, FACTORY_CONTACTS
from tui.api.connect import connect
from tui.api.errors import PortalError
from tui.api.models.actions import ActionEdit, ActionState
from tui.api.models.paging import PageRequest
from tui.api.models.profile import ProfileEdit
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Theme
from tui.api.policy import Permission
from tui.api.portal import Portal
from tui.api.store.schema.ownership import CUSTOMER_OWNED
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

pytestmark = ON_POSTGRES

Verb = Callable[[Portal, str], Awaitable[object]]
PAGE = PageRequest(limit=200)
EVERY, UNREAD, KEPT = NoteQuery(), NoteQuery(unread=True), NoteQuery(bookmarked=True)
DONE = replace(TODAY, state=ActionState.DONE)

READS: dict[str, Verb] = {
    "session.explain": lambda portal, _: portal.session.explain(Permission.RELEASES_PUBLISH),
    "releases.list": lambda portal, _: portal.releases.list(EVERY, PAGE),
    "releases.count": lambda portal, _: portal.releases.count(UNREAD),
    "releases.facets": lambda portal, _: portal.releases.facets(),
    "releases.show": lambda portal, note: portal.releases.show(note, EVERY),
    "releases.search": lambda portal, _: portal.releases.search("fact", KEPT, PAGE),
    "releases.next_unread": lambda portal, _: _next_unread(portal),
    "actions.list": lambda portal, _: portal.actions.list(TODAY, PAGE),
    "actions.count": lambda portal, _: portal.actions.count(DONE),
    "actions.progress": lambda portal, _: portal.actions.progress(),
    "actions.colleagues": lambda portal, _: portal.actions.colleagues(),
    "needs.list": lambda portal, _: portal.needs.list(),
    "profile.show": lambda portal, _: portal.profile.show(),
}
WRITES: dict[str, Verb] = {
    "releases.mark": lambda portal, _: _mark(portal),
    "releases.mark_all": lambda portal, _: portal.releases.mark_all(EVERY),
    "releases.bookmark": lambda portal, note: portal.releases.bookmark([note], kept=True),
    "actions.edit": lambda portal, _: _take_on(portal),
    "profile.edit": lambda portal, _: _edit_profile(portal),
    "session.sign_out": lambda portal, _: portal.session.sign_out(),
}


async def _next_unread(portal: Portal) -> list[str | None]:
    """Return what is next unread after every note."""
    notes = (await portal.releases.list(EVERY, PAGE)).items
    return [await portal.releases.next_unread(EVERY, note.id, ahead=True) for note in notes]


async def _mark(portal: Portal) -> None:
    notes = (await portal.releases.list(EVERY, PAGE)).items
    await portal.releases.mark([note.id for note in notes], read=True)


async def _take_on(portal: Portal) -> None:
    for action in (await portal.actions.list(TODAY, PAGE)).items:
        await portal.actions.edit(action.note.id, ActionEdit(done=True), action.version)


async def _edit_profile(portal: Portal) -> None:
    await portal.profile.edit(ProfileEdit(theme=Theme.DARK), 1)


@contextmanager
def taken_for_the_factory() -> Generator[None]:
    """Let every verb believe, once the database knows better, that the factory calls."""
    theirs = FACTORY_CONTACTS["both"]
    real = caller.step_in

    def step_in(connection: Connection, me: Caller) -> None:
        real(connection, me)
        for name, value in (("organisation_id", FACTORY), ("contact_id", theirs.id)):
            object.__setattr__(me, name, value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caller, "step_in", step_in)
        yield


async def _answers(lived_in: LivedIn, url: str, verbs: dict[str, Verb]) -> dict[str, object]:
    """Return what each verb answers to an administrator of the bakery, taken for the factory's."""
    stage = Stage(lived_in.ground, url, lived_in.template.tokens, connect(url))
    portal = await stage.portal("all")
    note = (await portal.actions.list(TODAY, PAGE)).items[0].note.id
    answers: dict[str, object] = {}
    with taken_for_the_factory():
        for name, verb in verbs.items():
            try:
                answers[name] = await verb(portal, note)
            except PortalError as error:
                answers[name] = type(error)
    await stage.close()
    return answers


def _uncover(cluster: Cluster, url: str) -> None:
    tables = [f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY" for name in CUSTOMER_OWNED]
    cluster.run(url, *tables)


def _empty_factory(cluster: Cluster, url: str) -> None:
    """Take away all that the factory has, down to its people."""
    leaving = ("mark", "bookmark", "action", "change", "audit", "contact_role")
    deleting = [f"DELETE FROM {name} WHERE organisation_id = '{FACTORY}'" for name in leaving]
    cluster.run(
        url,
        *deleting,
        f"DELETE FROM contact WHERE organisation_id = '{FACTORY}'",
        f"DELETE FROM organisation WHERE id = '{FACTORY}'",
    )


async def test_no_verb_reads_what_is_anothers_though_it_asks_for_it(
    cluster: Cluster, lived_in: LivedIn
) -> None:
    there, nothing, bare = (lived_in.url() for _ in range(3))
    _empty_factory(cluster, nothing)
    unseen = await _answers(lived_in, nothing, READS)
    assert await _answers(lived_in, there, READS) == unseen
    _uncover(cluster, bare)
    seen = await _answers(lived_in, bare, READS)
    same = {name for name in READS if seen[name] == unseen[name]}
    assert same == {"session.explain", "profile.show"}  # who may do everything is told of nobody
    for url in (there, nothing, bare):
        lived_in.ground.remove(url)


@pytest.mark.parametrize("name", WRITES)
async def test_no_verb_writes_to_another_organisation_though_it_means_to(
    cluster: Cluster, lived_in: LivedIn, name: str
) -> None:
    there, bare = lived_in.url(), lived_in.url()
    before = _theirs(cluster, there)
    await _answers(lived_in, there, {name: WRITES[name]})
    assert _theirs(cluster, there) == before
    _uncover(cluster, bare)
    await _answers(lived_in, bare, {name: WRITES[name]})
    assert _theirs(cluster, bare) != before
    for url in (there, bare):
        lived_in.ground.remove(url)


def _theirs(cluster: Cluster, url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the factory's."""
    return {
        table: cluster.run(
            url, f"SELECT * FROM {table} WHERE {owner} = '{FACTORY}' ORDER BY 1, 2, 3"
        )
        for table, owner in CUSTOMER_OWNED.items()
    }


async def test_an_organisation_goes_on_seeing_its_own(lived_in: LivedIn) -> None:
    url = lived_in.url()
    stage = Stage(lived_in.ground, url, lived_in.template.tokens, connect(url))
    portal = await stage.portal("all")
    assert {each.id for each in await portal.actions.colleagues()} == {
        contact.id for contact in BAKERY_CONTACTS.values() if contact.active
    }
    assert (await portal.releases.count(KEPT)).value
    assert {hat.organisation_id for hat in await portal.session.hats()} == {BAKERY}
    both = await stage.portal("both")
    assert {hat.organisation_id for hat in await both.session.hats()} == {BAKERY, FACTORY}
    await stage.close()
    lived_in.ground.remove(url)
