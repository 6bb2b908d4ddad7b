"""A big store on PostgreSQL: the notes of one in a file, copied as they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from psycopg import sql

from tests.bench import big_store
from tests.bench.big_store import BigStore
from tests.contract.grounds import postgres_ground
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


def _copy(source: sqlite3.Connection, target: psycopg.Connection, table: str) -> None:
    rows = source.execute(f"SELECT * FROM {table}")
    columns = sql.SQL(", ").join(sql.Identifier(each[0]) for each in rows.description)
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
