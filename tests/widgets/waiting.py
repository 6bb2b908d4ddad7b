"""Waiting for what a widget does in its own time."""

from collections.abc import Callable
from time import monotonic

from textual.pilot import Pilot


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 3) -> None:
    """Wait until `condition` holds; fails where that takes too long."""
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, "it did not happen in time"
        await pilot.pause()
