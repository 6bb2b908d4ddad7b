"""When it is looked whether something is new: by whether somebody is there, and how it went."""

import asyncio

import pytest

from tests.clock import Loop
from tui.screens import lookout
from tui.screens.lookout import EVERY, LEFT, SCATTER, SELDOM, Lookout, pause
from tui.terminal.presence import Presence


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    made = Loop()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: made)
    return made


class Watch:
    """A lookout that is answered at once, and the moments at which it looked."""

    def __init__(self, loop: Loop, *, chance: float = 0.0, answers: bool = True) -> None:
        self.looks: list[float] = []
        self.presence = Presence(loop.time)
        self.lookout = Lookout(self._look, self.presence, lambda: chance)
        self._loop, self._begun, self._answers = loop, loop.now, answers

    def _look(self) -> None:
        self.looks.append(self._loop.now - self._begun)
        if self._answers:
            self.lookout.answered()


def test_nothing_is_asked_before_it_is_begun(loop: Loop) -> None:
    watch = Watch(loop)
    loop.go_on(10 * SELDOM)
    assert (watch.looks, loop.timers) == ([], [])


def test_while_somebody_is_there_it_looks_every_half_minute(loop: Loop) -> None:
    watch = Watch(loop)
    watch.lookout.begin()
    watch.lookout.begin()
    for _ in range(9):
        watch.presence.stir()
        loop.go_on(20)
    assert watch.looks == [30, 60, 90, 120, 150, 180]


def test_when_nobody_is_there_it_looks_more_and_more_seldom_up_to_a_bound(loop: Loop) -> None:
    watch = Watch(loop)
    watch.lookout.begin()
    loop.go_on(6 * 3600)
    gaps = [after - before for before, after in zip(watch.looks, watch.looks[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert (gaps[0], gaps[-1]) == (EVERY, SELDOM)
    assert len(watch.looks) < 6 * 3600 / SELDOM + 10


def test_who_comes_back_waits_no_longer_than_who_was_there(loop: Loop) -> None:
    watch = Watch(loop)
    watch.lookout.begin()
    loop.go_on(3600 + 7)
    before = len(watch.looks)
    watch.presence.stir()
    loop.go_on(EVERY)
    assert len(watch.looks) == before + 1


def test_one_question_is_on_its_way_at_most(loop: Loop) -> None:
    watch = Watch(loop, answers=False)
    watch.lookout.begin()
    loop.go_on(3600)
    watch.lookout.begin()
    loop.go_on(3600)
    assert watch.looks == [30]
    assert watch.lookout.is_begun


def test_what_fails_is_asked_more_and_more_seldom_until_it_is_answered(loop: Loop) -> None:
    watch = Watch(loop, answers=False)
    watch.lookout.begin()
    for _ in range(8):
        watch.presence.stir()
        loop.go_on(EVERY)
        if len(watch.looks) and watch.lookout._timer is None:
            watch.lookout.failed()
    assert watch.looks == [30, 90, 210]
    watch.lookout.answered()
    loop.go_on(EVERY)
    assert watch.looks[-1] == 270


def test_it_waits_as_long_as_the_portal_asks(loop: Loop) -> None:
    watch = Watch(loop, answers=False)
    watch.lookout.begin()
    loop.go_on(EVERY)
    watch.lookout.failed(100.0)
    for _ in range(20):
        watch.presence.stir()
        loop.go_on(10)
    assert watch.looks == [30, 150]


def test_programs_that_began_together_do_not_ask_together(loop: Loop) -> None:
    first, second = Watch(loop, chance=0.0), Watch(loop, chance=1.0)
    first.lookout.begin()
    second.lookout.begin()
    loop.go_on(EVERY)
    assert (first.looks, second.looks) == ([EVERY], [EVERY * (1 - SCATTER)])


def test_who_stopped_asks_no_more(loop: Loop) -> None:
    watch = Watch(loop)
    watch.lookout.begin()
    watch.lookout.stop()
    loop.go_on(3600)
    assert (watch.looks, loop.timers, watch.lookout.is_begun) == ([], [], False)


def test_a_pause_is_bounded_whatever_happens() -> None:
    assert pause(0, 0) == pause(LEFT, 0) == EVERY
    assert pause(10**9, 0) == pause(0, 50) == lookout.SELDOM
