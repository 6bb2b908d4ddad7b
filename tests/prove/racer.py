"""One of several processes that work in one store at the same time.

    python -m tests.prove.racer NUMBER [SECONDS]

The store comes in the first line of the standard input, and each further line `go` is a duel: both
processes publish the same version, and say what came of it. Until the input ends they also mark,
publish and sign in, all at once; at the end they say what was acknowledged. SECONDS is how long a
transaction waits for the others on SQLite.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from enum import Enum
from itertools import count
from typing import TypeVar

from tests.contract.world import PASSWORD, PEOPLE
from tests.prove.soak import Store, say
from tests.prove.story import Hands, Mark, Publish, fresh
from tui.api.errors import Fault, Invalid, Reason, Unauthenticated, Unavailable
from tui.api.models.publishing import (
    NotePublish,
    NoteText,
    Published,
    ReleaseDocument,
    ReleasePublish,
)
from tui.api.models.sign_in import SignIn
from tui.api.models.wire import parse_json
from tui.api.portal import Entrance, SignedIn
from tui.api.store import database
from tui.secret import Secret

T = TypeVar("T")

DUEL = "Duel"
SIGNS_IN = ("none", "other_employee")
"""Who signs in, by the number of the process."""


@dataclass
class Done:
    """What the store acknowledged."""

    marks: int = 0
    read: bool = False
    """How the note of this process was marked at last."""
    published: int = 0
    sign_ins: int = 0
    busy: int = 0
    """How often the store said that it is busy; the same was then asked again."""

    slowed_down: int = 0
    """How often a sign-in had to wait, because others before it met a busy store."""

    @property
    def writes(self) -> int:
        """All of them."""
        return self.marks + self.published + self.sign_ins


@dataclass
class Racer:
    """One process, with all its hands at work."""

    number: int
    entrance: Entrance
    hands: Hands
    done: Done = field(default_factory=Done)
    over: bool = False

    async def run(self) -> None:
        """Work until there is no further duel."""
        await asyncio.gather(self.duel(), self.mark(), self.publish(), self.sign_in())

    async def duel(self) -> None:
        """Publish what the other process publishes at the same moment."""
        for number in count():
            if not await asyncio.to_thread(sys.stdin.readline):
                break
            deed = contested(number, self.number)
            try:
                answer = await self._patiently(lambda deed=deed: self.hands.do(deed))
                say("added" if parse_json(Published, answer).added else "unchanged")
            except Invalid as error:
                say(*(each.code for each in error.fields))
        self.over = True

    async def mark(self) -> None:
        """Mark a note of one's own read and unread."""
        while not self.over:
            read = not self.done.read
            await self._patiently(lambda read=read: self.hands.do(Mark((self.number,), read)))
            self.done.read = read
            self.done.marks += 1

    async def publish(self) -> None:
        """Publish files that nobody else has."""
        for deed in fresh(self.number):
            if self.over:
                break
            answer = await self._patiently(lambda deed=deed: self.hands.do(deed))
            assert parse_json(Published, answer).added == 2, answer
            self.done.published += 1

    async def sign_in(self) -> None:
        """Sign in and out again."""
        email = PEOPLE[SIGNS_IN[self.number]].email
        attempt = SignIn(email=email, password=Secret(PASSWORD))
        while not self.over:
            try:
                signed_in = await self._patiently(lambda: self.entrance.sign_in(attempt))
            except Unauthenticated as error:
                # An attempt that the store was too busy to finish counts as a failed one.
                if error.reason is not Reason.SLOWED_DOWN or not self.done.busy:
                    raise
                self.done.slowed_down += 1
                await asyncio.sleep(min(error.retry_after or 0, 0.2))
                continue
            assert isinstance(signed_in, SignedIn)
            await self._patiently(signed_in.portal.session.sign_out)
            self.done.sign_ins += 1

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        answer, refusals = await patiently(ask)
        self.done.busy += refusals
        return answer


async def patiently(ask: Callable[[], Awaitable[T]]) -> tuple[T, int]:
    """Ask until the store is not busy; returns how often it was, too. Other errors go through."""
    for refusals in count():
        try:
            return await ask(), refusals
        except Unavailable as error:
            if error.fault is not Fault.BUSY:
                raise
    raise AssertionError


class Contest(Enum):
    """What two processes publish as the same version at the same moment."""

    OTHER_FILES = 0
    THE_SAME_FILE = 1
    THE_SAME_KEY = 2
    """The same file, sent twice."""

    @classmethod
    def of(cls, number: int) -> "Contest":
        """Return what the duel with this number is about."""
        return cls(number % len(cls))


def contested(number: int, racer: int) -> Publish:
    """Return what a process publishes in a duel; the title of the note is the source."""
    contest = Contest.of(number)
    source = f"{racer}" if contest is Contest.OTHER_FILES else "both"
    note = NotePublish(anchor="a", texts=(NoteText(language="nl", title=source),))
    release = ReleasePublish(product=DUEL, version=f"{number}", notes=(note,))
    key = f"duel {number}" if contest is Contest.THE_SAME_KEY else f"duel {number} of {racer}"
    return Publish(ReleaseDocument(source=source, releases=(release,)), key)


async def _begin(number: int, store: Store) -> Racer:
    entrance = await store.enter()
    return Racer(number, entrance, await Hands.at(entrance, store))


async def _race(number: int, store: Store) -> None:
    racer, _ = await patiently(lambda: _begin(number, store))
    say("ready")
    await racer.run()
    await racer.entrance.close()
    say(json.dumps(asdict(racer.done)))


if __name__ == "__main__":
    number, *patience = sys.argv[1:]
    if patience:
        database.BUSY_SECONDS = float(patience[0])
    asyncio.run(_race(int(number), Store.from_json(sys.stdin.readline())))
