"""Small files that are written whole or not at all, readable by their owner alone."""

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: a crash or a full disk leaves the old file.

    A folder that is missing is made for its owner alone. Raises `OSError`.
    """
    import tempfile  # brings hashlib and random along, and most runs write nothing

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
