"""Which schema a store has, and the way to the newest one."""

from sqlalchemy import Connection, column, inspect, select, table, update

from tui import __version__
from tui.api.errors import Incompatible
from tui.api.store.database import Database
from tui.api.store.schema import VERSION, VERSION_TABLE, portal

_versions = table(VERSION_TABLE, column("version_num"))


def of(connection: Connection) -> str:
    """Return the schema's version."""
    return connection.execute(select(_versions.c.version_num)).scalar_one()


def is_there(connection: Connection) -> bool:
    """Whether the database has our schema."""
    return inspect(connection).has_table(VERSION_TABLE)


def is_old(database: Database) -> bool:
    """Whether the store must be upgraded; raises `Incompatible` if it is newer than we are."""
    with database.read() as connection:
        found = of(connection)
        if found > VERSION:
            needed = connection.scalar(select(portal.c.program_version)) or found
            raise Incompatible(needed=needed, found=__version__, place=database.place)
    return found < VERSION


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest version; Alembic is imported here and nowhere else."""
    from tui.api.store import migrations

    migrations.upgrade(connection)
    connection.execute(update(portal).values(program_version=__version__))
