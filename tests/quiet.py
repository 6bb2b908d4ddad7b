"""When an app in a test has come to rest, asked of its event loop.

Textual's pilot sleeps 20 ms at a time until the process used little of them. This is the same
moment without the sleep, and it is the same one on a busy machine.
"""

import asyncio

SOON = 1 / 50
"""Seconds: what is due within them belongs to what is going on, as a redraw or a debounce."""

ROUNDS = 3
"""Rounds of the loop with nothing to run: one may only bring what the next one runs."""


async def rest(min_sleep: float = 0, max_sleep: float = 1, *, soon: float = SOON) -> None:
    """Wait until nothing is to run now or within `soon` seconds, for `max_sleep` at most.

    Stands in for `textual._wait.wait_for_idle` and is called like it.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    quiet = 0
    while quiet < ROUNDS and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif (wait := _next(loop)) <= soon:
            await asyncio.sleep(max(wait, 0))
            quiet = 0
        else:
            quiet += 1


def _next(loop: asyncio.AbstractEventLoop) -> float:
    """Give the seconds until the loop's next timer."""
    now = loop.time()
    return min(
        (timer.when() - now for timer in loop._scheduled if not timer.cancelled()), default=1.0
    )  # type: ignore[attr-defined]
