"""The store in its owner's hands: made, upgraded, looked at, put aside."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from tui.api.administration import NewPortal, StoreFacts
from tui.api.errors import Conflict, Fault, Unavailable
from tui.api.store import filling, limits, versions
from tui.api.store.database import (
    Database,
    draft_database,
    files,
    postgres_database,
    sqlite_database,
)
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import VERSION
from tui.api.store.session.desk import Clock, utc_now
from tui.api.store.session.passwords import Hasher


class SqliteAdministration:
    """A store in a file."""

    def __init__(self, path: Path, hasher: Hasher, clock: Clock = utc_now) -> None:
        self._path = path
        self._hasher = hasher
        self._clock = clock
        self._database = sqlite_database(path)

    def exists(self) -> bool:
        """Whether there is a file, readable or not."""
        return self._path.exists()

    def create(self, portal: NewPortal) -> None:
        """Make the store in a file beside its place, then give it its name."""
        limits.check(portal)
        with files.new_file(self._path) as draft:
            database = draft_database(draft, files.APPLICATION_ID, str(self._path))
            try:
                with database.write() as connection:
                    _make(connection, portal, self._hasher, self._clock())
            finally:
                database.close()

    def migrate(self) -> tuple[str, str]:
        """Upgrade the schema after a copy of the file."""
        files.look(self._path)
        before = _version(self._database)
        if versions.is_old(self._database):
            files.copy(self._path, VERSION, self._clock())
            _upgrade(self._database)
        return before, _version(self._database)

    def facts(self) -> StoreFacts:
        """Return what SQLite says of itself and of the file, after a look at all of it."""
        files.look(self._path)
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        with self._database.read() as connection:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
            if found != "ok":
                raise Unavailable(Fault.CORRUPT, place=self._database.place, detail=found)
            settings = {
                name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in names
            }
        return StoreFacts(
            engine="SQLite",
            engine_version=sqlite3.sqlite_version,
            schema_version=_version(self._database),
            newest_schema_version=VERSION,
            place=self._database.place,
            settings=settings,
        )

    def set_aside(self) -> str:
        """Move the file out of the way."""
        self._database.close()
        return str(files.set_aside(self._path, self._clock()))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


class PostgresAdministration:
    """A store in a PostgreSQL database that is there already."""

    def __init__(self, url: str, hasher: Hasher, clock: Clock = utc_now) -> None:
        self._hasher = hasher
        self._clock = clock
        self._database = postgres_database(url)

    def exists(self) -> bool:
        """Whether the database has our tables."""
        with self._database.read() as connection:
            return versions.is_there(connection)

    def create(self, portal: NewPortal) -> None:
        """Make the tables and fill them, in one transaction."""
        limits.check(portal)
        with self._database.write() as connection:
            dialect_of(connection).lock(connection, "schema")
            if versions.is_there(connection):
                raise Conflict
            _make(connection, portal, self._hasher, self._clock())

    def migrate(self) -> tuple[str, str]:
        """Upgrade the schema in one transaction."""
        before = _version(self._database)
        if versions.is_old(self._database):
            _upgrade(self._database)
        return before, _version(self._database)

    def facts(self) -> StoreFacts:
        """Return what the server says of itself."""
        names = ("server_encoding", "synchronous_commit", "default_transaction_isolation")
        with self._database.read() as connection:
            settings = {
                name: str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in names
            }
            engine_version = str(connection.exec_driver_sql("SHOW server_version").scalar())
        return StoreFacts(
            engine="PostgreSQL",
            engine_version=engine_version,
            schema_version=_version(self._database),
            newest_schema_version=VERSION,
            place=self._database.place,
            settings=settings,
        )

    def set_aside(self) -> str:
        """Refuse: a database is its own administrator's to move."""
        raise Unavailable(Fault.UNKNOWN_ADDRESS, place=self._database.place)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()


def _make(connection: Connection, portal: NewPortal, hasher: Hasher, now: datetime) -> None:
    versions.upgrade(connection)
    filling.fill(connection, portal, hasher, now)


def _version(database: Database) -> str:
    with database.read() as connection:
        return versions.of(connection)


def _upgrade(database: Database) -> None:
    with database.write() as connection:
        dialect_of(connection).lock(connection, "schema")
        if versions.of(connection) < VERSION:  # nobody else did it meanwhile
            versions.upgrade(connection)
