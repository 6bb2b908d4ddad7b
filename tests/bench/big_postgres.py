"""Big stores on PostgreSQL: the notes of one in a file, copied as they are, and desks."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager

import psycopg
from psycopg import sql

from tests.bench import big_desk, big_store
from tests.bench.big_store import BigStore
from tests.contract.grounds import postgres_ground
from tui.api.administration import NewPortal
from tui.api.store.database import folding
from tui.api.store.database.dialect import Part
from tui.api.store.database.dialect_postgres import terms

TABLES = ("release", "note", "note_text", "note_part")


@contextmanager
def copied(store: BigStore) -> Iterator[str]:
    """Copy a store to a server of its own, and give its address for as long as that is there."""
    with postgres_ground() as ground:
        url = ground.copy(ground.template(big_store.portal(store.notes)))
        with (
            closing(sqlite3.connect(store.path)) as source,
            psycopg.connect(url, autocommit=True) as target,
        ):
            for table in TABLES:
                _copy(source, target, table)
            _index(source, target)
            target.execute("VACUUM ANALYZE")
        yield url


@contextmanager
def desk(count: int) -> Iterator[str]:
    """Make a desk of so many incidents on a server of its own, and give its address meanwhile."""
    with postgres_ground() as ground:
        made = big_desk.portal(count)
        url = ground.copy(ground.template(made))
        with psycopg.connect(url, autocommit=True) as target:
            fill(target, made, count)
        yield url


def fill(target: psycopg.Connection, made: NewPortal, count: int) -> None:
    """Put the incidents of a desk into its database."""
    target.execute("SET session_replication_role = replica")  # what is made here refers to itself
    later = _taken_down(target)
    for batch in big_desk.batches(made, count):
        _put(target, "incident", batch.incidents)
        _put(target, "incident_entry", batch.entries)
        words = [
            {**ids, "terms": terms(Part(0, (), tuple(text.split())))} for ids, text in batch.texts
        ]
        _put(target, "incident_search", words)
    for statement in later:
        target.execute(statement.encode())
    target.execute("VACUUM ANALYZE")


def _taken_down(target: psycopg.Connection) -> list[str]:
    """Drop the indexes of what is filled, and return what makes them again: sorted, so quickly."""
    found = target.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid IN ('incident'::regclass, 'incident_entry'::regclass,"
        " 'incident_search'::regclass) AND NOT indisunique"
    ).fetchall()
    for name, _ in found:
        target.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [statement for _, statement in found]


def _put(target: psycopg.Connection, table: str, rows: Sequence[big_desk.Row]) -> None:
    _copy_rows(target, table, [*rows[0]], (tuple(row.values()) for row in rows))


def _copy(source: sqlite3.Connection, target: psycopg.Connection, table: str) -> None:
    rows = source.execute(f"SELECT * FROM {table}")
    _copy_rows(target, table, [each[0] for each in rows.description], rows)


def _copy_rows(
    target: psycopg.Connection,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    with target.cursor().copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _index(source: sqlite3.Connection, target: psycopg.Connection) -> None:
    texts = source.execute(
        "SELECT note_part.id, title, body FROM note_part JOIN note_text USING (note_id)"
    )
    with target.cursor().copy("COPY note_search (id, terms) FROM STDIN") as copy:
        for number, title, body in texts:
            part = Part(number, tuple(folding.tokens(title)), tuple(folding.tokens(body)))
            copy.write_row((number, terms(part)))
