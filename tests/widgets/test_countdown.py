"""Counting down: a tick for each second that is shown, and none when there is nothing to show."""

import asyncio
from collections.abc import Callable

import pytest

from tui import i18n
from tui.widgets.countdown import Countdown, wait_text


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


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    made = Loop()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: made)
    return made


def _counting(loop: Loop, seconds: float) -> tuple[Countdown, list[int]]:
    shown: list[int] = []
    countdown = Countdown(lambda: shown.append(countdown.left))
    countdown.begin(loop.now + seconds)
    return countdown, shown


def test_every_second_is_shown_once(loop: Loop) -> None:
    countdown, shown = _counting(loop, 3.4)
    assert countdown.left == 4
    loop.go_on(60)
    assert shown == [3, 2, 1, 0]
    assert (countdown.left, countdown.is_counting, loop.timers) == (0, False, [])


@pytest.mark.parametrize("seconds", [0.0, -5.0])
def test_a_moment_that_is_over_is_not_counted_to(loop: Loop, seconds: float) -> None:
    countdown, shown = _counting(loop, seconds)
    loop.go_on(60)
    assert (countdown.left, shown, countdown.is_counting) == (0, [], False)


def test_one_that_is_stopped_ticks_no_more(loop: Loop) -> None:
    countdown, shown = _counting(loop, 10)
    loop.go_on(2.5)
    countdown.stop()
    loop.go_on(60)
    assert (shown, countdown.left, loop.timers) == ([9, 8], 0, [])


def test_one_that_begins_anew_forgets_the_moment_before(loop: Loop) -> None:
    countdown, shown = _counting(loop, 10)
    countdown.begin(loop.now + 2)
    loop.go_on(60)
    assert shown == [1, 0]
    countdown.begin(None)
    assert loop.timers == []


def test_a_wait_is_told_in_seconds_or_in_minutes() -> None:
    for language, words in (("en", ["1 s", "59 s", "1:00 min", "60:00 min"]), ("nl", ["1 s"])):
        i18n.use(language)
        for seconds, text in zip((1, 59, 60, 3600), words, strict=False):
            assert wait_text(seconds) == text
