"""Small files that are written whole or not at all, readable by their owner alone."""

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, content: bytes, *, over: bool = True) -> None:
    """Replace `path` by `content`: a crash or a full disk leaves the old file.

    A folder that is missing is made for its owner alone. Raises `OSError` with its file name:
    `FileExistsError` where there is something already and it may not be written `over`.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not over:
        path.touch(mode=0o600, exist_ok=False)  # the name is ours now, whoever else wants it
    try:
        _replace(path, content)
    except BaseException as error:
        if not over:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):  # a full disk names no file, and the draft's tells little
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


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
