"""The tables, as the newest migration leaves them.

Customer-owned tables lead with the organisation in their primary key and in the keys that refer to
them, so that a link across organisations is an error of the database. The full-text index belongs
to the engine (`dialect.py`) and stands in the migration alone.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from tui.api.store.columns import Instant, PartNumber, SortKey

VERSION = "0002"
"""The newest migration."""

VERSION_TABLE = "schema_version"

metadata = MetaData()

portal = Table(
    "portal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("vendor_name", Text, nullable=False),
    Column("product_name", Text, nullable=False),
    Column("help_center_url", Text, nullable=False),
    Column("stranger_hash", Text, nullable=False),
    Column("program_version", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("password_hash", Text),
    Column("language", Text),
    Column("theme", Text),
    Column("time_zone", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("email_key", name="uq_person_email_key"),
)

vendor_member = Table(
    "vendor_member",
    metadata,
    Column("person_id", Text, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("display_name", Text, nullable=False),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("legal_name", Text, nullable=False),
    Column("product_version", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

organisation_activation = Table(
    "organisation_activation",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("role", Text, primary_key=True),
    Column("activated_at", Instant, nullable=False),
)

contact = Table(
    "contact",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("given_name", Text, nullable=False),
    Column("surname_prefix", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("sort_name", SortKey, nullable=False),
    Column("job_title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("read_until_key", SortKey),
    Column("last_login_at", Instant),
    Column("version", Integer, nullable=False),
    UniqueConstraint("organisation_id", "person_id", name="uq_contact_person"),
    Index("ix_contact_person", "person_id"),
    Index("ix_contact_sort_name", "organisation_id", "sort_name"),
)

contact_role = Table(
    "contact_role",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("contact_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    ForeignKeyConstraint(
        ["organisation_id", "contact_id"],
        ["contact.organisation_id", "contact.id"],
        ondelete="CASCADE",
    ),
)

session = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True),
    Column("root_id", Text, ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("token_hash", Text, nullable=False),
    Column("person_id", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE")),
    Column("kind", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_used_at", Instant, nullable=False),
    Column("idle_expires_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    UniqueConstraint("token_hash", name="uq_session_token_hash"),
    Index("ix_session_root", "root_id"),
    Index("ix_session_person", "person_id"),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("blocked_until", Instant),
    Index("ix_sign_in_attempt_last_at", "last_at"),
)

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
    Index(
        "ix_mark_unread",
        *("organisation_id", "contact_id", "note_id"),
        sqlite_where=text("read = 0"),
        postgresql_where=text("NOT read"),
    ),
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
