"""The file of a store, from outside: what it is, how it is made, and how it is put away.

Nothing here ever writes over a file that is there.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tui.api.errors import Conflict, Fault, Unavailable
from tui.api.ids import new_id
from tui.api.store.database import faults
from tui.sqlite_files import HEADER_SIZE, folder_beside, header_of, sidecars
from tui.whole_files import appear, sync_folder

APPLICATION_ID = 0x6B6C7074
"""In the header of our files (sqlite.org/fileformat.html, offset 68): `klpt`."""


def look(path: Path) -> None:
    """Raise `Unavailable`, and touch nothing, unless `path` looks like a store."""
    try:
        with path.open("rb") as file:
            beginning = file.read(HEADER_SIZE)
    except FileNotFoundError as error:
        raise Unavailable(Fault.NO_STORE, place=str(path)) from error
    except IsADirectoryError as error:
        raise Unavailable(Fault.NOT_A_STORE, place=str(path)) from error
    except OSError as error:
        raise _from_os(error, path) from error
    if not beginning:
        raise Unavailable(Fault.NOT_A_STORE, place=str(path))
    header = header_of(beginning)
    if header is None:
        raise Unavailable(Fault.CORRUPT, place=str(path), detail="not a database")
    if header.application_id != APPLICATION_ID:
        raise Unavailable(Fault.NOT_A_STORE, place=str(path))


@contextmanager
def new_file(path: Path) -> Generator[Path]:
    """Give a file to fill, readable by its owner alone, that becomes `path` when it is done.

    Raises `Conflict` where `path` is there already, also when it appears meanwhile, and
    `Unavailable` where something is left of a file that was there.
    """
    if path.exists():
        raise Conflict
    for sidecar in sidecars(path):
        if sidecar.exists():  # SQLite would take it for a part of the new file
            raise Unavailable(Fault.LEFTOVER, place=str(sidecar))
    draft = path.with_name(f".{path.name}.{new_id()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            yield draft
            _sync(draft)
            _name(draft, path)
            sync_folder(path.parent)
        finally:
            for each in (draft, *sidecars(draft)):
                each.unlink(missing_ok=True)
    except OSError as error:
        raise _from_os(error, path) from error


def copy(path: Path, version: str, now: datetime) -> Path:
    """Copy the store in `path` to a file beside it, as it was before schema `version`."""
    target = _free(path.with_name(f"{path.name}.before-{version}-{_stamp(now)}"))
    with new_file(target) as draft:
        _copy(path, draft)
    return target


@contextmanager
def snapshot(path: Path) -> Generator[Path]:
    """Give a copy of the store in `path` as it is now, for as long as somebody looks at it.

    Who reads the store itself for long holds up those who write. The copy is in the folder for
    temporary files, readable by its owner alone; raises `Unavailable`.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="klantportal-")
    except OSError as error:
        raise _from_os(error, Path(error.filename)) from error
    with folder as name:
        draft = Path(name) / path.name
        _copy(path, draft)
        yield draft


def _copy(path: Path, draft: Path) -> None:
    try:
        with (
            contextlib.closing(sqlite3.connect(path)) as source,
            contextlib.closing(sqlite3.connect(draft)) as copied,
        ):
            source.backup(copied)
    except sqlite3.Error as error:
        found = faults.from_sqlite(error, str(path))
        if found.fault is Fault.DISK_FULL:
            found.place = str(draft.parent)
        raise found from error


def set_aside(path: Path, now: datetime) -> Path:
    """Move the file and what lies beside it to a name of its own; returns that name.

    Raises `Unavailable` where there is no file, or one that is not ours.
    """
    try:
        look(path)
    except Unavailable as error:
        # A file with nothing in it is nobody's.
        if error.fault is not Fault.CORRUPT and not _is_empty(path):
            raise
    target = _free(path.with_name(f"{path.name}.corrupt-{_stamp(now)}"))
    try:
        for old, new in zip(sidecars(path), sidecars(target), strict=True):
            with contextlib.suppress(FileNotFoundError):
                old.rename(new)
        with contextlib.suppress(FileNotFoundError):
            folder_beside(path).rename(folder_beside(target))
        path.rename(target)
    except OSError as error:
        raise _from_os(error, path) from error
    return target


def _name(draft: Path, path: Path) -> None:
    try:
        appear(draft, path)
    except FileExistsError as error:
        raise Conflict from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free(path: Path) -> Path:
    """Return `path`, with a number behind it where that name is taken."""
    number = 1
    free = path
    while any(each.exists() for each in (free, *sidecars(free))):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%SZ}"


def _from_os(error: OSError, path: Path) -> Unavailable:
    return Unavailable(faults.of_errno(error.errno), place=str(path), detail=error.strerror or "")
