"""What differs between SQLite and PostgreSQL: full text, locks wider than a row, replacing rows.

Both index the same words, folded and cut in Python, and both answer a query with the parts that
hold every word, scored so that a higher number is a better match.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import CTE, Connection, Table

Words = Sequence[Sequence[str]]
"""Words of a query, each the tokens that stand next to one another in it."""

SCORE_PRECISION = 1_000_000
"""Scores are whole numbers, so that a cursor holds one exactly."""


@dataclass(frozen=True)
class Part:
    """A part of a text for the index: its number and its words."""

    id: int
    title: tuple[str, ...]
    body: tuple[str, ...]


class Dialect(Protocol):
    """What the store asks of an engine beyond SQL that both speak."""

    def lock(self, connection: Connection, name: str) -> None:
        """Wait until no other transaction holds the lock `name`; keep it until the end."""
        ...

    def upsert(
        self, connection: Connection, target: Table, rows: Sequence[Mapping[str, object]]
    ) -> None:
        """Insert whole rows, or replace those with the same primary key."""
        ...

    def index(self, connection: Connection, parts: Sequence[Part]) -> None:
        """Add parts to the full-text index."""
        ...

    def forget(self, connection: Connection, part_ids: Sequence[int]) -> None:
        """Take parts out of the full-text index."""
        ...

    def matches(self, words: Words) -> CTE:
        """Return `part_id` and `score` of the parts that hold every word, the last a prefix."""
        ...


def dialect_of(connection: Connection) -> Dialect:
    """Return the dialect that `connection` speaks; the other one is not even imported."""
    if connection.dialect.name == "sqlite":
        from tui.api.store.dialect_sqlite import Sqlite

        return Sqlite()
    from tui.api.store.dialect_postgres import Postgres

    return Postgres()
