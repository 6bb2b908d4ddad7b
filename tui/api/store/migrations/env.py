"""How Alembic runs our migrations: on the connection, and in the transaction, that it is given."""

from alembic import context

from tui.api.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    version_table=schema.VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
