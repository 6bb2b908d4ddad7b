"""The rows of a table as lines of JSON, and back: exact, and the same from both engines."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Connection, collate, select

from tui.api.store.backups.tables import ColumnKind, Columns, StoredTable

MAX_LINE = 64 << 20
"""Bytes; the longest row has a change from one text of 2,000,000 characters to another."""

_AT_ONCE = 100
_LARGEST = 1 << 63


def lines(connection: Connection, table: StoredTable) -> Iterator[bytes]:
    """Yield each row as a line, in the order of the primary key; never holds many of them.

    Raises `ValueError` for a value that its column cannot have.
    """
    selected = table.clause
    key = [selected.c[name] for name in table.key]
    if connection.dialect.name == "postgresql":  # where the order of texts is the database's own
        kinds = dict(table.columns)
        key = [collate(c, "C") if kinds[c.name] is ColumnKind.TEXT else c for c in key]
    some_at_once = {"yield_per": _AT_ONCE}  # by a cursor of the server
    statement = select(selected).order_by(*key)
    for row in connection.execute(statement, execution_options=some_at_once):
        yield line(row, table.columns)


def line(row: Sequence[Any], columns: Columns) -> bytes:
    """Return a row as a line; raises `ValueError` for a value that its column cannot have."""
    fields = zip(columns, row, strict=True)
    written = [None if it is None else _WRITERS[kind](it) for (_, kind), it in fields]
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def values(line: bytes, columns: Columns) -> dict[str, object]:
    """Return the values of a line by column; raises `ValueError` for anything else."""
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(row, list):
        raise ValueError("not a row")
    fields = zip(columns, cast("list[object]", row), strict=True)
    return {name: None if it is None else _READERS[kind](it) for (name, kind), it in fields}


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:  # SQLite takes a NUL, PostgreSQL does not
        raise ValueError("not a text")
    return value


def _integer(value: object) -> int:
    if type(value) is not int or not -_LARGEST <= value < _LARGEST:
        raise ValueError("not a whole number of 64 bits")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _instant(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC)


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _iso(value: date) -> str:
    return value.isoformat()


_WRITERS: dict[ColumnKind, Callable[[Any], object]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.INTEGER: _integer,
    ColumnKind.BOOLEAN: _boolean,
    ColumnKind.INSTANT: _iso,
    ColumnKind.DATE: _iso,
}
_READERS: dict[ColumnKind, Callable[[object], object]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.INTEGER: _integer,
    ColumnKind.BOOLEAN: _boolean,
    ColumnKind.INSTANT: _instant,
    ColumnKind.DATE: _day,
}
