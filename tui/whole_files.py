"""Small files that are written whole or not at all, readable by their owner alone."""

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: a crash or a full disk leaves the old file.

    A folder that is missing is made for its owner alone. Raises `OSError` with its file name.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _replace(path, content)
    except OSError as error:  # a full disk names no file, and the draft's name tells nobody much
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # brings hashlib and random along, and most runs write nothing

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet; what could not be written whole is taken away.

    Raises `FileExistsError`, or another `OSError`.
    """
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
