"""The files that were sent, beside the database; what they are called stands in no name here.

Under the root are `uploads/<whose>/<id>`, for files that no message names yet, and
`<organisation>/<digest>` for attachments: the same file is kept once for an organisation, and never
looked for at another's, which nobody may learn of. Nothing takes an attachment away again; what
was left by a transaction that failed goes when its upload has waited too long.
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tui.api.contents import PIECE, Download, Pieces, Tally, whole
from tui.api.errors import Fault, FieldError, Invalid, Unavailable
from tui.api.models.attachments import Attachment, FileFacts
from tui.api.store.database import faults
from tui.whole_files import sync_folder

_DRAFT = ".draft-"
_VENDOR = "vendor"
"""Whose the uploads of the vendor's people are; every other name here is an id."""

MARGIN = timedelta(hours=1)
"""By which a file may be older than the record of it."""


class AttachedFiles:
    """The folder of a store's files; `root` is None where nobody said which that is."""

    def __init__(self, root: Path | None, place: str) -> None:
        self._root = root
        self._place = place

    @property
    def root(self) -> Path:
        """The folder; raises `Unavailable` where there is none."""
        if self._root is None:
            raise Unavailable(Fault.NO_FOLDER, place=self._place)
        return self._root

    @asynccontextmanager
    async def received(self, scope: str, facts: FileFacts, pieces: Pieces) -> AsyncGenerator[Path]:
        """Write what comes to a file that is gone in the end, unless `put` gave it its name.

        Raises `Invalid` as soon as it is not what `facts` says.
        """
        draft = await asyncio.to_thread(self._draft, scope)
        try:
            with self._told(), draft.open("wb", buffering=1 << 20) as file:
                await _write(file, facts, pieces())
            yield draft
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def put(self, draft: Path, scope: str, upload_id: str) -> None:
        """Give a received file its name, so that it is there after a loss of power."""
        with self._told():
            draft.replace(self._upload(scope, upload_id))
            sync_folder(draft.parent)

    def attach(self, scope: str, upload_id: str, organisation_id: str, sha256: str) -> None:
        """Make an upload an attachment of an organisation.

        Where the transaction fails in which this happens, it is found here the next time, or
        else let go of.
        """
        attached = self.attached(organisation_id, sha256)
        with self._told():
            if not attached.exists():
                _make(attached.parent)
                self._upload(scope, upload_id).replace(attached)
                sync_folder(attached.parent)
            self._upload(scope, upload_id).unlink(missing_ok=True)

    def drop(self, scope: str, upload_ids: Iterable[str], before: datetime) -> None:
        """Take uploads away, and what nobody knows of any more, from well before a moment."""
        left = (before - MARGIN).timestamp()
        with suppress(OSError):
            for file in self._uploads(scope).iterdir():
                if file.stat().st_mtime < left:
                    file.unlink()
        with self._told():
            for upload_id in upload_ids:
                self._upload(scope, upload_id).unlink(missing_ok=True)

    def holders(self, sha256: str) -> list[str]:
        """Return the organisations that have this file among their attachments."""
        return [path.parent.name for path in self.root.glob(f"*/{sha256}")]

    def let_go(self, organisation_id: str, sha256: str) -> None:
        """Take away what no message of an organisation names."""
        with self._told():
            self.attached(organisation_id, sha256).unlink(missing_ok=True)

    def attached(self, organisation_id: str, sha256: str) -> Path:
        """Return where an attachment is."""
        return self.root / organisation_id / sha256

    def add(self, organisation_id: str, sha256: str) -> Path:
        """Return where an attachment is to be, in a folder that is there."""
        path = self.attached(organisation_id, sha256)
        with self._told():
            _make(path.parent)
        return path

    async def download(self, organisation_id: str, attachment: Attachment) -> Download:
        """Begin to read an attachment; raises `Unavailable` where it is not there any more."""
        path = self.attached(organisation_id, attachment.sha256)
        with self._told():
            file = await asyncio.to_thread(path.open, "rb")

        async def close() -> None:
            await asyncio.to_thread(file.close)

        read = whole(self._read(file), attachment, Fault.CORRUPT, str(path))
        return Download(attachment, read, close)

    async def _read(self, file: BinaryIO) -> AsyncIterator[bytes]:
        with self._told():
            while piece := await asyncio.to_thread(file.read, PIECE):
                yield piece

    def _draft(self, scope: str) -> Path:
        folder = self._uploads(scope)
        with self._told():
            _make(folder)
            descriptor, name = tempfile.mkstemp(prefix=_DRAFT, dir=folder)
            os.close(descriptor)
        return Path(name)

    def _uploads(self, scope: str) -> Path:
        return self.root / "uploads" / (scope or _VENDOR)

    def _upload(self, scope: str, upload_id: str) -> Path:
        return self._uploads(scope) / upload_id

    def _told(self) -> AbstractContextManager[None]:
        return faults.of_files(str(self._root))


async def _write(file: BinaryIO, facts: FileFacts, pieces: AsyncIterator[bytes]) -> None:
    seen = Tally()
    async for piece in pieces:
        seen.add(piece)
        if seen.size > facts.size:
            break
        await asyncio.to_thread(file.write, piece)
    if seen.facts != facts:
        raise Invalid((FieldError("content", "other_content"),))
    await asyncio.to_thread(_sync, file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _make(folder: Path) -> None:
    """Make a folder for its owner alone, so that it is there after a loss of power."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        sync_folder(each.parent)
