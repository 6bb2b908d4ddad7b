"""Files that are sent with incidents and comments; what they hold lies beside the database."""

import sqlalchemy as sa
from alembic import op

from tui.api.store.schema import row_security

revision = "0007"
down_revision = "0006"

TEXT = sa.Text()
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and say who may see which of their rows."""
    _uploads()
    _attachments()
    row_security.secure(op.get_bind())


def _uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index("ix_upload_at", "upload", ["organisation_id", "at"])
    op.create_index("ix_upload_person", "upload", ["person_id"])


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("entry_id", TEXT, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("content_type", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "entry_id"],
            ["incident_entry.organisation_id", "incident_entry.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "incident_id"],
            ["incident.organisation_id", "incident.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index("ix_attachment_entry", "attachment", ["organisation_id", "entry_id"])
    op.create_index("ix_attachment_incident", "attachment", ["organisation_id", "incident_id"])
