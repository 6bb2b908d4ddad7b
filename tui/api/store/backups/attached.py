"""The attachments of a backup: each file once for its organisation, under its own digest.

`attachments/<organisation>/<digest>` has what a row of `attachment` speaks of, so that what was
changed shows by its name.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from tui.api.contents import PIECE, Tally
from tui.api.models.attachments import FileFacts
from tui.api.store.backups.archive import Backup, Packing, damaged
from tui.api.store.backups.manifest import FILE_MEMBER, FilesFacts
from tui.api.store.database import faults
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.schema import attachment
from tui.whole_files import whole_file


@dataclass(frozen=True)
class StoredFile:
    """A file of an organisation, which several messages may have."""

    organisation_id: str
    sha256: str
    size: int

    @property
    def member(self) -> str:
        """Where it is in a backup."""
        return f"attachments/{self.organisation_id}/{self.sha256}"


def pack(connection: Connection, backup: Packing, files: AttachedFiles) -> FilesFacts:
    """Write every file that the store speaks of; raises `Unavailable` where one is not there."""
    number = size = 0
    for each in _named(connection):
        path = files.attached(each.organisation_id, each.sha256)
        with faults.of_files(str(path)), path.open("rb") as file:
            backup.add_file(each.member, iter(lambda file=file: file.read(PIECE), b""))
        number += 1
        size += each.size
    return FilesFacts(number=number, size=size)


def check(backup: Backup) -> None:
    """Read every file; raises `BackupRefused` where one is not what it is called."""
    for name, size in backup.files.items():
        found = FILE_MEMBER.fullmatch(name)
        seen = Tally()
        for piece in backup.pieces(name):
            seen.add(piece)
        if found is None or seen.facts != FileFacts(size=size, sha256=found[2]):
            raise damaged(backup.file, name)


@contextmanager
def unpacking(backup: Backup, files: AttachedFiles) -> Generator[Callable[[Connection], None]]:
    """Give what writes the files that a restored store speaks of; they go if that comes to nothing.

    Raises `BackupRefused` where the backup has not got them.
    """
    with ExitStack() as written:

        def unpack(connection: Connection) -> None:
            for each in _named(connection):
                if backup.files.get(each.member) != each.size:
                    raise damaged(backup.file, each.member)
                path = files.add(each.organisation_id, each.sha256)
                if not path.exists():
                    written.callback(_remove, path, files.root)
                    _write(backup, each, path)

        yield unpack
        written.pop_all()


def _write(backup: Backup, stored: StoredFile, path: Path) -> None:
    with faults.of_files(str(path)), whole_file(path, over=False) as file:
        for piece in backup.pieces(stored.member):
            file.write(piece)


def _named(connection: Connection) -> Iterator[StoredFile]:
    """Yield the files that the store speaks of; an older one does not know of any."""
    if not inspect(connection).has_table(attachment.name):
        return
    columns = (attachment.c.organisation_id, attachment.c.sha256, attachment.c.size)
    found = select(*columns).distinct().order_by(*columns)
    for row in connection.execute(found).all():  # whoever ends early leaves no cursor open
        yield StoredFile(row.organisation_id, row.sha256, row.size)


def _remove(path: Path, root: Path) -> None:
    """Remove a file, and the folders that were made for it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()
        root.rmdir()
