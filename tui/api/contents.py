"""What an attachment holds: sent and read in pieces, and never held as a whole."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from tui.api.errors import Fault, Unavailable
from tui.api.models.attachments import Attachment, FileFacts

PIECE = 1 << 17
"""Bytes that are read at once."""

Pieces = Callable[[], AsyncIterator[bytes]]
"""Begins to read a file; again from its start, where it has to be sent again."""


class Tally:
    """How many bytes went by, and what they add up to."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        """Count a piece."""
        self.size += len(piece)
        self._digest.update(piece)

    @property
    def facts(self) -> FileFacts:
        """What a file of these bytes is."""
        return FileFacts(size=self.size, sha256=self._digest.hexdigest())


@dataclass(frozen=True)
class Download:
    """An attachment that is being read; whoever has it closes it (`contextlib.aclosing`)."""

    attachment: Attachment
    pieces: AsyncIterator[bytes]
    """Raises `Unavailable` where what comes is not what was sent."""
    close: Callable[[], Awaitable[None]]

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.pieces

    async def aclose(self) -> None:
        """Let go of the file, or of the connection."""
        await self.close()


async def whole(
    pieces: AsyncIterator[bytes], attachment: Attachment, otherwise: Fault, place: str
) -> AsyncIterator[bytes]:
    """Let pieces go by; raises `Unavailable` where in the end they are not the attachment."""
    seen = Tally()
    async for piece in pieces:
        seen.add(piece)
        if seen.size > attachment.size:
            break
        yield piece
    if seen.facts != FileFacts(size=attachment.size, sha256=attachment.sha256):
        raise Unavailable(otherwise, place=place)
