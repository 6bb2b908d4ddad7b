"""The steps from an older schema to the newest; Alembic is imported only to take them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

PLACE = Path(__file__).parent


def upgrade(connection: Connection, version: str = "head") -> None:
    """Take every step that is left to a version, within the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(PLACE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
