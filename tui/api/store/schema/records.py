"""What was done, and what must not be done twice; the demo's seats."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

from tui.api.store.database.columns import Instant
from tui.api.store.schema.metadata import metadata

demo_seat = Table(
    "demo_seat",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("person_id", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("job", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_audit_at", "organisation_id", "at"),
)
"""Who did what to which thing; the vendor's own side stands under the organisation ''."""

change = Table(
    "change",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("audit_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("before", Text),
    Column("after", Text),
    ForeignKeyConstraint(
        ["organisation_id", "audit_id"],
        ["audit.organisation_id", "audit.id"],
        ondelete="CASCADE",
    ),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("organisation_id", Text, primary_key=True),
    Column("verb", Text, primary_key=True),
    Column("key_hash", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
