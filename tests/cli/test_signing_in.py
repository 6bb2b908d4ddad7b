"""Who is there at a start: the one who was, or somebody who is asked, and told why."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from textual.pilot import Pilot

from tui import portals
from tui.app_factory import build
from tui.paths import Paths
from tui.settings import Settings, TuiOptions

ENDED = "You are not signed in any more"
DEADLINE = 10.0


@asynccontextmanager
async def start(paths: Paths) -> AsyncIterator["Start"]:
    app, door = build(TuiOptions(portal=portals.usual(paths)), Settings(), paths)
    async with app.run_test(size=(80, 24)) as pilot:
        yield Start(pilot)
    await door.close()


class Start:
    def __init__(self, pilot: Pilot) -> None:
        self._pilot = pilot

    async def screen(self, words: str) -> str:
        """Wait until `words` stand on the screen, and return it."""
        end = monotonic() + DEADLINE
        while words not in (seen := self._seen()):
            assert monotonic() < end, seen
            await self._pilot.pause()
        return seen

    def _seen(self) -> str:
        strips = self._pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)


@pytest.mark.usefixtures("own_portal")
async def test_who_signed_out_is_asked_without_reproach_at_the_next_start(paths: Paths):
    async with start(paths) as first:
        await first.screen("Anna de Vries")
        await first.press("0", "S")
        assert ENDED not in await first.screen("Password")
    async with start(paths) as second:
        assert ENDED not in await second.screen("Password")


@pytest.mark.usefixtures("own_portal")
async def test_a_session_that_ended_by_itself_says_so_once(paths: Paths):
    (address,) = json.loads(paths.tokens_file.read_text())
    paths.tokens_file.write_text(json.dumps({address: "a token that nobody knows"}))
    async with start(paths) as first:
        await first.screen(ENDED)
    async with start(paths) as second:
        assert ENDED not in await second.screen("Password")


@pytest.mark.usefixtures("own_portal")
async def test_tokens_that_cannot_be_read_are_asked_for_anew(paths: Paths):
    paths.tokens_file.unlink()
    paths.tokens_file.mkdir()
    async with start(paths) as first:
        assert ENDED not in await first.screen("Password")
