"""Incidents of customers, with their conversations, followers and the vendor's own notes."""

import sqlalchemy as sa
from alembic import op

from tui.api.store.schema import row_security

revision = "0006"
down_revision = "0005"

TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and say who may see which of their rows."""
    _numbers()
    _incidents()
    _orders()
    _conversations()
    _followers()
    _internal_notes()
    _search()
    row_security.secure(op.get_bind())


def _numbers() -> None:
    op.create_table(
        "incident_number",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id"),
    )


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("priority", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("product_area", TEXT, nullable=False),
        sa.Column("product_version", TEXT, nullable=False),
        sa.Column("environment", TEXT, nullable=False),
        sa.Column("customer_reference", TEXT, nullable=False),
        sa.Column("requester_id", TEXT, nullable=False),
        sa.Column("assignee_id", TEXT, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("assignee_name", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("solved_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", TEXT, nullable=True),
        sa.Column("updated_key", SORT_KEY, nullable=False),
        sa.Column("number_key", SORT_KEY, nullable=False),
        sa.Column("priority_key", SORT_KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("description", TEXT, nullable=False),
        *_references(),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
        sa.UniqueConstraint("id", name="uq_incident_id"),
        sa.UniqueConstraint("organisation_id", "number", name="uq_incident_number"),
    )


def _references() -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["organisation_id", "merged_into_id"],
            ["incident.organisation_id", "incident.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "requester_id"], ["contact.organisation_id", "contact.id"]
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
    )


def _orders() -> None:
    op.create_index("ix_incident_assignee", "incident", ["assignee_id", "priority_key"])
    op.create_index("ix_incident_any_priority", "incident", ["priority_key"])
    op.create_index("ix_incident_any_updated", "incident", ["updated_key"])
    op.create_index("ix_incident_status", "incident", ["status", "priority_key"])
    op.create_index("ix_incident_ended", "incident", ["ended", "priority_key"])
    op.create_index("ix_incident_status_updated", "incident", ["status", "updated_key"])
    op.create_index("ix_incident_ended_updated", "incident", ["ended", "updated_key"])
    op.create_index("ix_incident_ended_created", "incident", ["ended", "created_at"])
    op.create_index("ix_incident_ended_assignee", "incident", ["ended", "assignee_id"])
    op.create_index("ix_incident_ended_customer", "incident", ["ended", "organisation_id"])
    op.create_index("ix_incident_merged", "incident", ["organisation_id", "merged_into_id"])
    op.create_index("ix_incident_number", "incident", ["organisation_id", "number_key"])
    op.create_index("ix_incident_priority", "incident", ["organisation_id", "priority_key"])
    op.create_index("ix_incident_requester", "incident", ["organisation_id", "requester_id"])
    op.create_index("ix_incident_updated", "incident", ["organisation_id", "updated_key"])


def _conversations() -> None:
    op.create_table(
        "incident_entry",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=True),
        sa.Column("person_id", TEXT, nullable=True),
        sa.Column("person_name", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=False),
        sa.Column("after", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"], ["contact.organisation_id", "contact.id"]
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "incident_id"],
            ["incident.organisation_id", "incident.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index(
        "ix_incident_entry_contact", "incident_entry", ["organisation_id", "contact_id"]
    )
    op.create_index("ix_incident_entry_person", "incident_entry", ["person_id"])
    op.create_index(
        "ix_incident_entry_place", "incident_entry", ["organisation_id", "incident_id", "sort_key"]
    )


def _followers() -> None:
    op.create_table(
        "incident_follower",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contact.organisation_id", "contact.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "incident_id"],
            ["incident.organisation_id", "incident.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "contact_id", "incident_id"),
    )
    op.create_index(
        "ix_incident_follower_incident", "incident_follower", ["organisation_id", "incident_id"]
    )


def _internal_notes() -> None:
    op.create_table(
        "internal_note",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("person_name", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "incident_id"],
            ["incident.organisation_id", "incident.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index("ix_internal_note_person", "internal_note", ["person_id"])
    op.create_index(
        "ix_internal_note_place", "internal_note", ["organisation_id", "incident_id", "sort_key"]
    )


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TABLE incident_part (id INTEGER PRIMARY KEY, organisation_id TEXT NOT NULL,"
            " incident_id TEXT NOT NULL, FOREIGN KEY (organisation_id, incident_id)"
            " REFERENCES incident (organisation_id, id) ON DELETE CASCADE)"
        )
        op.execute(
            "CREATE INDEX ix_incident_part_incident ON incident_part (organisation_id, incident_id)"
        )
        op.execute(
            "CREATE VIRTUAL TABLE incident_search USING fts5(organisation, words, content = '',"
            " prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')"
        )
        return
    for statement in (
        "CREATE TABLE incident_search (organisation_id text NOT NULL, incident_id text NOT NULL,"
        " terms tsvector NOT NULL, FOREIGN KEY (organisation_id, incident_id)"
        " REFERENCES incident (organisation_id, id) ON DELETE CASCADE)",
        "CREATE INDEX ix_incident_search_place ON incident_search (organisation_id, incident_id)",
        "CREATE INDEX ix_incident_search_terms ON incident_search USING gin (terms)",
    ):
        op.execute(statement)
