"""On PostgreSQL what the planner knows to be common is not counted, and nothing else is trusted."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.api.store.world import PORTAL
from tests.contract.grounds import Ground
from tui.api.store.database import Database, postgres_database
from tui.api.store.incidents import words_postgres
from tui.api.store.incidents.words_postgres import PostgresSearch
from tui.api.words import words_of

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]

_TEXTS = (
    "INSERT INTO incident_search (organisation_id, incident_id, terms)"
    " SELECT 'o', number::text, CAST('''often'':1 ''text' || number || ''':2' ||"
    " CASE WHEN number < 5 THEN ' ''seldom'':3' ELSE '' END AS tsvector)"
    " FROM generate_series(1, 3000) number"
)


@pytest.fixture
def database(postgres: Ground) -> Iterator[Database]:
    """A store with 3,000 texts, whose incidents do not matter here."""
    url = postgres.copy(postgres.template(PORTAL))
    with psycopg.connect(url) as server:
        server.execute("SET session_replication_role = replica")
        server.execute(_TEXTS)
    opened = postgres_database(url)
    yield opened
    opened.close()
    postgres.remove(url)


@pytest.fixture
def counted() -> Iterator[list[str]]:
    """The statements that count."""
    statements: list[str] = []

    def note_down(*arguments: object) -> None:
        if str(arguments[2]).startswith("SELECT count("):
            statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note_down)
    yield statements
    event.remove(Engine, "before_cursor_execute", note_down)


@pytest.mark.parametrize(
    ("words", "counts"),
    [("often", 0), ("ofte", 0), ("seldom", 1), ("often seldom", 1), ("nowhere", 1)],
)
def test_only_what_is_known_to_be_common_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
    counted: list[str],
    words: str,
    counts: int,
) -> None:
    monkeypatch.setattr(words_postgres, "FEW", 2)
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE incident_search")
        PostgresSearch(connection, words_of(words), None).first([])
    assert len(counted) == counts


def test_where_nothing_is_known_everything_is_counted(
    monkeypatch: pytest.MonkeyPatch, database: Database, counted: list[str]
) -> None:
    monkeypatch.setattr(words_postgres, "FEW", 2)
    with database.read() as connection:
        PostgresSearch(connection, words_of("often"), None).first([])
    assert len(counted) == 1
