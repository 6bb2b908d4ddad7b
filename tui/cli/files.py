"""The files that an import is given, folders walked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_DEVICE_AND_FILE = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """A file to take; `source` is its name within the folder that was given."""

    path: Path
    source: str
    named: bool
    """Whether the person named this very file, rather than a folder that it is in."""


def candidates(paths: Sequence[Path]) -> list[Candidate]:
    """Return the files of these paths in order, folders walked; hidden ones are left out."""
    found: list[Candidate] = []
    for path in paths:
        if _is_folder(path):
            files = _walk(path, frozenset())
            found += (Candidate(file, file.relative_to(path).as_posix(), False) for file in files)
        else:
            found.append(Candidate(path, path.name, True))
    return found


def _walk(folder: Path, above: frozenset[_DEVICE_AND_FILE]) -> Iterator[Path]:
    try:
        status = folder.stat()
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it says why
        return
    here = (status.st_dev, status.st_ino)
    if here in above:  # a link to a folder that it is in
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if _is_folder(path):
            yield from _walk(path, above | {here})
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it is closed, or the name is too long: reading it says so
        return False
