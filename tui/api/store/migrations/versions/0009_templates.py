"""Templates: what the vendor's answers begin with."""

import sqlalchemy as sa
from alembic import op

from tui.api.store.schema import row_security

revision = "0009"
down_revision = "0008"

TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table, and say who may see its rows."""
    op.create_table(
        "template",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("nl", TEXT, nullable=False),
        sa.Column("en", TEXT, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sort_key", name="uq_template_sort_key"),
    )
    op.create_index("ix_template_changed_by", "template", ["changed_by_id"])
    row_security.secure(op.get_bind())
