"""Noticing that nothing has moved for a moment."""

import asyncio
from collections.abc import Callable

REST = 0.12
"""Seconds after which a cursor that stays where it is counts as resting."""

PATIENCE = 0.3
"""Seconds for which a wait or trouble is not worth a word, as most are over by then: a word that is
gone at once only flickers."""


class Rest:
    """Calls `then` once, `seconds` after the last `begin`, without a task of its own."""

    def __init__(self, then: Callable[[], None], seconds: float = REST) -> None:
        self._then = then
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether `then` is still to be called."""
        return self._timer is not None

    def begin(self) -> None:
        """Count from now."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._over)

    def stop(self) -> None:
        """Do not call."""
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _over(self) -> None:
        self._timer = None
        self._then()
