"""Files that are written whole or not at all, readable by their owner alone."""

import contextlib
import errno
import os
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep, time
from typing import BinaryIO

LEFT_FOR = 86_400.0
"""Seconds after which what is not whole yet was left behind, unless somebody still writes it."""

LONGEST_WAIT = 2.0
"""Seconds for which a program waits for another one that changes files of a folder."""

_ONE_WAIT = 0.02

_DRAFT = re.compile(r"\..+\.[a-z0-9_]{8}")


def write_whole(path: Path, content: bytes, *, over: bool = True) -> None:
    """Replace `path` by `content`: a crash or a full disk leaves the old file.

    A folder that is missing is made for its owner alone. Raises `OSError` with its file name:
    `FileExistsError` where there is something already and it may not be written `over`.
    """
    with whole_file(path, over=over) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, *, over: bool = True) -> Generator[BinaryIO]:
    """Give a file to write, which becomes `path` when all of it is on the disk.

    As `write_whole`, for what is too large to hold; what is raised meanwhile leaves the old file.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        if not over and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with _draft_of(path, over=over) as file:
            yield file
    except OSError as error:  # a full disk names no file, and the draft's name tells little
        raise OSError(error.errno, error.strerror, str(path)) from error


class NewFile:
    """A file that is being written, and gets a name in the end that nobody else has.

    Every verb raises `OSError` with the name that was asked for.
    """

    def __init__(self, path: Path) -> None:
        import tempfile

        self._path = path
        with self._named():
            descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=path.parent)
        self._draft = Path(name)
        self._file = os.fdopen(descriptor, "wb")

    def write(self, piece: bytes) -> None:
        """Write the next piece."""
        with self._named():
            self._file.write(piece)

    def keep(self) -> Path:
        """Return the name that the file has now: the one asked for, or else with a number."""
        with self._named():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            for path in _names(self._path):
                with contextlib.suppress(FileExistsError):
                    appear(self._draft, path)
                    sync_folder(path.parent)
                    return path
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self._path))

    def drop(self) -> None:
        """Take away what was not kept."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._draft.unlink()

    @contextmanager
    def _named(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._path)) from error


def _names(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(1, 1000))


def appear(draft: Path, path: Path) -> None:
    """Give a finished file its name for good; raises `FileExistsError` where somebody has it."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.rename(path)


def sync_folder(path: Path) -> None:
    """Wait until the names in the folder `path` are on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # fsync(2): there is no such thing on this file system
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _draft_of(path: Path, *, over: bool) -> Generator[BinaryIO]:
    import tempfile  # brings hashlib and random along, and most runs write nothing

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _hold(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if over:
            draft.replace(path)
        else:
            appear(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    sync_folder(path.parent)


@contextmanager
def alone_in(folder: Path) -> Generator[None]:
    """Let programs that read, change and write files of a folder do so one after the other.

    Who had to wait for long goes on all the same: the other one may have been stopped. Nobody
    waits where a folder cannot be locked. Raises `OSError` where there is none.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(round(LONGEST_WAIT / _ONE_WAIT)):
            if _hold(descriptor):
                break
            sleep(_ONE_WAIT)
        yield
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Take away what programs that were killed left half written in a folder.

    What cannot be taken away stays, until the next time.
    """
    before = time() - LEFT_FOR
    with contextlib.suppress(OSError):
        for file in (each for each in folder.iterdir() if _DRAFT.fullmatch(each.name)):
            with contextlib.suppress(OSError):
                if file.lstat().st_mtime < before and not _is_held(file):
                    file.unlink()


def _hold(file: BinaryIO | int) -> bool:
    """Show that one is at work until `file` is closed; False where somebody else shows that."""
    if sys.platform == "win32":
        return True  # where what is open cannot be taken away
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: its age has to do
        pass
    return True


def _is_held(file: Path) -> bool:
    with file.open("rb") as opened:
        return not _hold(opened)
