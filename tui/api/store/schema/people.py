"""The portal, its people and organisations, and their sessions."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tui.api.store.database.columns import Instant, SortKey
from tui.api.store.schema.metadata import metadata

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
    Column("sort_key", SortKey, nullable=False),
    Column("product_version", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_organisation_sort_key", "sort_key"),
)
"""`sort_key` puts the organisations in the order of their names, each at a place of its own."""

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
