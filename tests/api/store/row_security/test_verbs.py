"""Every verb, where the application takes its caller for another: it reaches nothing of theirs.

The conditions that the store writes by itself are turned against it here. Once the database was
told who calls, an employee of the bakery, the verbs believe that it is somebody else: another
person, somebody of the factory, the vendor. That a verb would reach something otherwise shows where
the database is told so, too.
"""

from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from tests.api.store.row_security.conftest import ON_POSTGRES, Cluster, LivedIn
from tests.api.store.row_security.matrix import (
    ADMINISTRATOR_READS,
    ADMINISTRATOR_WRITES,
    AT_THE_DOOR,
    KEPT,
    OWN_READS,
    OWN_WRITES,
    READS,
    THEY,
    VENDOR_READS,
    VENDOR_WRITES,
    WRITES,
    Theirs,
    Verb,
    set_out,
)
from tests.contract.interface import verbs
from tests.contract.stage import Stage
from tests.contract.world import BAKERY, BAKERY_CONTACTS, FACTORY, FACTORY_CONTACTS, PEOPLE
from tui.api.connect import connect
from tui.api.errors import PortalError
from tui.api.policy import Kind, Role, permissions_of
from tui.api.portal import Portal
from tui.api.store.schema.ownership import CUSTOMER_OWNED, IDENTITY, VENDOR_ONLY, VENDOR_OWNED
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

pytestmark = ON_POSTGRES

ME = "employee"
"""Somebody of the bakery."""

Guise = Callable[[Theirs], Mapping[str, object]]
"""Returns who the caller is taken for."""


def another_person(theirs: Theirs) -> Mapping[str, object]:
    """Return what the store would know of somebody else of one's own organisation."""
    return {
        "session_id": theirs.session,
        "root_id": theirs.session,
        "person_id": PEOPLE[THEY].id,
        "email": PEOPLE[THEY].email,
    }


def their_employee(theirs: Theirs) -> Mapping[str, object]:
    """Return what the store would know of somebody of the factory."""
    contact_id = FACTORY_CONTACTS[THEY].id
    return {**another_person(theirs), "organisation_id": FACTORY, "contact_id": contact_id}


def operator(_: Theirs) -> Mapping[str, object]:
    """Return what the store would know of somebody who may do all that the vendor may."""
    return {"kind": Kind.OPERATOR, "permissions": permissions_of(Kind.OPERATOR)}


def their_administrator(theirs: Theirs) -> Mapping[str, object]:
    """Return what the store would know of who manages the factory's contacts."""
    may = permissions_of(Kind.CONTACT, [Role.ADMINISTRATOR])
    return {**their_employee(theirs), "permissions": may}


GUISES: tuple[tuple[Guise, Mapping[str, Verb], Mapping[str, Verb]], ...] = (
    (another_person, OWN_READS, OWN_WRITES),
    (their_employee, READS, WRITES),
    (their_administrator, ADMINISTRATOR_READS, ADMINISTRATOR_WRITES),
    (operator, VENDOR_READS, VENDOR_WRITES),
)
"""As whom each verb is tried: what reads and what writes."""


@contextmanager
def taken_for(who: Mapping[str, object], *, told: bool) -> Generator[None]:
    """Let every verb believe that somebody else calls, the database only where it is `told`."""
    real = caller.step_in

    def step_in(connection: Connection, me: Caller) -> None:
        if not told:
            real(connection, me)
        for name, value in who.items():
            object.__setattr__(me, name, value)
        if told:
            real(connection, me)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caller, "step_in", step_in)
        yield


@asynccontextmanager
async def _opened(lived_in: LivedIn) -> AsyncGenerator[Stage]:
    url = lived_in.url()
    stage = Stage(lived_in.ground, url, lived_in.template.tokens, connect(url))
    try:
        yield stage
    finally:
        await stage.close()
        lived_in.ground.remove(url)


async def _answer(verb: Verb, portal: Portal, theirs: Theirs) -> object:
    try:
        return await verb(portal, theirs)
    except (PortalError, NoResultFound) as error:
        return type(error)


def _empty_factory(cluster: Cluster, url: str) -> None:
    """Take away all that the factory has, down to its people."""
    leaving = ["incident", "upload", "mark", "bookmark", "action", "change", "audit"]
    leaving.append("contact_role")
    deleting = [f"DELETE FROM {name} WHERE organisation_id = '{FACTORY}'" for name in leaving]
    cluster.run(
        url,
        *deleting,
        f"DELETE FROM contact WHERE organisation_id = '{FACTORY}'",
        f"DELETE FROM organisation WHERE id = '{FACTORY}'",
        f"DELETE FROM session WHERE person_id = '{PEOPLE[THEY].id}'",
        f"DELETE FROM person WHERE id = '{PEOPLE[THEY].id}'",
    )


def _beyond_me(cluster: Cluster, url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row but the caller's own and those of the own organisation."""
    mine = {table: (column, BAKERY) for table, column in CUSTOMER_OWNED.items()}
    mine |= {table: (column, PEOPLE[ME].id) for table, column in IDENTITY.items()}
    asked = {table: f"WHERE {column} <> '{me}'" for table, (column, me) in mine.items()}
    asked |= dict.fromkeys(VENDOR_ONLY | VENDOR_OWNED, "")
    return {
        table: cluster.run(url, f"SELECT {table}::text FROM {table} {which} ORDER BY 1")
        for table, which in asked.items()
    }


def test_every_verb_of_the_interface_is_tried() -> None:
    tried = [name for _, reads, writes in GUISES for name in (*reads, *writes)]
    assert sorted([*tried, *AT_THE_DOOR]) == sorted(verbs()), "the verbs stand in matrix.py"


@pytest.mark.parametrize(("guise", "asked"), [(guise, reads) for guise, reads, _ in GUISES])
async def test_no_verb_reads_what_is_anothers_though_it_asks_for_it(
    cluster: Cluster, lived_in: LivedIn, guise: Guise, asked: Mapping[str, Verb]
) -> None:
    async with _opened(lived_in) as there, _opened(lived_in) as nothing:
        _empty_factory(cluster, nothing.url)
        theirs = await set_out(there)
        portal, alone = await there.portal(ME), await nothing.portal(ME)
        for name, verb in asked.items():
            with taken_for(guise(theirs), told=False):
                unseen = await _answer(verb, alone, theirs)
                assert await _answer(verb, portal, theirs) == unseen, name
            with taken_for(guise(theirs), told=True):
                assert await _answer(verb, portal, theirs) != unseen, name


@pytest.mark.parametrize(
    ("guise", "verb"),
    [
        pytest.param(guise, verb, id=name)
        for guise, _, writes in GUISES
        for name, verb in writes.items()
    ],
)
async def test_no_verb_writes_what_is_anothers_though_it_means_to(
    cluster: Cluster, lived_in: LivedIn, guise: Guise, verb: Verb
) -> None:
    async with _opened(lived_in) as stage:
        theirs = await set_out(stage)
        portal = await stage.portal(ME)
        before = _beyond_me(cluster, stage.url)
        for told in (False, True):
            with taken_for(guise(theirs), told=told):
                await _answer(verb, portal, theirs)
            assert (_beyond_me(cluster, stage.url) != before) is told


async def test_an_organisation_goes_on_seeing_its_own(lived_in: LivedIn) -> None:
    async with _opened(lived_in) as stage:
        portal = await stage.portal("all")
        assert {each.id for each in await portal.actions.colleagues()} == {
            contact.id for contact in BAKERY_CONTACTS.values() if contact.active
        }
        assert (await portal.releases.count(KEPT)).value
        assert {hat.organisation_id for hat in await portal.session.hats()} == {BAKERY}
        both = await stage.portal("both")
        assert {hat.organisation_id for hat in await both.session.hats()} == {BAKERY, FACTORY}
