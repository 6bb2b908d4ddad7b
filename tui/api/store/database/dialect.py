"""What differs between SQLite and PostgreSQL: full text, locks wider than a row, replacing rows.

Both index the same words, folded and cut in Python, and both answer a query with the parts that
hold every word, scored so that a higher number is a better match.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import CTE, ColumnElement, Connection, Select, Table

from tui.api.words import Words

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

SCORE_PRECISION = 1_000_000
"""Scores are whole numbers, so that a cursor holds one exactly."""

TITLE_SCORE = 1_000_000_000
"""What every word in the title counts for: more than any text can."""


@dataclass(frozen=True)
class Part:
    """A part of a text for the index: its number and its words."""

    id: int
    title: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Whose incident it is, and which."""

    organisation_id: str
    incident_id: str


class Dialect(Protocol):
    """What the store asks of an engine beyond SQL that both speak."""

    def lock(self, connection: Connection, name: str) -> None:
        """Wait until no other transaction holds the lock `name`; keep it until the end."""
        ...

    def insert(self, target: Table) -> "PostgresInsert | SqliteInsert":
        """Return an insert that can say what becomes of a row that is there already."""
        ...

    def is_one_of(self, key: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Return whether `key` is one of the values of the parameter `name`, a list."""
        ...

    def index(self, connection: Connection, parts: Sequence[Part]) -> None:
        """Add parts to the full-text index."""
        ...

    def forget(self, connection: Connection, part_ids: Sequence[int]) -> None:
        """Take parts out of the full-text index."""
        ...

    def phrases(self, words: Words) -> Mapping[str, object]:
        """Return what fills the statements below: every word, the last of them a prefix."""
        ...

    def knows_many(self, connection: Connection, values: Mapping[str, object], many: int) -> bool:
        """Return whether far more than `many` parts hold every word, if that is known uncounted."""
        ...

    def found(self) -> Select[*tuple[Any, ...]]:
        """Select the `part_id` of the parts that hold every word."""
        ...

    def ranked(self) -> CTE:
        """Return `part_id` and `score` of the parts that hold every word."""
        ...

    def index_incident(
        self, connection: Connection, place: Place, texts: Sequence[Sequence[str]]
    ) -> None:
        """Add the words of texts of an incident to the index of these."""
        ...


def upsert(connection: Connection, target: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert whole rows, or replace those with the same primary key."""
    if not rows:
        return
    statement = dialect_of(connection).insert(target)
    values = {each.name: statement.excluded[each.name] for each in target.c if not each.primary_key}
    replacing = statement.on_conflict_do_update(
        index_elements=list(target.primary_key), set_=values
    )
    connection.execute(replacing, rows)


def dialect_of(connection: Connection) -> Dialect:
    """Return the dialect that `connection` speaks; the other one is not even imported."""
    return _dialect(connection.dialect.name)


@cache
def _dialect(name: str) -> Dialect:
    if name == "sqlite":
        from tui.api.store.database.dialect_sqlite import Sqlite

        return Sqlite()
    from tui.api.store.database.dialect_postgres import Postgres

    return Postgres()
