"""The paths in what a terminal pastes where files are dropped on it."""

import re
import shlex
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

_BEGINS = ("/", "~", "file://")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
MOST_READ = 100_000
"""Characters of a paste that are looked at: more are no names of files."""


def paths_in(text: str) -> tuple[str, ...]:
    """Return the paths that a paste is made of, quoted or escaped; none where it is another text.

    A terminal drops each name in the way of a shell, as a `file://` address, or bare; and several
    beside or below one another.
    """
    if len(text) > MOST_READ:
        return ()
    found: list[str] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        paths = [*_of_line(line)]
        if not paths:
            return ()
        found += paths
    return tuple(found)


def _of_line(line: str) -> Iterator[str]:
    words = _words(line)
    if words and all(map(_is_path, words)):
        yield from map(_path, words)
    elif _is_path(line):
        yield _path(line)  # one name with spaces in it, as it is


def _words(line: str) -> list[str]:
    if _DRIVE.match(line.strip("\"'")):
        return [line.strip("\"'")]
    try:
        return shlex.split(line)
    except ValueError:  # a quote that is a part of the name
        return []


def _is_path(word: str) -> bool:
    return "\0" not in word and (word.startswith(_BEGINS) or bool(_DRIVE.match(word)))


def _path(word: str) -> str:
    if not word.startswith("file://"):
        return word
    try:
        return unquote(urlsplit(word).path, errors="surrogateescape")
    except ValueError:
        return word
