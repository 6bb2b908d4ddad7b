"""What nobody waits for any more is not worked on."""

import asyncio
import threading

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests.api.store.world import FakeHasher, Store
from tests.contract.grounds import Ground, PostgresGround
from tui.api.errors import Unavailable
from tui.api.store.database import Database, postgres_database, sqlite_database
from tui.api.store.database.calling_off import Reading
from tui.api.store.session.desk import Desk

# More than a minute of work on either engine.
ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    " SELECT count(*) FROM n WHERE x < 0",
    "postgresql": "SELECT pg_sleep(60)",
}
SMALL = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)"
    " SELECT max(x) FROM n",
    "postgresql": "SELECT max(x) FROM generate_series(1, 300000) x",
}


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgresql")],
        ),
    ]
)
def database(request: pytest.FixtureRequest) -> Database:
    """A store, on either engine."""
    if request.param == "sqlite":
        store: Store = request.getfixturevalue("store")
        return sqlite_database(store.path)
    postgres: Ground = request.getfixturevalue("postgres")
    assert isinstance(postgres, PostgresGround)
    return postgres_database(postgres.server)


class _Endless:
    """A question that takes longer than anybody waits, and what became of it."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.stopped = threading.Event()

    def __call__(self, connection: Connection) -> object:
        self.begun.set()
        try:
            return connection.execute(text(ENDLESS[connection.dialect.name])).scalar()
        except DBAPIError:
            self.stopped.set()
            raise


def _small(connection: Connection) -> object:
    return connection.execute(text(SMALL[connection.dialect.name])).scalar()


async def _begin(desk: Desk, question: _Endless) -> "asyncio.Task[object]":
    asking = asyncio.create_task(desk.read(question))
    await asyncio.to_thread(question.begun.wait)
    return asking


async def test_a_read_that_nobody_waits_for_is_stopped_and_its_connection_works_on(
    database: Database,
) -> None:
    desk = Desk(database, FakeHasher())
    for _ in range(3):
        question = _Endless()
        asking = await _begin(desk, question)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.to_thread(question.stopped.wait)
        answers = await asyncio.gather(*(desk.read(_small) for _ in range(8)))
        assert answers == [300_000] * 8
    await desk.close()


async def test_a_read_that_waits_for_its_turn_is_never_begun(database: Database) -> None:
    desk = Desk(database, FakeHasher())
    busy = [_Endless() for _ in range(4)]
    asking = [await _begin(desk, each) for each in busy]
    late = _Endless()
    waiting = asyncio.create_task(desk.read(late))
    await asyncio.sleep(0)
    for each in (waiting, *asking):
        each.cancel()
    await asyncio.gather(waiting, *asking, return_exceptions=True)
    await desk.close()
    assert not late.begun.is_set()
    assert all(each.stopped.is_set() for each in busy)


def test_what_was_called_off_does_not_begin(database: Database) -> None:
    reading = Reading()
    reading.call_off()
    with database.read() as connection, pytest.raises(Unavailable), reading.on(connection):
        raise AssertionError("it began")
    database.close()


async def test_a_write_is_done_though_nobody_waits_for_it(database: Database) -> None:
    desk = Desk(database, FakeHasher())
    begun, go_on = threading.Event(), threading.Event()
    done: list[object] = []

    def deed(connection: Connection) -> None:
        begun.set()
        go_on.wait()
        done.append(_small(connection))

    writing = asyncio.create_task(desk.write(deed))
    await asyncio.to_thread(begun.wait)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    go_on.set()
    await desk.close()
    assert done == [300_000]


async def test_the_next_use_of_a_connection_is_not_stopped_by_what_was_before(
    database: Database,
) -> None:
    reading = Reading()
    with database.read() as connection:
        with reading.on(connection):
            assert _small(connection) == 300_000
        reading.call_off()
        assert _small(connection) == 300_000
    database.close()
