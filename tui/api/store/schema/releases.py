"""Releases and their notes, and what contacts and organisations keep of them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tui.api.store.database.columns import Instant, PartNumber, SortKey
from tui.api.store.schema.metadata import metadata

release = Table(
    "release",
    metadata,
    Column("id", Text, primary_key=True),
    Column("product", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("title", Text, nullable=False),
    Column("release_date", Date),
    Column("channel", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("note_count", Integer, nullable=False),
    UniqueConstraint("product", "version", name="uq_release_product_version"),
    Index("ix_release_sort_key", "sort_key", "id"),
)

note = Table(
    "note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("release_id", Text, ForeignKey("release.id", ondelete="CASCADE"), nullable=False),
    Column("anchor", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("oldest_key", SortKey, nullable=False),
    Column("area_key", SortKey, nullable=False),
    Column("content_key", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("impact", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("corrected_at", Instant),
    Column("withdrawn_at", Instant),
    UniqueConstraint("release_id", "anchor", name="uq_note_anchor"),
    Index("ix_note_sort_key", "sort_key"),
    Index("ix_note_oldest_key", "oldest_key"),
    Index("ix_note_area_key", "area_key"),
    Index("ix_note_content_key", "content_key", "oldest_key"),
    Index("ix_note_impact", "impact", "sort_key"),
    Index("ix_note_kind", "kind", "sort_key"),
    Index("ix_note_area", "area", "sort_key"),
    Index("ix_note_version", "version", "sort_key"),
    Index("ix_note_product", "product", "sort_key"),
)
"""`product` and `version` are the release's own: they never change, and so filter by index.

From the largest `sort_key` down the newest release comes first, from the smallest `oldest_key` up
the oldest, from the smallest `area_key` up the areas by name and in each the oldest; all keep the
notes of a release in reading order. `content_key` is alike for notes that say the same.
"""

note_text = Table(
    "note_text",
    metadata,
    Column("note_id", Text, ForeignKey("note.id", ondelete="CASCADE"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
)

note_part = Table(
    "note_part",
    metadata,
    Column("id", PartNumber, primary_key=True, autoincrement=False),
    Column("note_id", Text, ForeignKey("note.id", ondelete="CASCADE"), nullable=False),
    Index("ix_note_part_note", "note_id"),
)
"""A part of a note in the full-text index: the number there, and the note it leads to.

The numbers are in the order of the releases' days (`full_text.py`)."""

mark = Table(
    "mark",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("contact_id", Text, primary_key=True),
    Column("note_id", Text, ForeignKey("note.id", ondelete="CASCADE"), primary_key=True),
    Column("read", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("together_id", Text),
    ForeignKeyConstraint(
        ["organisation_id", "contact_id"],
        ["contact.organisation_id", "contact.id"],
        ondelete="CASCADE",
    ),
    Index("ix_mark_note", "note_id"),
    Index("ix_mark_together", "organisation_id", "contact_id", "together_id"),
)
"""`together_id` is that of the `mark_all` which made the mark, if one did."""

bookmark = Table(
    "bookmark",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("contact_id", Text, primary_key=True),
    Column("note_id", Text, ForeignKey("note.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "contact_id"],
        ["contact.organisation_id", "contact.id"],
        ondelete="CASCADE",
    ),
    Index("ix_bookmark_note", "note_id"),
)

action = Table(
    "action",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("note_id", Text, ForeignKey("note.id", ondelete="CASCADE"), primary_key=True),
    Column("owner_id", Text),
    Column("due_on", Date),
    Column("done_at", Instant),
    Column("done_by_id", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "owner_id"], ["contact.organisation_id", "contact.id"]
    ),
    ForeignKeyConstraint(
        ["organisation_id", "done_by_id"], ["contact.organisation_id", "contact.id"]
    ),
    Index("ix_action_note", "note_id"),
    Index("ix_action_owner", "organisation_id", "owner_id"),
    Index("ix_action_done_by", "organisation_id", "done_by_id"),
)
"""What an organisation noted of a required action; without a row it is open and nobody's."""
