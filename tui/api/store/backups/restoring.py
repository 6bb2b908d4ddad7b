"""A backup is restored, into an empty database and in the transaction that is given.

The tables are made as they were when the backup was made, filled, and read back to be compared
with it; only then the schema is brought to the newest version.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DataError, IntegrityError

from tui.api.administration import BackupFault, BackupRefused, Stage, Told
from tui.api.store import migrations, versions
from tui.api.store.backups import attached, indexing, rows
from tui.api.store.backups.archive import Backup, damaged
from tui.api.store.backups.counting import Progress, Sum
from tui.api.store.backups.manifest import MEMBER, TableFacts, member_of
from tui.api.store.backups.tables import StoredTable, kept
from tui.api.store.schema import VERSION

_ROWS = 500
_BYTES = 4 << 20
"""What is inserted at once has about so many rows or bytes."""


def check(backup: Backup, told: Told) -> None:
    """Read all of a backup; raises `BackupRefused` where it is not as it was made."""
    progress = Progress(told, Stage.READING, backup.manifest.rows)
    for facts in backup.manifest.tables:
        for _ in progress.of(backup.lines(facts)):
            pass
    attached.check(backup)


def check_room(backup: Backup, place: Path) -> None:
    """Refuse what certainly takes more than there is room for where the store is to be."""
    folder = next(folder for folder in place.parents if folder.exists())
    free = shutil.disk_usage(folder).free
    if backup.manifest.size > free:
        needed, found = (str(size // 1_000_000) for size in (backup.manifest.size, free))
        file = str(backup.file)
        raise BackupRefused(
            BackupFault.NO_ROOM, file, detail=str(folder), needed=needed, found=found
        )


def fill(connection: Connection, backup: Backup, told: Told) -> None:
    """Make the tables and fill them; raises `BackupRefused` for what does not fit or compare."""
    migrations.upgrade(connection, backup.manifest.schema_version)
    tables = [*_matched(connection, backup)]
    restoring = Progress(told, Stage.RESTORING, backup.manifest.rows)
    for table, facts in tables:
        _insert(connection, backup, table, restoring.of(backup.lines(facts)))
    comparing = Progress(told, Stage.COMPARING, backup.manifest.rows)
    for table, facts in tables:
        found = Sum()
        for _ in found.of(comparing.of(rows.lines(connection, table))):
            pass
        if found.sha256 != facts.sha256:
            raise damaged(backup.file, member_of(table.name))
    if backup.manifest.schema_version < VERSION:
        versions.upgrade(connection)
    indexing.index(connection, told)


def _matched(connection: Connection, backup: Backup) -> Iterator[tuple[StoredTable, TableFacts]]:
    """Yield each table with what the backup has of it; both must have the same columns."""
    left = {facts.name: facts for facts in backup.manifest.tables}
    for table in kept(connection):
        facts = left.pop(table.name, None)
        if facts is None or facts.columns != table.columns:
            raise damaged(backup.file, f"{MEMBER}: {table.name}")
        yield table, facts
    for name in left:
        raise damaged(backup.file, f"{MEMBER}: {name}")


def _insert(
    connection: Connection, backup: Backup, table: StoredTable, lines: Iterator[bytes]
) -> None:
    statement = insert(table.clause)
    some: list[dict[str, object]] = []
    size = 0
    try:
        for line in lines:
            some.append(rows.values(line, table.columns))
            size += len(line)
            if len(some) == _ROWS or size > _BYTES:
                connection.execute(statement, some)
                some, size = [], 0
        if some:
            connection.execute(statement, some)
    except (ValueError, IntegrityError, DataError) as error:
        raise damaged(backup.file, member_of(table.name)) from error
