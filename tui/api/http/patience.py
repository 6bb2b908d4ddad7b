"""When to try again, and how long to wait before."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tui.api.errors import Fault, Unavailable
from tui.api.http.failures import NeverSent
from tui.api.line import Line

T = TypeVar("T")

REPEATS = 3
FIRST_PAUSE = 0.2
LONGEST_WAIT = 20.0
"""Seconds that a portal may ask to wait, all in all, before the person is told instead."""

_PASSING = {Fault.BUSY, Fault.UNREACHABLE, Fault.CUT_OFF, Fault.TIMED_OUT}


@dataclass(frozen=True)
class Patience:
    """How one waits: the sleeper and the dice, for tests to take other ones."""

    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    dice: Callable[[], float] = random.random
    """Between 0 and 1: people who failed at the same moment do not come back at the same moment."""

    async def run(self, attempt: Callable[[], Awaitable[T]], line: Line, *, may_repeat: bool) -> T:
        """Try, at most three times again where that does no harm; raises what came of the last."""
        asked = 0.0
        for number in range(REPEATS):
            try:
                return await attempt()
            except Unavailable as error:
                if error.fault not in _PASSING or not (may_repeat or isinstance(error, NeverSent)):
                    raise
                wait = error.retry_after or 0.0
                asked += wait
                if asked > LONGEST_WAIT:
                    raise
                pause = FIRST_PAUSE * 2**number * (0.5 + self.dice() / 2)
                with line.waiting():
                    await self.sleep(wait + pause)
        return await attempt()
