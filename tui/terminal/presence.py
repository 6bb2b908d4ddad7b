"""Whether somebody sits at the terminal: how long ago the last key was pressed."""

from collections.abc import Callable
from time import monotonic


class Presence:
    """Remembers the last sign of somebody; the start of the program is one."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._at = clock()

    def stir(self) -> None:
        """A key was pressed, or something pasted."""
        self._at = self._clock()

    @property
    def idle(self) -> float:
        """The seconds since then."""
        return self._clock() - self._at
