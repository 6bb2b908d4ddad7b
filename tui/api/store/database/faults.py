"""What a driver's error means to somebody who only wants to read release notes.

The one place where errors of SQLite and PostgreSQL become `Unavailable`.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tui.api.errors import Fault, Unavailable

BUSY_RETRY = 1.0
_LITTLE_SPACE = 1 << 20

# Primary result codes of SQLite (sqlite.org/rescode.html).
_SQLITE_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_FULL: Fault.DISK_FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.UNREADABLE,
    sqlite3.SQLITE_AUTH: Fault.UNREADABLE,
    sqlite3.SQLITE_CORRUPT: Fault.CORRUPT,
    sqlite3.SQLITE_NOTADB: Fault.CORRUPT,
}
# Full text passes on a failure to write without saying that it was one.
_WRITE_FAILURES = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
}

_ONLY_IF_DAMAGED = ("no such table", "Could not decode to UTF-8")

# Classes and codes of SQLSTATE (PostgreSQL's manual, appendix A), the longest match first.
_POSTGRES_FAULTS = {
    "53100": Fault.DISK_FULL,
    "53300": Fault.BUSY,
    "25006": Fault.READ_ONLY,
    "55P03": Fault.BUSY,
    "40001": Fault.BUSY,
    "40P01": Fault.BUSY,
    "57014": Fault.BUSY,
    "3D000": Fault.NO_STORE,
    "42P01": Fault.NO_STORE,
    "42501": Fault.UNREADABLE,
    "28": Fault.UNREADABLE,
    "08": Fault.UNREACHABLE,
    "57P": Fault.UNREACHABLE,
    "XX": Fault.CORRUPT,
}


_OS_FAULTS = {
    errno.ENOSPC: Fault.DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): Fault.DISK_FULL,
    errno.EFBIG: Fault.DISK_FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.UNREADABLE,
    errno.EPERM: Fault.UNREADABLE,
    errno.ENOTDIR: Fault.UNREADABLE,
}


def of_errno(code: int | None) -> Fault:
    """Return what an error of the operating system about a store's file means."""
    return _OS_FAULTS.get(code or 0, Fault.UNREADABLE)


@contextmanager
def of_files(place: str) -> Generator[None]:
    """Say of what goes wrong with files what it means for those at `place`."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            of_errno(error.errno), place=place, detail=error.strerror or ""
        ) from error


def unavailable(error: DBAPIError, place: str) -> Unavailable:
    """Return what `error`, met at `place`, means."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return from_sqlite(cause, place)
    fault = _postgres_fault(str(getattr(cause, "sqlstate", None) or ""))
    return _unavailable(fault, place, str(cause))


def from_sqlite(error: sqlite3.Error, place: str) -> Unavailable:
    """Return what an error of SQLite means for the file `place`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    fault = _sqlite_fault(code, Path(place))
    if fault is Fault.UNEXPECTED and str(error).startswith(_ONLY_IF_DAMAGED):
        fault = Fault.CORRUPT  # the header says that the file is ours
    return _unavailable(fault, place, str(error))


def _sqlite_fault(code: int, path: Path) -> Fault:
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_IOERR:
        # A full disk (or a file at its limit) often shows as a plain failure to write.
        full = code in _WRITE_FAILURES or shutil.disk_usage(path.parent).free < _LITTLE_SPACE
        return Fault.DISK_FULL if full else Fault.UNREADABLE
    if primary == sqlite3.SQLITE_CANTOPEN:
        # The file opens but its journal does not: the folder is what cannot be written.
        return Fault.READ_ONLY if os.access(path, os.R_OK) else Fault.UNREADABLE
    return _SQLITE_FAULTS.get(primary, Fault.UNEXPECTED)


def _postgres_fault(state: str) -> Fault:
    if not state:  # an error without a code comes from the connection
        return Fault.UNREACHABLE
    for length in (5, 3, 2):
        if fault := _POSTGRES_FAULTS.get(state[:length]):
            return fault
    return Fault.UNEXPECTED


def _unavailable(fault: Fault, place: str, detail: str) -> Unavailable:
    retry_after = BUSY_RETRY if fault is Fault.BUSY else None
    return Unavailable(fault, retry_after=retry_after, place=place, detail=detail.splitlines()[0])
