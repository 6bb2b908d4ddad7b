"""The app in the words of its users: press keys, open areas, read what stands there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic

from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests import quiet
from tests.fakes import FakeEntrance, FakeProfile
from tui.api.line import Line
from tui.api.portal import SignedIn
from tui.app import PortalApp
from tui.drafts import Drafts
from tui.links import Link
from tui.screens.areas import areas_for, keyed
from tui.screens.memory import Memory, Remembered
from tui.views import ViewStore

DEADLINE = 5.0
LONGEST_REST = 0.35
"""Seconds: a little more than the patience of `tui/widgets/rest.py`."""
KEY_ALIASES = ("enter", "escape", "slash", "tab", "home", "end")


def _key(name: str) -> tuple[str, str | None]:
    if name == "slash":
        return name, "/"
    return (name, None) if name in KEY_ALIASES else (name, name)


class PortalDriver:
    """Drives a running app by keys and visible text alone."""

    def __init__(self, app: PortalApp, pilot: Pilot[int], entrance: FakeEntrance) -> None:
        self.app = app
        self.pilot = pilot
        self.entrance = entrance
        self.script = entrance.script

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they bring."""
        await self.pilot.press(*keys)
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """Let keys arrive all at once, as from a slow line; words are typed letter by letter."""
        for key in keys:
            for name in [key] if len(key) == 1 or key in KEY_ALIASES else list(key):
                self.app.post_message(events.Key(*_key(name)))
        await self.settle()

    async def type(self, words: str) -> None:
        """Type words."""
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def paste(self, text: str) -> None:
        """Paste, as a terminal that marks a paste does."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being loaded but what the script holds."""
        for _ in range(3):
            await self.pilot.pause()
            if not self.script.held:
                with suppress(WorkerCancelled):  # a newer question took its place
                    await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def stand_still(self) -> None:
        """Wait also for what comes when the cursor rests, or when a wait is worth a word."""
        await self.settle()
        await quiet.rest(soon=LONGEST_REST)
        await self.settle()

    async def wait_for(self, condition: Callable[[], bool], what: str = "") -> None:
        """Wait until `condition` holds; fails after some seconds with the screen."""
        end = monotonic() + DEADLINE
        while not condition():
            if monotonic() > end:
                raise AssertionError(f"waited for {what}\n{self.text}")
            await asyncio.sleep(0.01)
            await self.pilot.pause()

    async def sees(self, *words: str) -> None:
        """Wait until all these words stand on the screen."""
        for word in words:
            await self.wait_for(lambda word=word: word in self.text, repr(word))

    async def open(self, area: str) -> None:
        """Open the tab of an area by its digit."""
        areas = areas_for(self.entrance.session.permissions)
        key = next(key for key, found in keyed(areas).items() if found.name == area)
        await self.press(key)

    @property
    def profile(self) -> FakeProfile:
        """The profile behind the portal."""
        return self.entrance.profile

    @property
    def footer(self) -> str:
        """The live keys."""
        return self.lines[-1]


def make_app(
    entrance: FakeEntrance,
    *,
    signed_in: bool = True,
    ascii_only: bool = False,
    asks_before_leaving: bool = False,
    memory: Memory | None = None,
    drafts: Drafts | None = None,
    views: ViewStore | None = None,
    line: Line | None = None,
    remembered: Remembered | None = None,
    link: Link | None = None,
    kind: type[PortalApp] = PortalApp,
) -> PortalApp:
    """Put the app together on a portal in memory."""

    async def door() -> FakeEntrance:
        return entrance

    async def enter() -> SignedIn:
        return await entrance.sign_in_as("employee")

    app = kind(
        "klantportal · demo" if entrance.has_seats else "klantportal",
        door,
        enter=enter if signed_in else None,
        ascii_only=ascii_only,
        asks_before_leaving=asks_before_leaving,
        memory=memory,
        drafts=drafts,
        views=views,
        line=line,
        remembered=remembered,
        link=link,
    )
    app.animation_level = "none"
    return app


@asynccontextmanager
async def portal(
    entrance: FakeEntrance | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    signed_in: bool = True,
    ascii_only: bool = False,
    asks_before_leaving: bool = False,
    memory: Memory | None = None,
    drafts: Drafts | None = None,
    views: ViewStore | None = None,
    line: Line | None = None,
    remembered: Remembered | None = None,
    link: Link | None = None,
) -> AsyncIterator[PortalDriver]:
    """Start the app on a portal in memory, signed in or at the question who is there."""
    entrance = entrance or FakeEntrance()
    app = make_app(
        entrance,
        signed_in=signed_in,
        ascii_only=ascii_only,
        asks_before_leaving=asks_before_leaving,
        memory=memory,
        drafts=drafts,
        views=views,
        line=line,
        remembered=remembered,
        link=link,
    )
    async with app.run_test(size=size) as pilot:
        driver = PortalDriver(app, pilot, entrance)
        await driver.settle()
        yield driver
