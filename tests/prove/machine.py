"""A machine that loses its power while SQLite is told the store's transactions.

A VFS of apsw does everything to real files, which SQLite reads back, and tells the `Disk` of it.
apsw brings a SQLite of its own, newer than that of most Pythons.
"""
# ruff: noqa: N802 - the methods have SQLite's names

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import apsw
import pytest

from tests.prove.disk import Disk, Resize, Write
from tests.prove.recording import Transaction
from tui.api.store import database

CONNECTIONS = 2
"""Connections that take turns, as those of the store's pool do."""

VFS = "forgetful"

Settings = tuple[str, str]
"""Journal mode and `synchronous`."""

_JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL


class _File(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename, flags: list[int], disk: Disk) -> None:
        wanted = flags[0]
        super().__init__("", name, flags)
        path = name if isinstance(name, str) else name.filename()
        self._disk = disk
        self._content = disk.open(Path(path).name)
        # With a journal that it may have made, SQLite's own VFS for unix syncs the folder too.
        self._is_new = bool(wanted & _JOURNALS and wanted & apsw.SQLITE_OPEN_CREATE)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._disk.change(self._content, Write(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._disk.change(self._content, Resize(newsize))

    def xSync(self, flags: int) -> None:
        self._disk.sync(self._content)
        if self._is_new:
            self._disk.sync_folder()
            self._is_new = False

    def xDeviceCharacteristics(self) -> int:
        # Whatever the disk under the tests can do, `Disk` promises this alone.
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        super().__init__(VFS, "")
        self._disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        if name is None:  # a temporary file, of which nothing needs to be left
            return apsw.VFSFile("", None, flags)
        return _File(name, flags, self._disk)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, False)
        self._disk.delete(Path(filename).name)
        if syncdir:
            self._disk.sync_folder()


def replay(
    transactions: Sequence[Transaction], file: Path, disk: Disk, settings: Settings, sitting: int
) -> int:
    """Tell SQLite the transactions until the power is lost; returns how many it acknowledged.

    After a `sitting` of so many of them the program is ended and started again.
    """
    acknowledged = 0
    for first in range(0, len(transactions), sitting):
        with _connections(file, disk, settings) as connections:
            for number, transaction in enumerate(transactions[first : first + sitting]):
                _do(transaction, connections[number % CONNECTIONS])
                if disk.left is not None:
                    return acknowledged
                acknowledged += 1
                disk.idle()
    return acknowledged


@contextmanager
def _connections(file: Path, disk: Disk, settings: Settings) -> Generator[list[apsw.Connection]]:
    vfs = _Vfs(disk)
    with ExitStack() as stack:
        stack.callback(vfs.unregister)
        yield [stack.enter_context(closing(_connect(file, settings))) for _ in range(CONNECTIONS)]


class _Driver:
    """A connection as Python's own driver calls what is asked of it."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.execute = connection.execute
        self._connection = connection

    def create_function(
        self, name: str, narg: int, func: Callable[..., bool], /, *, deterministic: bool
    ) -> None:
        self._connection.create_scalar_function(name, func, narg, deterministic=deterministic)


def _connect(file: Path, settings: Settings) -> apsw.Connection:
    """Open the file as the store does where these are the settings to choose."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READWRITE, vfs=VFS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "journal_mode", lambda: settings)
        database._prepare_sqlite(_Driver(connection), None)
    assert connection.pragma("journal_mode") == settings[0]
    return connection


def _do(transaction: Transaction, connection: apsw.Connection) -> None:
    for statement in transaction:
        execute = connection.executemany if statement.many else connection.execute
        for _ in execute(statement.sql, statement.values):
            pass
    connection.execute("COMMIT")
