"""Counting down to a moment, once a second, and not at all when it has come."""

import asyncio
from collections.abc import Callable
from math import ceil

from tui import i18n

SHORTEST = 0.05
"""Seconds between two ticks, where a clock is a trifle early."""


class Countdown:
    """Calls `tick` each time that there is another number of seconds to show, until there is none.

    Moments are those of the loop's clock, which is `time.monotonic`.
    """

    def __init__(self, tick: Callable[[], object]) -> None:
        self._tick = tick
        self._until: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def left(self) -> int:
        """The seconds that are left."""
        if self._until is None:
            return 0
        return max(0, ceil(self._until - asyncio.get_running_loop().time()))

    @property
    def is_counting(self) -> bool:
        """Whether there is a tick to come."""
        return self._timer is not None

    def begin(self, until: float | None) -> None:
        """Count down to this moment; None is none."""
        self.stop()
        self._until = until
        self._go_on()

    def stop(self) -> None:
        """Count no more."""
        if self._timer:
            self._timer.cancel()
        self._timer = self._until = None

    def _go_on(self) -> None:
        self._timer = None
        if self._until is not None and self.left:
            loop = asyncio.get_running_loop()
            next_tick = self._until - self.left + 1
            self._timer = loop.call_later(max(SHORTEST, next_tick - loop.time()), self._on_tick)

    def _on_tick(self) -> None:
        self._go_on()
        self._tick()


def wait_text(seconds: int) -> str:
    """Return how long one waits: `40 s`, or `2:05 min`."""
    if seconds < 60:
        return i18n.t("wait.seconds", seconds=seconds)
    return i18n.t("wait.minutes", minutes=seconds // 60, seconds=f"{seconds % 60:02}")
