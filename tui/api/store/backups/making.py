"""A backup is made: every table, as one transaction sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import Connection, select

from tui import __version__
from tui.api.administration import BackupFacts, Stage, Told
from tui.api.errors import Fault, Unavailable
from tui.api.store import versions
from tui.api.store.backups import archive, attached, rows
from tui.api.store.backups.counting import Progress
from tui.api.store.backups.manifest import Manifest
from tui.api.store.backups.tables import StoredTable, kept
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.schema import portal


@dataclass(frozen=True)
class Origin:
    """The engine that a store is on, with its version, and the store's place."""

    engine: str
    place: str


def make(
    connection: Connection,
    file: BinaryIO,
    origin: Origin,
    files: AttachedFiles,
    *,
    now: datetime,
    told: Told,
) -> BackupFacts:
    """Write what the transaction of `connection` sees, and the files that it speaks of.

    Raises `Unavailable`: corrupt for a value that its column cannot have, and for a file that is
    not there.
    """
    progress = Progress(told, Stage.WRITING)
    with archive.packing(file) as backup:
        facts = Manifest(
            program_version=__version__,
            made_at=now,
            schema_version=versions.of(connection),
            engine=origin.engine,
            portal_name=connection.scalars(select(portal.c.name)).one(),
            tables=tuple(
                backup.add(table, progress.of(_lines(connection, table, origin.place)))
                for table in kept(connection)
            ),
            attachments=attached.pack(connection, backup, files),
        )
        backup.add_manifest(facts)
    return facts.told


def _lines(connection: Connection, table: StoredTable, place: str) -> Iterator[bytes]:
    try:
        yield from rows.lines(connection, table)
    except ValueError as error:
        raise Unavailable(Fault.CORRUPT, place=place, detail=f"{table.name}: {error}") from error
