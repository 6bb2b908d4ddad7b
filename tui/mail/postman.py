"""Rounds of the outbox: take what is due, write it, carry it, note what became of it.

A piece is noted as sent after the mail server accepted it, so it is sent at least once: whoever is
killed between the two leaves it to be sent again, with the same `Message-ID`. Any number of postmen
go round at once, as each piece is taken by one.
"""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.errors import MessageError

from tui.api.errors import Unavailable
from tui.api.outbox import Outbox, Piece
from tui.mail.carrier import Carrier, Login, NotCarried, Refused, Unreachable
from tui.mail.settings import MailSettings
from tui.mail.writing import message

CARRIERS = 4
"""Lines to the mail server at once: a receiver whose server is slow holds up one of them."""

EVERY_SECONDS = 10.0
"""From one round to the next, which asks the store one question where nothing is due."""

LONGEST_PAUSE_SECONDS = 300.0
"""The same while the mail server does not answer, after which nobody has been asking for long."""

GRACE_SECONDS = 5.0
"""For what is being carried as the server stops; after that it is sent again later."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)

_UNWRITABLE = (ValueError, TypeError, LookupError, AttributeError, MessageError)
"""How Python's writer of headers fails on what it does not expect: it holds up no other letter."""

_log = logging.getLogger(__name__)


@dataclass
class Round:
    """What came of a round; `trouble` is why it ended early: mail server or outbox."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    later: int = 0
    trouble: Unreachable | Unavailable | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many letters there were of each fate."""
        return {
            "sent": self.sent,
            "dropped": self.dropped,
            "failed": self.failed,
            "later": self.later,
        }


def wait_after(tries: int, chance: float) -> timedelta:
    """Return how long a piece waits that was tried so often: doubled each time, and scattered."""
    longest = min(_FIRST_WAIT * 2 ** min(tries, 20), _LONGEST_WAIT)
    return longest * (0.5 + chance / 2)


class Postman:
    """Goes round until told to stop."""

    def __init__(
        self,
        outbox: Outbox,
        settings: MailSettings,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox = outbox
        self._settings = settings
        self._chance = chance
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take nothing more, and end when what is being carried has arrived."""
        self._stopping.set()

    async def run(self) -> None:
        """Go round until stopped, more seldom while nothing can be sent."""
        pause = EVERY_SECONDS
        while not self._stopping.is_set():
            try:
                done = await self.go_round()
            except Unavailable as error:
                done = Round(trouble=error)
            if done != Round():
                told = {**done.counts, "trouble": done.trouble is not None}
                _log.info("mail", extra={"told": told})
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS) if done.trouble else EVERY_SECONDS
            await self._rest(pause * (0.5 + self._chance() / 2))

    async def go_round(self) -> Round:
        """Send all that is due; raises `Unavailable` where the outbox cannot be read at all."""
        done = Round()
        first = await self._outbox.take()
        if first is not None:
            login = Login(self._settings)
            async with asyncio.TaskGroup() as walks:
                for piece in (first, *([None] * (CARRIERS - 1))):
                    walks.create_task(self._walk(done, login, piece))
        return done

    async def _walk(self, done: Round, login: Login, piece: Piece | None) -> None:
        async with Carrier(self._settings, login) as carrier:
            try:
                piece = piece or await self._outbox.take()
                while piece is not None:
                    await self._deliver(carrier, piece, done)
                    if done.trouble or self._stopping.is_set():
                        return
                    piece = await self._outbox.take()
            except Unavailable as error:  # what was taken comes back by itself
                done.trouble = error

    async def _deliver(self, carrier: Carrier, piece: Piece, done: Round) -> None:
        letter = await self._outbox.letter(piece)
        if letter is None:
            done.dropped += 1
            return
        try:
            await carrier.carry(message(letter, self._settings), letter.address)
        except Refused as error:
            await self._outbox.failed(piece, str(error))
            done.failed += 1
        except NotCarried as error:
            await self._put_back(piece, str(error), done)
            if isinstance(error, Unreachable):
                done.trouble = error
        except _UNWRITABLE as error:
            _log.exception("letter")
            await self._put_back(piece, type(error).__name__, done)
        else:
            await self._outbox.sent(piece)
            done.sent += 1

    async def _put_back(self, piece: Piece, reason: str, done: Round) -> None:
        wait = wait_after(piece.tries - 1, self._chance())
        await self._outbox.later(piece, wait, reason)
        done.later += 1

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()


@asynccontextmanager
async def on_rounds(outbox: Outbox, settings: MailSettings) -> AsyncGenerator[None]:
    """Let a postman go round as long as this lasts."""
    postman = Postman(outbox, settings)
    walking = asyncio.create_task(postman.run())
    try:
        yield
    finally:
        postman.stop()
        await asyncio.wait({walking}, timeout=GRACE_SECONDS)
        walking.cancel()
        await asyncio.gather(walking, return_exceptions=True)
