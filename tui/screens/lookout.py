"""When to look whether something is new: often while somebody is there, seldom when nobody is.

Looking is asking the portal one small question. It begins when told to, there is one question at a
time, and where it fails it is asked more and more seldom, and never before a portal wants it.
"""

import asyncio
import random
from collections.abc import Callable

from tui.terminal.presence import Presence

EVERY = 30.0
"""Seconds from one answer to the next question."""

SELDOM = 300.0
"""The same where nobody has been there for long, or nothing is answered."""

LEFT = 120.0
"""Seconds without a key after which questions become more seldom: a quarter of that time apart."""

SCATTER = 0.2
"""The part by which a wait is shortened at random, so that not all programs ask at once."""


def pause(idle: float, failures: int) -> float:
    """Return how long to wait before the next question."""
    wanted = EVERY * 2**failures if failures else EVERY
    if idle > LEFT:
        wanted = max(wanted, idle / 4)
    return min(wanted, SELDOM)


class Lookout:
    """Calls `look` when it is time; whoever looked says by `answered` or `failed` how it went.

    A terminal that is stopped stops its clocks as well: nothing is asked until it goes on.
    """

    def __init__(
        self,
        look: Callable[[], object],
        presence: Presence,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._look = look
        self._presence = presence
        self._chance = chance
        self._failures = 0
        self._ticks = 0
        self._not_before = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._is_looking = False

    @property
    def is_begun(self) -> bool:
        """Whether it goes on by itself."""
        return self._is_looking or self._timer is not None

    def begin(self) -> None:
        """Look from now on."""
        if not self.is_begun:
            self.answered()

    def answered(self) -> None:
        """The question was answered."""
        self._failures = 0
        self._wait(0.0)

    def failed(self, retry_after: float | None = None) -> None:
        """It was not; the portal may have said how long to wait at least."""
        self._failures += 1
        self._wait(retry_after or 0.0)

    def stop(self) -> None:
        """Look no more."""
        self._is_looking = False
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _wait(self, at_least: float) -> None:
        self.stop()
        self._ticks = 0
        self._not_before = asyncio.get_running_loop().time() + at_least
        self._tick()

    def _tick(self) -> None:
        seconds = EVERY * (1 - SCATTER * self._chance())
        self._timer = asyncio.get_running_loop().call_later(seconds, self._ticked)

    def _ticked(self) -> None:
        """Look, or wait on: who comes back meanwhile is not to wait for as long as nobody was."""
        self._timer = None
        self._ticks += 1
        is_time = self._ticks * EVERY >= pause(self._presence.idle, self._failures)
        if is_time and asyncio.get_running_loop().time() >= self._not_before:
            self._is_looking = True
            self._look()
        else:
            self._tick()
