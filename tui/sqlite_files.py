"""A file of SQLite from outside, without opening it (sqlite.org/fileformat2.html)."""

import struct
from dataclasses import dataclass
from pathlib import Path

HEADER_SIZE = 100
"""Bytes; every database begins with them."""

_HEADER = struct.Struct(">16sH10xI36xI")  # magic, page size, pages, application id
_MAGIC = b"SQLite format 3\0"
_LARGEST_PAGE = 65_536  # which does not fit and is written as 1


@dataclass(frozen=True)
class Header:
    """What a database says of itself: whose it is, and how many bytes it has."""

    application_id: int
    size: int


def header_of(beginning: bytes) -> Header | None:
    """Return the header of a file that begins so; None where it is no database."""
    if len(beginning) < HEADER_SIZE:
        return None
    magic, page_size, pages, application_id = _HEADER.unpack_from(beginning)
    if magic != _MAGIC:
        return None
    return Header(application_id, pages * (_LARGEST_PAGE if page_size == 1 else page_size))


def sidecars(path: Path) -> list[Path]:
    """Return the files that SQLite may keep beside `path`, which belong to it."""
    return [path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm", "-journal")]


def folder_beside(path: Path) -> Path:
    """Return the folder of what was sent as files to the store in `path`, which belongs to it."""
    return path.with_name(f"{path.name}.files")
