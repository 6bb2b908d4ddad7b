"""The sheets over a room: their key line tells what acts there, and their lists move alike."""

import pytest

from tests.fake_needs import EVERYTHING
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n

KEYS = {
    "en": {
        "exclamation_mark": "↑↓ move  enter go there  esc close",
        "f": "↑↓ move  enter choose  esc close  ^s keep",
        "0 X": "↑↓ move  X end a session  esc back",
        "0 X X": "enter yes  esc no",
        "enter s": "enter take  esc back",
    },
    "nl": {
        "exclamation_mark": "↑↓ bewegen  enter erheen  esc sluiten",
        "f": "↑↓ bewegen  enter kiezen  esc sluiten  ^s bewaren",
        "0 X": "↑↓ bewegen  X sessie beëindigen  esc terug",
        "0 X X": "enter ja  esc nee",
        "enter s": "enter overnemen  esc terug",
    },
}


@pytest.mark.parametrize(
    ("language", "keys"), [(language, keys) for language in KEYS for keys in KEYS[language]]
)
async def test_the_key_line_of_a_sheet_tells_what_acts_there(language: str, keys: str):
    i18n.use(language)
    entrance = FakeEntrance()
    entrance.needs.waiting = EVERYTHING
    async with portal(entrance) as demo:
        await demo.press(*keys.split())
        assert demo.footer.strip() == KEYS[language][keys]


def cursor_line(demo: PortalDriver) -> str:
    """The line of the sheet that has the cursor."""
    return next(line for line in demo.lines if "▌" in line.lstrip("▌"))


async def test_offers_are_gone_through_by_lines_and_by_screens():
    async with portal() as demo:
        await demo.press("f")
        assert "unread only" in cursor_line(demo)
        await demo.press("down", "down")
        assert "Required by law" in cursor_line(demo)
        await demo.press("up")
        assert "bookmarks only" in cursor_line(demo)
        await demo.press("pagedown", "pagedown", "pagedown")
        assert "Security" in cursor_line(demo)
        await demo.press("pageup", "pageup", "pageup")
        assert "unread only" in cursor_line(demo)
        await demo.press("up")
        assert "Security" in cursor_line(demo)
        await demo.press("down")
        assert "unread only" in cursor_line(demo)


async def test_what_is_typed_narrows_the_offers_and_begins_at_the_first():
    async with portal() as demo:
        await demo.press("f", "down", "down")
        await demo.type("AREA")
        assert "CRM" in cursor_line(demo)
        await demo.type(" hr")
        assert "HRM" in cursor_line(demo)
        assert "CRM" not in "".join(line[10:70] for line in demo.lines[7:10])
        await demo.type("zzz")
        await demo.press("enter")
        await demo.sees("Filter (a set one goes when chosen again)")


async def test_an_offer_is_chosen_by_one_click():
    async with portal() as demo:
        await demo.press("f")
        line = next(y for y, line in enumerate(demo.lines) if "bookmarks only" in line)
        await demo.pilot.click(offset=(30, line))
        await demo.settle()
        await demo.sees("bookmarks only", "Nothing found.")


async def test_the_cursor_of_what_waits_stays_on_its_line_when_more_comes():
    entrance = FakeEntrance()
    entrance.needs.waiting = EVERYTHING[1:]
    async with portal(entrance) as demo:
        await demo.press("exclamation_mark", "j")
        before = cursor_line(demo)
        entrance.needs.waiting = EVERYTHING
        demo.app.screen_stack[0].read_needs()
        await demo.sees("actions of yours")
        assert cursor_line(demo) == before
