"""The store in its owner's hands: made, upgraded, looked at, put aside."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from tui.api.administration import BackupFacts, Migration, NewPortal, Stage, StoreFacts, Told
from tui.api.errors import Conflict, Fault, Unavailable
from tui.api.outbox import OutboxFigures
from tui.api.store import filling, limits, versions
from tui.api.store.backups import archive, attached, making, restoring, tables
from tui.api.store.backups.making import Origin
from tui.api.store.database import (
    Database,
    draft_database,
    files,
    postgres_database,
    sqlite_database,
)
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.database.dialect import dialect_of
from tui.api.store.outbox import taking
from tui.api.store.schema import VERSION, row_security
from tui.api.store.session.desk import Clock, utc_now
from tui.api.store.session.passwords import Hasher
from tui.whole_files import whole_file


class SqliteAdministration:
    """A store in a file."""

    def __init__(
        self, path: Path, hasher: Hasher, clock: Clock = utc_now, *, folder: Path | None = None
    ) -> None:
        self._path = path
        self._files = AttachedFiles(folder, str(path))
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

    def migrate(self) -> Migration:
        """Upgrade the schema after a copy of the file."""
        files.look(self._path)
        before = _version(self._database)
        if not versions.is_old(self._database):
            return Migration(before=before, after=before)
        copy = files.copy(self._path, VERSION, self._clock())
        _upgrade(self._database)
        return Migration(before=before, after=_version(self._database), copy=str(copy))

    def backup(self, file: Path, told: Told, *, over: bool = False) -> BackupFacts:
        """Write what a copy of the store holds, so that nobody who writes has to wait for it."""
        files.look(self._path)
        versions.is_old(self._database)
        with whole_file(file, over=over) as stream:
            told(Stage.COPYING, 0, 0)
            with (
                files.snapshot(self._path) as copy,
                closing(sqlite_database(copy)) as database,
                database.snapshot() as connection,
            ):
                _find_damage(connection, "quick_check(1)", self._database.place)
                origin = Origin(f"SQLite {sqlite3.sqlite_version}", self._database.place)
                return making.make(
                    connection, stream, origin, self._files, now=self._clock(), told=told
                )

    def restore(self, file: Path, told: Told) -> BackupFacts:
        """Make the store in a file beside its place, look at all of it, then give it its name."""
        if self._path.exists():
            raise Conflict
        with archive.opened(file) as backup:
            restoring.check(backup, told)
            restoring.check_room(backup, self._path)
            with (
                attached.unpacking(backup, self._files) as unpack,
                files.new_file(self._path) as draft,
            ):
                database = draft_database(draft, files.APPLICATION_ID, str(self._path))
                with closing(database), database.write() as connection:
                    restoring.fill(connection, backup, told)
                    _find_damage(connection, "integrity_check(1)", str(self._path))
                    unpack(connection)
            return backup.manifest.told

    def facts(self) -> StoreFacts:
        """Return what SQLite says of itself and of the file, after a look at all of it."""
        files.look(self._path)
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        with self._database.read() as connection:
            _find_damage(connection, "quick_check(1)", self._database.place)
            settings = {
                name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in names
            }
        return StoreFacts(
            engine="SQLite",
            engine_version=sqlite3.sqlite_version,
            schema_version=_version(self._database),
            newest_schema_version=VERSION,
            place=self._database.place,
            is_copied=True,
            settings=settings,
            outbox=_outbox(self._database),
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

    def __init__(
        self, url: str, hasher: Hasher, clock: Clock = utc_now, *, folder: Path | None = None
    ) -> None:
        self._hasher = hasher
        self._clock = clock
        self._database = postgres_database(url)
        self._files = AttachedFiles(folder, self._database.place)

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

    def migrate(self) -> Migration:
        """Upgrade the schema in one transaction, or put up the policies that are lacking."""
        before = _version(self._database)
        if versions.is_old(self._database):
            _upgrade(self._database)
        else:
            self._secure()
        return Migration(before=before, after=_version(self._database))

    def _secure(self) -> None:
        """Put up the policies that somebody took down."""
        with self._database.write() as connection:
            dialect_of(connection).lock(connection, "schema")
            if not row_security.look(connection).stands:
                row_security.secure(connection)

    def backup(self, file: Path, told: Told, *, over: bool = False) -> BackupFacts:
        """Write what one transaction sees, beside everybody who reads and writes."""
        versions.is_old(self._database)
        with whole_file(file, over=over) as stream, self._database.snapshot() as connection:
            row_security.refuse_part(connection, self._database.place)
            engine = f"PostgreSQL {_setting(connection, 'server_version')}"
            origin = Origin(engine, self._database.place)
            return making.make(
                connection, stream, origin, self._files, now=self._clock(), told=told
            )

    def restore(self, file: Path, told: Told) -> BackupFacts:
        """Make the tables and fill them, in one transaction."""
        with self._database.read() as connection:
            _refuse_another(connection)
        with archive.opened(file) as backup:
            restoring.check(backup, told)
            with (
                attached.unpacking(backup, self._files) as unpack,
                self._database.write() as connection,
            ):
                dialect_of(connection).lock(connection, "schema")
                _refuse_another(connection)
                restoring.fill(connection, backup, told)
                unpack(connection)
            return backup.manifest.told

    def facts(self) -> StoreFacts:
        """Return what the server says of itself."""
        names = ("server_encoding", "synchronous_commit", "default_transaction_isolation")
        with self._database.read() as connection:
            settings = {name: _setting(connection, name) for name in names}
            engine_version = _setting(connection, "server_version")
            backstop = row_security.look(connection)
        return StoreFacts(
            engine="PostgreSQL",
            engine_version=engine_version,
            schema_version=_version(self._database),
            newest_schema_version=VERSION,
            place=self._database.place,
            settings=settings,
            backstop=backstop,
            outbox=_outbox(self._database),
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


def _outbox(database: Database) -> OutboxFigures | None:
    """Return how the outbox stands, of a store that has one, to who may look into it."""
    with suppress(Unavailable), database.read() as connection:
        if versions.of(connection) == VERSION:
            return taking.figures(connection)
    return None


def _upgrade(database: Database) -> None:
    with database.write() as connection:
        dialect_of(connection).lock(connection, "schema")
        if versions.of(connection) < VERSION:  # nobody else did it meanwhile
            versions.upgrade(connection)


def _find_damage(connection: Connection, pragma: str, place: str) -> None:
    found = str(connection.exec_driver_sql(f"PRAGMA {pragma}").scalar())
    if found != "ok":
        raise Unavailable(Fault.CORRUPT, place=place, detail=found)


def _refuse_another(connection: Connection) -> None:
    if tables.is_any(connection):
        raise Conflict


def _setting(connection: Connection, name: str) -> str:
    return str(connection.exec_driver_sql(f"SHOW {name}").scalar())
