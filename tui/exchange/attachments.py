"""Files of this machine that go with a message: looked at first, and sent as they were then."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from tui.api.cleaning import clean_file_name
from tui.api.contents import PIECE, Download, Tally
from tui.api.ids import new_id
from tui.api.models.attachments import (
    LARGEST,
    AttachmentNew,
    FileFacts,
    UploadNew,
    content_type_of,
)
from tui.api.models.text import FILE_NAME_LENGTH
from tui.exchange import disk
from tui.exchange.files import FileRefused
from tui.whole_files import NewFile

Went = Callable[[int], object]
"""Hears how many bytes of a file went by, from 0 where it is begun anew."""


@dataclass(frozen=True)
class FileToSend:
    """A file, and what it was when it was looked at; `id` stays as often as it is sent."""

    path: Path
    id: str
    facts: FileFacts

    @property
    def new(self) -> UploadNew:
        """What is announced of it."""
        return UploadNew(id=self.id, size=self.facts.size, sha256=self.facts.sha256)

    @property
    def attachment(self) -> AttachmentNew:
        """What a message names it by: its own name, without its folders."""
        name = shortened(clean_file_name(self.path.name))
        return AttachmentNew(id=self.id, name=name, content_type=content_type_of(name))

    async def pieces(self, went: Went = lambda _: None) -> AsyncGenerator[bytes]:
        """Read it; raises `FileRefused` before the end of what is not any more what it was."""
        seen, last = Tally(), b""
        went(0)
        async with aclosing(_read(self.path)) as read:
            async for piece in read:
                seen.add(piece)
                if seen.size > self.facts.size:
                    raise FileRefused("changed")
                if last:
                    yield last
                last = piece
                went(seen.size)
        if seen.facts != self.facts:
            raise FileRefused("changed")
        yield last


def look(path: Path, id_: str = "") -> FileToSend:
    """Return a file that can be sent, after reading it; raises `FileRefused`."""
    with disk.reading():
        is_folder = path.is_dir()
    if is_folder:
        raise FileRefused("folder")
    seen = Tally()
    with disk.open_regular(path, LARGEST) as file, disk.reading():
        while piece := file.read(PIECE):
            seen.add(piece)
            if seen.size > LARGEST:  # it grows
                raise FileRefused("too_large", limit=LARGEST // 2**20)
    if not seen.size:
        raise FileRefused("empty")
    return FileToSend(path, id_ or new_id(), seen.facts)


async def save(download: Download, path: Path, went: Went = lambda _: None) -> Path:
    """Write what is downloaded to a new file; returns which: that name, or one with a number.

    Nothing is written over another file, and none is there before it is whole. Raises `OSError`,
    naming the file, and what reading the download raises.
    """
    size = 0
    async with aclosing(download):
        file = await asyncio.to_thread(NewFile, path)
        try:
            async for piece in download:
                await asyncio.to_thread(file.write, piece)
                size += len(piece)
                went(size)
            return await asyncio.to_thread(file.keep)
        finally:
            file.drop()


def shortened(name: str) -> str:
    """Return a name that is not too long, with its end: that says what it is."""
    if len(name) <= FILE_NAME_LENGTH:
        return name
    end = Path(name).suffix[:20]
    return name[: FILE_NAME_LENGTH - len(end)] + end


async def _read(path: Path) -> AsyncGenerator[bytes]:
    with await asyncio.to_thread(disk.open_regular, path, LARGEST) as file, disk.reading():
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
