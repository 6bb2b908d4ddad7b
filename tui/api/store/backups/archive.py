"""The file of a backup: written as it comes, and read without believing what stands in it.

Members are never written to files of their own, so what they are called leads nowhere; none is
held as a whole, and none is read beyond the size that the manifest gives it.
"""

import io
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from tui import __version__
from tui.api.administration import BackupFault, BackupRefused
from tui.api.models import wire
from tui.api.store.backups.counting import Sum
from tui.api.store.backups.manifest import (
    FILE_MEMBER,
    FORMAT_VERSION,
    MEMBER,
    FilesFacts,
    Head,
    Manifest,
    TableFacts,
    member_of,
)
from tui.api.store.backups.rows import MAX_LINE
from tui.api.store.backups.tables import StoredTable
from tui.api.store.schema import VERSION

_FIRST = "0001"
_MAX_MANIFEST = 1 << 20
_BEGINNING = b"PK\x03\x04"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_LEVEL = 6
_BUFFER = 1 << 17
_DETAIL = 100
_WRONG = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OverflowError,  # a place beyond every file
    RuntimeError,  # encrypted, or packed in a way that does not exist
    ValueError,
)


class Packing:
    """A backup that is being written: table by table, and the manifest last."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive

    def add(self, table: StoredTable, lines: Iterable[bytes]) -> TableFacts:
        """Write the lines of a table; returns what there was of them."""
        seen = Sum()
        with self._zip.open(member_of(table.name), "w", force_zip64=True) as member:
            for line in seen.of(lines):
                member.write(line)
        return TableFacts(
            name=table.name,
            columns=table.columns,
            rows=seen.rows,
            size=seen.size,
            sha256=seen.sha256,
        )

    def add_file(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file as it is."""
        with self._zip.open(name, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)

    def add_manifest(self, facts: Manifest) -> None:
        """Write what the backup says of itself."""
        with self._zip.open(MEMBER, "w") as member:
            member.write(wire.to_json(facts).encode())


@contextmanager
def packing(file: BinaryIO) -> Generator[Packing]:
    """Write a backup to `file`; it is one when this has ended."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        yield Packing(archive)


class Backup:
    """A backup that is being read; what its manifest says shows as the tables are read."""

    def __init__(self, file: Path, archive: zipfile.ZipFile, facts: Manifest) -> None:
        self.file = file
        self.manifest = facts
        self._zip = archive
        self.files = {
            member.orig_filename: member.file_size
            for member in archive.infolist()
            if FILE_MEMBER.fullmatch(member.orig_filename)
        }
        """The attachments by name, and their bytes."""

    def lines(self, table: TableFacts) -> Iterator[bytes]:
        """Yield the lines of a table; raises `BackupRefused` where they are not what they were."""
        name = member_of(table.name)
        seen = Sum()
        with _read(self.file, name), self._zip.open(name) as member:
            stream = io.BufferedReader(cast("io.RawIOBase", member), _BUFFER)
            yield from seen.of(_lines(stream))
        if (seen.rows, seen.size, seen.sha256) != (table.rows, table.size, table.sha256):
            raise damaged(self.file, name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield what a file holds, not beyond what it is said to."""
        left = self.files[name]
        with _read(self.file, name), self._zip.open(name) as member:
            while piece := member.read(_BUFFER):
                left -= len(piece)
                if left < 0:
                    raise damaged(self.file, name)
                yield piece


@contextmanager
def opened(file: Path) -> Generator[Backup]:
    """Open a backup and read what it says of itself.

    Raises `BackupRefused` for anything else, and `OSError` where it cannot be opened.
    """
    with file.open("rb") as stream:
        beginning = stream.read(len(_BEGINNING))
        if not _BEGINNING.startswith(beginning):
            raise BackupRefused(BackupFault.NOT_A_BACKUP, str(file))
        try:
            archive = zipfile.ZipFile(stream)
        except (*_WRONG, OSError) as error:
            raise BackupRefused(BackupFault.CUT_SHORT, str(file)) from error
        with archive:
            facts = _manifest(file, archive)
            _check_members(file, archive, facts)
            yield Backup(file, archive, facts)


def damaged(file: Path, detail: str) -> BackupRefused:
    """Return the error for what is not as it was when it was written; `detail` is where."""
    return BackupRefused(BackupFault.DAMAGED, str(file), detail=detail[:_DETAIL])


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    with _read(file, MEMBER):
        try:
            with archive.open(MEMBER) as member:
                text = member.read(_MAX_MANIFEST)
            head = wire.parse_json(Head, text)
        except (KeyError, ValidationError) as error:
            raise BackupRefused(BackupFault.NOT_A_BACKUP, str(file)) from error
        if head.format_version > FORMAT_VERSION:
            raise _newer(file, head)
        facts = wire.parse_json(Manifest, text)
    if facts.schema_version > VERSION:
        raise _newer(file, head)
    if facts.schema_version < _FIRST:
        raise damaged(file, MEMBER)
    return facts


def _newer(file: Path, head: Head) -> BackupRefused:
    needed = head.program_version
    return BackupRefused(BackupFault.NEWER, str(file), needed=needed, found=__version__)


def _check_members(file: Path, archive: zipfile.ZipFile, facts: Manifest) -> None:
    """Refuse what the manifest does not know of, twice the same, and what is packed otherwise."""
    sizes = {member_of(table.name): table.size for table in facts.tables}
    sizes[MEMBER] = archive.getinfo(MEMBER).file_size
    files: dict[str, int] = {}
    for member in archive.infolist():
        name = member.orig_filename
        if FILE_MEMBER.fullmatch(name) and name not in files:
            files[name] = sizes[name] = member.file_size
        is_known = sizes.pop(name, None) == member.file_size
        if not is_known or member.flag_bits & _ENCRYPTED or member.compress_type not in _PACKED:
            raise damaged(file, name)
    for name in sizes:
        raise damaged(file, name)
    if FilesFacts(number=len(files), size=sum(files.values())) != facts.attachments:
        raise damaged(file, MEMBER)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise ValueError("a line without an end")
        yield line


@contextmanager
def _read(file: Path, name: str) -> Generator[None]:
    """Say of the file what may go wrong with a member of it."""
    try:
        yield
    except _WRONG as error:
        raise damaged(file, name) from error
    except OSError as error:
        raise damaged(file, f"{name}: {error.strerror}") from error
