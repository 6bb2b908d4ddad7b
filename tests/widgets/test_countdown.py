"""Counting down: a tick for each second that is shown, and none when there is nothing to show."""

import asyncio

import pytest

from tests.clock import Loop
from tui import i18n
from tui.widgets.countdown import Countdown, wait_text


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
