"""What was withdrawn is found by an index of these notes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    is_withdrawn = sa.text("withdrawn_at IS NOT NULL")
    op.create_index(
        "ix_note_withdrawn",
        "note",
        ["sort_key"],
        sqlite_where=is_withdrawn,
        postgresql_where=is_withdrawn,
    )
