"""Row-level security on PostgreSQL: a backstop behind the conditions of the statements."""

from alembic import op

from tui.api.store.schema import row_security

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the roles and the policies; on SQLite there is nothing to do."""
    row_security.secure(op.get_bind())
