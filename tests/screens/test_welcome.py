"""The very first start, by keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tui.app import PortalApp


@asynccontextmanager
async def first_start() -> AsyncIterator[PortalDriver]:
    """Start the app without a portal."""
    app = PortalApp("klantportal", None)
    async with app.run_test(size=(80, 24)) as pilot:
        yield PortalDriver(app, pilot, FakeEntrance())


async def test_the_first_start_offers_the_demo_a_portal_and_an_own_one():
    async with first_start() as start:
        await start.sees("1  Try the demo", "2  Go to a portal", "3  Make an own portal")


async def test_one_key_opens_the_demo():
    async with first_start() as start:
        await start.pilot.press("1")
        await start.wait_for(lambda: not start.app.is_running, "the choice")
        assert start.app.return_value == "demo"


async def test_a_portal_is_opened_by_its_address():
    async with first_start() as start:
        await start.press("2")
        await start.type("sqlite:///portal")
        await start.pilot.press("enter")
        await start.wait_for(lambda: not start.app.is_running, "the choice")
        assert start.app.return_value == "sqlite:///portal"


async def test_making_an_own_portal_is_told():
    async with first_start() as start:
        await start.press("3")
        await start.sees("klantportal init --organisation")


async def test_the_language_changes_at_once():
    async with first_start() as start:
        await start.press("l")
        await start.sees("Welk portaal wil je openen?")
