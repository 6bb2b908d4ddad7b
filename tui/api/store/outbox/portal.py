"""The verbs of the outbox, for whoever carries the mail."""

from datetime import timedelta

from tui.api.outbox import Dropped, Letter, Outcome, Piece, Posted
from tui.api.store.outbox import letters, taking
from tui.api.store.session.desk import Desk


class StoreOutbox:
    """The mail that waits in a store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self) -> Piece | None:
        """Take the piece that is due longest."""
        if not await self._desk.read(taking.is_any_due, self._desk.clock()):
            return None
        return await self._desk.write(taking.take, self._desk.clock())

    async def letter(self, piece: Piece) -> Letter | None:
        """Return what a piece says, or drop it."""
        found = await self._desk.read(letters.read, piece, self._desk.clock())
        if isinstance(found, Dropped):
            await self._desk.write(taking.end, piece, Outcome.DROPPED, found.value)
            return None
        return found

    async def sent(self, piece: Piece) -> None:
        """Note that a piece was accepted."""
        await self._desk.write(taking.end, piece, Outcome.SENT)

    async def failed(self, piece: Piece, reason: str) -> None:
        """Note that a piece is refused for good."""
        await self._desk.write(taking.end, piece, Outcome.FAILED, reason)

    async def later(self, piece: Piece, wait: timedelta, reason: str) -> None:
        """Put a piece back for a while."""
        await self._desk.write(taking.put_back, piece, wait, reason, self._desk.clock())

    async def list(self) -> tuple[Posted, ...]:
        """Return the newest pieces."""
        return await self._desk.read(taking.listed)
