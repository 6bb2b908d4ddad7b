"""PostgreSQL's full text: what is searched for stands in the statement, and is a word there."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.api.store.world import PORTAL
from tests.contract.grounds import Ground
from tui.api.store.database import Database, postgres_database
from tui.api.store.database.dialect_postgres import Postgres
from tui.api.words import words_of

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]


@pytest.fixture
def database(postgres: Ground) -> Iterator[Database]:
    """A store on PostgreSQL."""
    url = postgres.copy(postgres.template(PORTAL))
    opened = postgres_database(url)
    yield opened
    opened.close()
    postgres.remove(url)


def test_a_search_is_planned_for_its_own_words(database: Database) -> None:
    with database.read() as connection:
        for number in range(20):
            connection.execute(Postgres().found(), Postgres().phrases(words_of(f"word{number}")))
        planned_before = connection.scalars(text("SELECT statement FROM pg_prepared_statements"))
        assert not [each for each in planned_before if "@@" in each]


@pytest.mark.parametrize("word", ["a'; DROP TABLE note; --", "a\\' b", "%s %(phrases)s %%", ":x"])
def test_what_is_searched_for_ends_no_quotation(database: Database, word: str) -> None:
    quoted = "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
    with database.write() as connection:
        part = {"id": 1, "words": f"{quoted}:1"}
        connection.execute(text("INSERT INTO note_part SELECT :id, max(id) FROM note"), part)
        connection.execute(
            text("INSERT INTO note_search VALUES (:id, CAST(:words AS tsvector))"), part
        )
        assert connection.scalars(Postgres().found(), {"phrases": quoted}).all() == [1]


@pytest.mark.parametrize(
    ("words", "known"), [("often", True), ("ofte", True), ("seldom", False), ("nowhere", False)]
)
def test_a_word_that_is_common_is_known_to_be_without_counting(
    database: Database, words: str, known: bool
) -> None:
    filling = (
        "SET LOCAL session_replication_role = replica",
        "INSERT INTO note_search SELECT number, CAST('''often'':1 ''text' || number || ''':2' ||"
        " CASE WHEN number < 5 THEN ' ''seldom'':3' ELSE '' END AS tsvector)"
        " FROM generate_series(1, 3000) number",
        "ANALYZE note_search",
    )
    with database.write() as connection:
        for statement in filling:
            connection.exec_driver_sql(statement)
        phrases = Postgres().phrases(words_of(words))
        assert Postgres().knows_many(connection, phrases, 2) is known
