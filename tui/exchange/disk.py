"""A file of this machine, read whole or refused."""

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tui.exchange.files import MAX_FILE_SIZE, FileRefused


def read(path: Path) -> bytes:
    """Return what is in a regular file of at most `MAX_FILE_SIZE`; raises `FileRefused`."""
    with open_regular(path, MAX_FILE_SIZE) as file, reading():
        return file.read(MAX_FILE_SIZE + 1)


def open_regular(path: Path, limit: int) -> BinaryIO:
    """Open a regular file of at most `limit` bytes; raises `FileRefused`."""
    with reading():
        file = open(path, "rb", opener=_open)  # noqa: SIM115 - it is the caller's to close
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        file.close()
        raise FileRefused("special")
    if status.st_size > limit:
        file.close()
        raise FileRefused("too_large", limit=limit // 2**20)
    return file


@contextmanager
def reading() -> Generator[None]:
    """Say why a file is refused where the system does not let one read it."""
    try:
        yield
    except OSError as error:
        raise _reason(error) from error


def _open(path: str, flags: int) -> int:
    """Open without waiting: a pipe that nobody writes to would hold us at the door for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _reason(error: OSError) -> FileRefused:
    match error.errno:
        case errno.ENOENT:
            return FileRefused("missing")
        case errno.EACCES | errno.EPERM | errno.EISDIR:  # a folder stands here unlisted
            return FileRefused("no_access")
        case errno.ENXIO:  # a socket
            return FileRefused("special")
        case _:
            return FileRefused("read_failed", reason=error.strerror or "")
