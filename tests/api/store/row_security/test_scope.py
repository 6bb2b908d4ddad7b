"""As whom a transaction runs ends with it: the next one on the connection is nobody's yet."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text

from tests.api.store.row_security.conftest import ON_POSTGRES, LivedIn
from tests.api.store.world import FakeHasher
from tests.contract.stage import Stage
from tests.contract.world import BAKERY, BAKERY_CONTACTS, FACTORY, FACTORY_CONTACTS
from tui.api.errors import Unavailable
from tui.api.store import database as database_module
from tui.api.store.database import Database, sides
from tui.api.store.database.sides import Side
from tui.api.store.entrance import StoreEntrance
from tui.api.store.schema import contact
from tui.api.store.session.desk import Desk

pytestmark = ON_POSTGRES

BACKEND = text("SELECT pg_backend_pid()")
SCOPE = text(
    "SELECT current_user, current_setting('klantportal.organisation', true),"
    " current_setting('klantportal.person', true)"
)


@pytest.fixture
def database(lived_in: LivedIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A store as a server has it open, on one connection."""
    monkeypatch.setattr(database_module, "WORKERS", 1)
    url = lived_in.url()
    with lived_in.database(url) as database:
        yield database
    lived_in.ground.remove(url)


def _fail(database: Database, statement: str) -> None:
    with database.write() as connection:
        sides.act(connection, Side.CUSTOMER, BAKERY, "me")
        connection.execute(text(statement))


def _is_at_the_door(connection: Connection) -> bool:
    role, organisation, person = connection.execute(SCOPE).one()
    return str(role).endswith("_sign_in") and not organisation and not person


async def test_two_callers_in_turns_on_one_connection_each_see_their_own(
    lived_in: LivedIn, database: Database
) -> None:
    entrance = StoreEntrance(Desk(database, FakeHasher()))
    stage = Stage(lived_in.ground, "", lived_in.template.tokens, entrance)
    bakery, factory, vendor = [
        await stage.portal(name) for name in ("all", "other_administrator", "support")
    ]
    with database.read() as connection:
        backend = connection.scalar(BACKEND)
    for _ in range(12):  # more often than it takes until a statement is kept prepared
        for portal, people in ((bakery, BAKERY_CONTACTS), (factory, FACTORY_CONTACTS)):
            found = {each.id for each in await portal.actions.colleagues()}
            assert found == {each.id for each in people.values() if each.active}
            await vendor.profile.show()
    with database.read() as connection:
        assert connection.scalar(BACKEND) == backend
        assert _is_at_the_door(connection)
    await stage.close()


def test_a_transaction_that_fails_leaves_nothing_of_its_caller(database: Database) -> None:
    for statement in ("SELECT 1 / 0", "DELETE FROM note"):
        with pytest.raises(Unavailable):
            _fail(database, statement)
        with database.read() as connection:
            assert _is_at_the_door(connection)


async def test_a_read_that_was_called_off_leaves_nothing_of_its_caller(database: Database) -> None:
    desk = Desk(database, FakeHasher())
    begun = threading.Event()

    def endless(connection: Connection) -> None:
        sides.act(connection, Side.CUSTOMER, BAKERY, "me")
        begun.set()
        connection.execute(text("SELECT pg_sleep(60)"))

    asking = asyncio.create_task(desk.read(endless))
    await asyncio.to_thread(begun.wait)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await desk.read(_is_at_the_door)
    await desk.close()


def test_a_statement_kept_for_one_caller_is_asked_anew_for_the_next(database: Database) -> None:
    every = select(contact.c.organisation_id).distinct()
    for _ in range(12):
        for organisation in (BAKERY, FACTORY):
            with database.read() as connection:
                sides.act(connection, Side.CUSTOMER, organisation, "me")
                assert {*connection.scalars(every)} == {organisation}
        with database.read() as connection:
            sides.act(connection, Side.VENDOR)
            assert {*connection.scalars(every)} == {BAKERY, FACTORY}
