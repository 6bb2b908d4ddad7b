"""Mail about incidents that waits to be sent, and finding what was noted last."""

import sqlalchemy as sa
from alembic import op

from tui.api.store.schema import row_security

revision = "0008"
down_revision = "0007"

TEXT = sa.Text()
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table, and say who may see which of its rows."""
    op.create_table(
        "outbox",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("receiver_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=True),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("posted_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "incident_id"],
            ["incident.organisation_id", "incident.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contact.organisation_id", "contact.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "event_id", "receiver_id"),
    )
    op.create_index("ix_outbox_due", "outbox", ["due_at"])
    op.create_index("ix_outbox_posted", "outbox", ["organisation_id", "posted_at"])
    op.create_index("ix_outbox_incident", "outbox", ["organisation_id", "incident_id"])
    op.create_index("ix_outbox_contact", "outbox", ["organisation_id", "contact_id"])
    op.create_index("ix_internal_note_at", "internal_note", ["at"])
    row_security.secure(op.get_bind())
