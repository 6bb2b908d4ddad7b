"""A server that was restarted while nobody asked it anything is asked again, on new connections."""

from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from sqlalchemy import text

from tests.api.store.world import PORTAL
from tests.contract.grounds import Ground
from tui.api.errors import Fault, Unavailable
from tui.api.store.database import WORKERS, Database, postgres_database

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]

_END_ALL = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_ME = text("SELECT current_user")


@pytest.fixture
def url(postgres: Ground) -> Iterator[str]:
    """A store on PostgreSQL."""
    made = postgres.copy(postgres.template(PORTAL))
    yield made
    postgres.remove(made)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same as it is served, every connection that it may have kept open and used."""
    opened = postgres_database(url)
    opened.serve()
    with ExitStack() as together:
        for _ in range(WORKERS):
            together.enter_context(opened.read())
    yield opened
    opened.close()


def _end_all(url: str) -> None:
    with psycopg.connect(url) as server:
        ended = server.execute(_END_ALL).fetchall()
    assert ended
    assert all(done for (done,) in ended)


def test_what_is_asked_after_a_restart_is_answered_as_the_sign_in(
    database: Database, url: str
) -> None:
    with database.read() as connection:
        before = connection.scalar(_ME)
    for _ in range(2):
        _end_all(url)
        for begin in (database.read, database.write, database.read):
            with begin() as connection:
                assert connection.scalar(_ME) == before


def test_what_was_begun_is_not_done_again(database: Database, url: str) -> None:
    begun: list[object] = []

    def deed() -> None:
        with database.write() as connection:
            begun.append(connection.scalar(_ME))
            _end_all(url)
            connection.scalar(_ME)

    with pytest.raises(Unavailable) as caught:
        deed()
    assert len(begun) == 1
    assert caught.value.fault is Fault.UNREACHABLE
    with database.read() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
