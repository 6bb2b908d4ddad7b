"""The foundation: people, organisations, sessions, release notes, marks and records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _people()
    _organisations()
    _contacts()
    _sessions()
    _releases()
    _notes()
    _texts()
    _records()
    _search()


def _people() -> None:
    op.create_table(
        "portal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("vendor_name", TEXT, nullable=False),
        sa.Column("product_name", TEXT, nullable=False),
        sa.Column("help_center_url", TEXT, nullable=False),
        sa.Column("stranger_hash", TEXT, nullable=False),
        sa.Column("program_version", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("email_key", TEXT, nullable=False),
        sa.Column("password_hash", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("theme", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email_key", name="uq_person_email_key"),
    )
    op.create_table(
        "vendor_member",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("display_name", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "demo_seat",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("job", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name"),
    )


def _organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("legal_name", TEXT, nullable=False),
        sa.Column("product_version", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "organisation_activation",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("activated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id", "role"),
    )


def _contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("given_name", TEXT, nullable=False),
        sa.Column("surname_prefix", TEXT, nullable=False),
        sa.Column("family_name", TEXT, nullable=False),
        sa.Column("display_name", TEXT, nullable=False),
        sa.Column("sort_name", SORT_KEY, nullable=False),
        sa.Column("job_title", TEXT, nullable=False),
        sa.Column("department", TEXT, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("read_until_key", SORT_KEY, nullable=True),
        sa.Column("last_login_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
        sa.UniqueConstraint("organisation_id", "person_id", name="uq_contact_person"),
    )
    op.create_index("ix_contact_person", "contact", ["person_id"])
    op.create_index("ix_contact_sort_name", "contact", ["organisation_id", "sort_name"])
    op.create_table(
        "contact_role",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contact.organisation_id", "contact.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "contact_id", "role"),
    )


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("root_id", TEXT, nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_used_at", INSTANT, nullable=False),
        sa.Column("idle_expires_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["root_id"], ["session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash", name="uq_session_token_hash"),
    )
    op.create_index("ix_session_person", "session", ["person_id"])
    op.create_index("ix_session_root", "session", ["root_id"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("blocked_until", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index("ix_sign_in_attempt_last_at", "sign_in_attempt", ["last_at"])


def _releases() -> None:
    op.create_table(
        "release",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("product", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("note_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("product", "version", name="uq_release_product_version"),
    )
    op.create_index("ix_release_sort_key", "release", ["sort_key", "id"])


def _notes() -> None:
    op.create_table(
        "note",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("release_id", TEXT, nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("oldest_key", SORT_KEY, nullable=False),
        sa.Column("product", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("impact", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("release_id", "anchor", name="uq_note_anchor"),
    )
    op.create_index("ix_note_area", "note", ["area", "sort_key"])
    op.create_index("ix_note_product", "note", ["product", "sort_key"])
    op.create_index("ix_note_oldest_key", "note", ["oldest_key"])
    op.create_index("ix_note_sort_key", "note", ["sort_key"])
    op.create_index("ix_note_version", "note", ["version", "sort_key"])


def _texts() -> None:
    op.create_table(
        "note_text",
        sa.Column("note_id", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("note_id", "language"),
    )
    op.create_table(
        "note_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_part_note", "note_part", ["note_id"])
    op.create_table(
        "mark",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=False),
        sa.Column("note_id", TEXT, nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contact.organisation_id", "contact.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "contact_id", "note_id"),
    )
    op.create_index("ix_mark_note", "mark", ["note_id"])


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("object_id", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index("ix_audit_at", "audit", ["organisation_id", "at"])
    op.create_table(
        "change",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("audit_id", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=True),
        sa.Column("after", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "audit_id"],
            ["audit.organisation_id", "audit.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "audit_id", "field"),
    )
    op.create_table(
        "idempotency",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("key_hash", TEXT, nullable=False),
        sa.Column("request", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "organisation_id", "verb", "key_hash"),
    )


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE note_search USING fts5"
            "(title, body, tokenize = 'unicode61 remove_diacritics 0')"
        )
        return
    op.execute(
        "CREATE TABLE note_search"
        " (id integer PRIMARY KEY REFERENCES note_part (id) ON DELETE CASCADE,"
        " terms tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_note_search_terms ON note_search USING gin (terms)")
