"""Mail that waits to be sent, and for a while what became of it."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from tui.api.store.database.columns import Instant
from tui.api.store.schema.metadata import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("receiver_id", Text, primary_key=True),
    Column("contact_id", Text),
    Column("incident_id", Text, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "incident_id"],
        ["incident.organisation_id", "incident.id"],
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["organisation_id", "contact_id"],
        ["contact.organisation_id", "contact.id"],
        ondelete="CASCADE",
    ),
    Index("ix_outbox_due", "due_at"),
    Index("ix_outbox_posted", "organisation_id", "posted_at"),
    Index("ix_outbox_incident", "organisation_id", "incident_id"),
    Index("ix_outbox_contact", "organisation_id", "contact_id"),
)
"""A row for each event and receiver: a contact, or one of the vendor's people (no `contact_id`).

`due_at` is from when on somebody may take it, and null when nobody needs to any more. Whoever takes
a row moves `due_at` ahead, so that it comes back by itself if that process ends.
"""
