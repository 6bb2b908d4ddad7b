"""The vendor's side: services with tokens, invitations, and customers by name."""

import sqlalchemy as sa
from alembic import op

from tui.api.store.database import folding
from tui.api.store.database.keyset import SEPARATOR

revision = "0004"
down_revision = "0003"

TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and put the customers that there are in order."""
    _services()
    _invitations()
    op.add_column(
        "organisation", sa.Column("sort_key", SORT_KEY, nullable=False, server_default="")
    )
    _sort()
    op.create_index("ix_organisation_sort_key", "organisation", ["sort_key"])


def _services() -> None:
    op.create_table(
        "service",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", TEXT, nullable=False),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash", name="uq_service_token_hash"),
    )
    op.create_index("ix_service_made_by", "service", ["made_by_id"])


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("code_hash", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id"),
        sa.UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
    )


_organisation = sa.table("organisation", *map(sa.column, ("id", "name", "sort_key")))


def _sort() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_organisation.c.id, _organisation.c.name)).all():
        key = f"{folding.sortable(row.name)}{SEPARATOR}{row.id}"
        mine = _organisation.c.id == row.id
        connection.execute(sa.update(_organisation).where(mine).values(sort_key=key))
