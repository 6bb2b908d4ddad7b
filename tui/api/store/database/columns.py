"""Kinds of column that both engines treat alike."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

SortKey = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared byte by byte on both engines."""

PartNumber = BigInteger().with_variant(Integer(), "sqlite")
"""A number of 64 bits, by which SQLite keeps the rows."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return the same moment in UTC, for the database."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return the moment with its zone, which SQLite did not keep."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
