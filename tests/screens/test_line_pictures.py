"""What the line to a portal looks like: compared with the pictures of last time.

The line's clock and the person's stand still, and a wait is always as long.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tests.screens.test_pictures import NARROW, WIDE, looks_as_before, nothing
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.line import Line
from tui.i18n import formats
from tui.screens import portal_header
from tui.widgets import state_view
from tui.widgets.countdown import wait_text

READ_AT = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
ZONE = "Europe/Amsterdam"


@pytest.fixture(autouse=True)
def _a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    day, clock = formats.day, formats.clock
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=READ_AT.date()))
    monkeypatch.setattr(formats, "clock", lambda value, _: clock(value, ZONE, now=READ_AT))
    for module in (portal_header, state_view):
        monkeypatch.setattr(module, "wait_text", lambda _: wait_text(102))


def _line() -> Line:
    return Line(lambda: READ_AT)


@pytest.mark.parametrize(
    ("language", "size", "words"),
    [
        ("nl", NARROW, "niet bereikbaar, stand van 14:02"),
        ("en", WIDE, "not reachable, as of 14:02"),
    ],
    ids=["nl-80x24", "en-120x40"],
)
def test_a_line_that_is_broken_looks_as_before(
    snap_compare: Callable[..., bool], language: str, size: tuple[int, int], words: str
) -> None:
    i18n.use(language)
    line, entrance = _line(), FakeEntrance()

    async def broken(_demo: PortalDriver) -> None:
        line.works()
        line.fails(Fault.UNREACHABLE)

    assert looks_as_before(snap_compare, entrance, broken, words, size=size, line=line)


def test_a_wait_that_the_portal_asks_for_looks_as_before(
    snap_compare: Callable[..., bool],
) -> None:
    line, entrance = _line(), FakeEntrance()
    entrance.script.fail("sign_in_as", Unavailable(Fault.BUSY, 3599, "https://portal.example"))
    line.fails(Fault.BUSY, 3599)
    words = ("busy, try again in 1:42 min", "Try again in 1:42 min   r  try at once all the same")
    assert looks_as_before(snap_compare, entrance, nothing, *words, line=line)


def test_what_was_called_off_looks_as_before(snap_compare: Callable[..., bool]) -> None:
    entrance = FakeEntrance()

    async def called_off(demo: PortalDriver) -> None:
        entrance.script.hold("releases.list")
        await demo.press("u")
        await demo.sees("ctrl+c  stop waiting")
        await demo.press("ctrl+c")
        entrance.script.held.clear()

    words = ("You stopped waiting for this.", "r  try again")
    assert looks_as_before(snap_compare, entrance, called_off, *words)
