"""News comes by itself: into the header, and into the room that is open."""

import pytest

from tests.fake_incidents import NOW
from tests.fake_needs import EVERYTHING, MY_ACTIONS
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, Reason, Unauthenticated, Unavailable
from tui.screens.loading import call_off
from tui.screens.lookout import Lookout
from tui.screens.shell import ShellScreen


def _lookout(demo: PortalDriver) -> Lookout:
    shell = demo.app.screen_stack[0]
    assert isinstance(shell, ShellScreen)
    return shell._lookout


def _asked(demo: PortalDriver) -> int:
    return demo.script.calls.count("needs.news")


async def half_a_minute_later(demo: PortalDriver) -> None:
    """Let it be time to look whether something is new, and let that be shown."""
    lookout = _lookout(demo)
    demo.app._presence.stir()
    lookout.stop()
    lookout._ticks, lookout._not_before = 99, 0.0
    lookout._ticked()
    await demo.settle()


async def test_what_others_did_stands_in_the_header_without_a_key():
    entrance = FakeEntrance(notes=5)
    async with portal(entrance) as demo:
        assert "for you" not in demo.text
        entrance.needs.waiting = EVERYTHING
        await half_a_minute_later(demo)
        await demo.sees("! 3 for you")
        entrance.needs.waiting = (MY_ACTIONS,)
        await half_a_minute_later(demo)
        await demo.sees("! 1 for you")


async def test_nothing_is_asked_before_the_first_rows_stand_there():
    entrance = FakeEntrance(notes=5)
    entrance.script.hold("releases.list")
    async with portal(entrance) as demo:
        assert not _lookout(demo).is_begun
        entrance.script.let_go("releases.list")
        await demo.wait_for(lambda: _lookout(demo).is_begun, "the first look")
        assert _asked(demo) == 0


async def test_a_portal_that_does_not_answer_leaves_what_is_known_and_is_asked_again():
    entrance = FakeEntrance(notes=5)
    entrance.needs.waiting = EVERYTHING
    async with portal(entrance) as demo:
        await demo.sees("! 3 for you")
        before = demo.lines
        entrance.script.fail("needs.news", Unavailable(Fault.BUSY, retry_after=90.0))
        await half_a_minute_later(demo)
        assert demo.lines == before
        assert _lookout(demo)._timer is not None
        entrance.script.mend("needs.news")
        entrance.needs.waiting = ()
        await half_a_minute_later(demo)
        assert "for you" not in demo.text


async def test_a_session_that_ended_is_told_and_not_asked_for_ever():
    entrance = FakeEntrance(notes=5)
    async with portal(entrance) as demo:
        for verb in ("needs.news", "needs.list"):
            entrance.script.fail(verb, Unauthenticated(Reason.SESSION_ENDED))
        await half_a_minute_later(demo)
        await demo.sees("You are not signed in any more.")
        assert not _lookout(demo).is_begun


async def test_looking_is_nothing_that_a_key_calls_off():
    entrance = FakeEntrance(notes=5)
    async with portal(entrance) as demo:
        entrance.script.hold("needs.news")
        await half_a_minute_later(demo)
        assert _asked(demo) == 1
        assert not call_off(demo.app.screen)
        entrance.script.let_go("needs.news")
        await demo.settle()


@pytest.mark.parametrize("key", ["a", "j", "escape"])
async def test_a_key_is_a_sign_that_somebody_is_there(key: str):
    async with portal(FakeEntrance(notes=5)) as demo:
        demo.app._presence._at -= 1000
        assert demo.app._presence.idle > 900
        await demo.press(key)
        assert demo.app._presence.idle < 900


async def test_only_what_happened_makes_a_room_ask_again():
    entrance = FakeEntrance(incidents=6)
    async with portal(entrance) as demo:
        await demo.open("incidents")
        entrance.needs.latest = NOW
        await half_a_minute_later(demo)
        before = demo.script.calls.count("incidents.list")
        entrance.needs.waiting = EVERYTHING
        await half_a_minute_later(demo)
        assert demo.script.calls.count("incidents.list") == before
        await half_a_minute_later(demo)
        assert demo.script.calls.count("incidents.list") == before
