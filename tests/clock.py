"""A loop whose time goes on when a test says so: for what waits by timers."""

from collections.abc import Callable


class Loop:
    """A loop whose time goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, then: Callable[[], None]) -> "Timer":
        self.timers.append((self.now + delay, then))
        return Timer(self, self.timers[-1])

    def go_on(self, seconds: float) -> None:
        end = self.now + seconds
        while self.timers and min(moment for moment, _ in self.timers) <= end:
            first = min(self.timers, key=lambda timer: timer[0])
            self.timers.remove(first)
            self.now = first[0]
            first[1]()
        self.now = end


class Timer:
    """What a loop gives for what it is to call."""

    def __init__(self, loop: Loop, timer: tuple[float, Callable[[], None]]) -> None:
        self._loop = loop
        self._timer = timer

    def cancel(self) -> None:
        if self._timer in self._loop.timers:
            self._loop.timers.remove(self._timer)
