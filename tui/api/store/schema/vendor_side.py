"""The vendor's own systems, whom it invites at its customers, and what its answers begin with."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from tui.api.store.database.columns import Instant, SortKey
from tui.api.store.schema.metadata import metadata

service = Table(
    "service",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("token_hash", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by_id", Text, ForeignKey("person.id"), nullable=False),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
    UniqueConstraint("token_hash", name="uq_service_token_hash"),
    Index("ix_service_made_by", "made_by_id"),
)

invitation = Table(
    "invitation",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("email", Text, nullable=False),
    Column("code_hash", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
)
"""The first administrator who is awaited; the row goes as soon as that one joins."""

template = Table(
    "template",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("nl", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by_id", Text, ForeignKey("person.id"), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("sort_key", name="uq_template_sort_key"),
    Index("ix_template_changed_by", "changed_by_id"),
)
"""`sort_key` is the name as it is compared: no two are called alike."""
