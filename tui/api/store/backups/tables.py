"""Which tables go into a backup, as the store has them: an older one has fewer, or fewer columns.

Names come from the schema, so a table that a migration drops stays named here as long as stores
that have it can be backed up.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    TableClause,
    Text,
    column,
    inspect,
    table,
)
from sqlalchemy.engine import Inspector
from sqlalchemy.types import TypeEngine

from tui.api.store.database.columns import Instant
from tui.api.store.schema import VERSION_TABLE, metadata

LEFT_OUT = frozenset({"session", "sign_in_attempt", "note_part", "upload"})
"""Who was signed in signs in again: neither the file nor an older state opens a session that was
ended since. Wrong sign-ins are counted anew. Full text is indexed anew from what it indexes. What
was uploaded for a message that is not there yet is sent again.
"""


class ColumnKind(StrEnum):
    """What a column holds, on either engine."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    INSTANT = "instant"
    DATE = "date"


Columns = tuple[tuple[str, ColumnKind], ...]
"""Names and kinds, in their order."""

_KINDS: tuple[tuple[type[TypeEngine[Any]], ColumnKind], ...] = (
    (Boolean, ColumnKind.BOOLEAN),
    (Integer, ColumnKind.INTEGER),
    (DateTime, ColumnKind.INSTANT),
    (Date, ColumnKind.DATE),
    (Text, ColumnKind.TEXT),
)
_TYPES: dict[ColumnKind, type[TypeEngine[Any]]] = {
    ColumnKind.TEXT: Text,
    ColumnKind.INTEGER: BigInteger,
    ColumnKind.BOOLEAN: Boolean,
    ColumnKind.INSTANT: Instant,
    ColumnKind.DATE: Date,
}


@dataclass(frozen=True)
class StoredTable:
    """A table as it stands in a store."""

    name: str
    columns: Columns
    key: tuple[str, ...]
    """The columns of its primary key."""

    @cached_property
    def clause(self) -> TableClause:
        """The table for statements, with values that are the same on both engines."""
        return table(self.name, *(column(name, _TYPES[kind]) for name, kind in self.columns))


def kept(connection: Connection) -> list[StoredTable]:
    """Return the tables of a backup; each comes after those that it refers to."""
    inspector = inspect(connection)
    there = {*inspector.get_table_names()} - LEFT_OUT
    return [_stored(inspector, each.name) for each in metadata.sorted_tables if each.name in there]


def is_any(connection: Connection) -> bool:
    """Whether the database has a table by one of our names, whoever made it."""
    ours = {*metadata.tables, VERSION_TABLE}
    return not ours.isdisjoint(inspect(connection).get_table_names())


def _stored(inspector: Inspector, name: str) -> StoredTable:
    columns = tuple((each["name"], _kind(each["type"])) for each in inspector.get_columns(name))
    key = inspector.get_pk_constraint(name)["constrained_columns"]
    return StoredTable(name, columns, tuple(key))


def _kind(found: TypeEngine[Any]) -> ColumnKind:
    return next(kind for type_, kind in _KINDS if isinstance(found, type_))
