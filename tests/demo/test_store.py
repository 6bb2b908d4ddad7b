"""The demo in a real store."""

from datetime import date
from pathlib import Path

import pytest

from tui.api.connect import connect
from tui.api.errors import Unauthenticated
from tui.api.models.actions import ActionQuery, ActionState
from tui.api.models.incidents import EntryKind, IncidentQuery, IncidentState
from tui.api.models.paging import PageRequest
from tui.api.models.releases import Impact, NoteQuery
from tui.api.models.support import Hand, QueueQuery
from tui.api.policy import Kind, Permission, Role
from tui.api.portal import SignedIn
from tui.demo.opening import open_demo
from tui.paths import Paths
from tui.portals import store_address


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a demo that nobody writes to."""
    return open_demo(home(tmp_path_factory.mktemp("demo")))


def home(root: Path) -> Paths:
    return Paths(config=root, data=root, state=root, cache=root)


async def signed_in(url: str, name: str) -> SignedIn:
    entrance = connect(url)
    try:
        return await entrance.sign_in_as(name)
    finally:
        await entrance.close()


@pytest.mark.parametrize(
    ("name", "kind", "roles"),
    [
        ("employee", Kind.CONTACT, {Role.EMPLOYEE}),
        ("administrator", Kind.CONTACT, {Role.ADMINISTRATOR}),
        ("incident-manager", Kind.CONTACT, {Role.INCIDENT_MANAGER}),
        ("none", Kind.CONTACT, set[Role]()),
        ("support", Kind.SUPPORT, set[Role]()),
    ],
)
async def test_one_can_be_each_of_the_five(
    demo: str, name: str, kind: Kind, roles: set[Role]
) -> None:
    session = (await signed_in(demo, name)).session
    assert session.kind == kind
    assert session.roles == roles


async def test_the_incident_manager_reads_all_incidents(demo: str) -> None:
    session = (await signed_in(demo, "incident-manager")).session
    assert Permission.INCIDENTS_READ_ALL in session.permissions


async def test_the_employee_finds_what_changed_since_the_own_version(demo: str) -> None:
    entrance = connect(demo)
    releases = (await entrance.sign_in_as("employee")).portal.releases
    counts = [
        (await releases.count(query)).value
        for query in (
            NoteQuery(),
            NoteQuery(unread=True),
            NoteQuery(impact=Impact.ACTION_REQUIRED),
        )
    ]
    await entrance.close()
    assert counts == [250, 31, 14]


async def test_the_employee_finds_actions_in_every_state(demo: str) -> None:
    entrance = connect(demo)
    actions = (await entrance.sign_in_as("employee")).portal.actions
    today = date.today()  # noqa: DTZ011 - as the demo was made
    counts = [
        (await actions.count(query)).value
        for query in (
            ActionQuery(today=today),
            *(ActionQuery(today=today, state=state) for state in ActionState),
            ActionQuery(today=today, mine=True),
        )
    ]
    progress = await actions.progress()
    await entrance.close()
    assert counts == [22, 9, 2, 13, 3]
    assert [(each.done, each.total) for each in progress] == [
        (1, 7),
        (2, 4),
        (3, 4),
        (3, 3),
        (3, 3),
        (1, 1),
    ]


@pytest.mark.parametrize(
    ("name", "all_of_them"),
    [("employee", False), ("administrator", True), ("incident-manager", True)],
)
async def test_each_customer_finds_incidents_in_every_state(
    demo: str, name: str, all_of_them: bool
) -> None:
    entrance = connect(demo)
    incidents = (await entrance.sign_in_as(name)).portal.incidents
    mine = (await incidents.count(IncidentQuery(mine=True))).value
    every = (await incidents.count(IncidentQuery())).value
    counts = [
        (await incidents.count(query)).value
        for query in (
            *(IncidentQuery(state=state) for state in IncidentState),
            IncidentQuery(unread=True),
            IncidentQuery(words="verlof"),
        )
    ]
    await entrance.close()
    assert (every == 250) is all_of_them
    assert (mine == every) is not all_of_them
    assert all(counts)


async def test_support_finds_the_incidents_of_all_customers(demo: str) -> None:
    entrance = connect(demo)
    support = (await entrance.sign_in_as("support")).portal.support
    figures = await support.figures()
    count = (await support.count(QueueQuery())).value
    await entrance.close()
    assert count == 400
    assert sum(each.count.value for each in figures.statuses) == 400
    assert {each.word for each in figures.hands if each.count.value} == {*Hand}
    assert len(figures.customers) == 2


async def test_a_long_conversation_is_told_to_its_end(demo: str) -> None:
    entrance = connect(demo)
    incidents = (await entrance.sign_in_as("administrator")).portal.incidents
    (found,) = (await incidents.list(IncidentQuery(words="organisatiekaart"), PageRequest())).items
    entries = (await incidents.entries(found.id, PageRequest(limit=200))).items
    await entrance.close()
    assert len(entries) >= 60
    assert {each.by_vendor for each in entries} == {True, False}
    assert EntryKind.NOTE not in {each.kind for each in entries}


def test_a_damaged_store_is_set_aside_and_kept(tmp_path: Path) -> None:
    paths = home(tmp_path)
    open_demo(paths)
    paths.demo_store.write_bytes(b"not a database any more")
    assert open_demo(paths) == store_address(paths.demo_store)
    kept = [path.read_bytes() for path in tmp_path.iterdir() if path != paths.demo_store]
    assert b"not a database any more" in kept


async def test_a_reset_demo_has_forgotten_what_was_done(tmp_path: Path) -> None:
    paths = home(tmp_path)
    entrance = connect(open_demo(paths))
    token = (await entrance.sign_in_as("employee")).token
    await entrance.close()
    entrance = connect(open_demo(paths, reset=True))
    with pytest.raises(Unauthenticated):
        await entrance.resume(token)
    await entrance.close()
