"""A database and its transactions.

A transaction is `with database.read() as connection` or `with database.write() as connection`;
nothing else opens one, and what goes wrong in it leaves as `Unavailable`.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from tui.api.errors import Fault, Unavailable
from tui.api.store.database import faults, sides
from tui.api.store.database.parts import has_words
from tui.portals import shown

WORKERS = 4
"""Transactions at the same time in one process."""

BUSY_SECONDS = 5.0
CONNECT_SECONDS = 5
SAFE_WAL = (3, 51, 3)
"""SQLite before this version can lose a write in WAL mode when several connections write."""

_WRITES = {"klantportal_writes": True}


class Database:
    """An engine and the place that errors name."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.place = place
        self.engine = engine
        self._use(engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file (else it is PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Open a transaction that reads."""
        with self._translated(), _begun(self._reading) as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """Open a transaction that writes; on SQLite there is one at a time."""
        with self._translated(), _begun(self._writing) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Generator[Connection]:
        """Open a transaction that reads what there is at one moment, however long it takes."""
        with self.read() as connection:
            if not self.is_sqlite:  # where every statement else sees what was written meanwhile
                connection.exec_driver_sql(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
            yield connection

    def serve(self) -> None:
        """Let connections belong to the sign-in from now on, where the database knows of sides."""
        if self.is_sqlite:
            return
        with self.read() as connection:
            found = sides.find(connection)
        if found:
            self._use(sides.served(self.engine, found))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _use(self, engine: Engine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(**_WRITES)

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except DBAPIError as error:
            raise faults.unavailable(error, self.place) from error


@contextmanager
def _begun(engine: Engine) -> Generator[Connection]:
    """Open a transaction; where its connection was closed while nobody used it, on another one."""
    with engine.connect() as connection:
        try:
            transaction = connection.begin()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            transaction = connection.begin()
        with transaction:
            yield connection


def sqlite_database(path: Path) -> Database:
    """Return the database in the file `path`; the file is never made by opening it."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect_sqlite(path),
        pool_size=WORKERS,
        max_overflow=0,
        poolclass=QueuePool,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path))


def draft_database(path: Path, application_id: int, place: str) -> Database:
    """Return the database in a new file that nobody else knows: without care until it is done."""
    database = sqlite_database(path)
    database.place = place

    def prepare(driver: _Driver, _entry: ConnectionPoolEntry) -> None:
        driver.execute(f"PRAGMA application_id = {application_id}")
        driver.execute("PRAGMA journal_mode = MEMORY")
        driver.execute("PRAGMA synchronous = OFF")

    event.listen(database.engine, "connect", prepare)
    return database


def postgres_database(url: str) -> Database:
    """Return the PostgreSQL database at `url`; the place is the address without its secrets."""
    place = shown(url)
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise Unavailable(Fault.UNKNOWN_ADDRESS, place=place) from error
    try:
        engine = create_engine(
            address,
            pool_size=WORKERS,
            max_overflow=0,
            # A transaction begins where we say so: that tells whether the connection still works.
            connect_args={"connect_timeout": CONNECT_SECONDS, "autocommit": True},
        )
    except ModuleNotFoundError as error:
        raise Unavailable(Fault.MISSING_DRIVER, place=place) from error
    event.listen(engine, "begin", sides.begin)
    return Database(engine, place)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, str]:
    """Return the journal mode and `synchronous` in which no acknowledged write is lost."""
    return ("wal", "FULL") if version >= SAFE_WAL else ("delete", "EXTRA")


class _Driver(Protocol):
    """What is used of a connection of sqlite3."""

    def execute(self, sql: str, /) -> sqlite3.Cursor: ...

    def create_function(
        self, name: str, narg: int, func: Callable[..., bool], /, *, deterministic: bool
    ) -> None: ...


def _connect_sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # a transaction begins where we say so, not where the driver guesses
        check_same_thread=False,
    )


def _prepare_sqlite(driver: _Driver, _entry: ConnectionPoolEntry) -> None:
    mode, synchronous = journal_mode()
    driver.execute("PRAGMA foreign_keys = ON")
    if driver.execute("PRAGMA journal_mode").fetchone() != (mode,):
        # A file that cannot be written, or is open elsewhere, keeps the mode that it has.
        with suppress(sqlite3.OperationalError):
            driver.execute(f"PRAGMA journal_mode = {mode}")
    driver.execute(f"PRAGMA synchronous = {synchronous}")
    driver.create_function("has_words", 3, has_words, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().keys() & _WRITES.keys()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
