"""What the store says to SQLite while it does the deeds of a story."""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from tests.prove.disk import Files
from tests.prove.soak import Store
from tests.prove.story import Deed, Hands
from tui.api.connect import connect

STORE = "portal.db"
"""The name of the store in `Recording.files`."""

BEGIN = "BEGIN IMMEDIATE"


@dataclass(frozen=True)
class Statement:
    """A statement, with the values of its parameters; if there are `many`, for several rows."""

    sql: str
    values: Sequence[object]
    many: bool


Transaction = Sequence[Statement]
"""The statements from the beginning of a transaction that writes up to its commit."""


@dataclass(frozen=True)
class Recording:
    """A story as SQLite was told it."""

    files: Files
    """What it began with."""

    transactions: Sequence[Transaction]
    """One for each deed."""

    states: Sequence[str]
    """What the store held (`contents`) at first, and after each of them."""


async def record(store: Store, deeds: Iterable[Deed]) -> Recording:
    """Let the store do the deeds; returns what SQLite was told, and what came of it."""
    file = store.file
    files, states = {STORE: file.read_bytes()}, [contents(file)]
    entrance = connect(store.url)
    try:
        hands = await Hands.at(entrance, store)
        with _transactions() as told:
            for deed in deeds:
                await hands.do(deed)
                states.append(contents(file))
    finally:
        await entrance.close()
    assert len(told) == len(states) - 1
    return Recording(files, told, states)


def contents(file: Path) -> str:
    """Return a digest of all rows, but for those in which FTS5 keeps its index."""
    digest = sha256()
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for name in sorted(
            name for (name,) in tables if not name.startswith(("note_search_", "incident_search_"))
        ):
            for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
                digest.update(repr((name, row)).encode())
    return digest.hexdigest()


@contextmanager
def _transactions() -> Generator[list[Transaction]]:
    """Listen to SQLAlchemy; the list grows with every commit of a transaction that writes."""
    told: list[Transaction] = []
    begun: dict[Connection, list[Statement]] = {}

    def executed(
        conn: Connection,
        statement: str,
        parameters: Sequence[object],
        executemany: bool,
        **_: object,
    ) -> None:
        if statement == BEGIN:
            begun[conn] = []
        if conn in begun:
            begun[conn].append(Statement(statement, parameters, executemany))

    def committed(conn: Connection) -> None:
        if conn in begun:
            told.append(begun.pop(conn))

    event.listen(Engine, "before_cursor_execute", executed, named=True)
    event.listen(Engine, "commit", committed)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", executed)
        event.remove(Engine, "commit", committed)
