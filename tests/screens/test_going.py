"""What is taken away while it is being made goes quietly: nothing is looked for in it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, make_app, portal
from tui.api.errors import Unauthenticated
from tui.api.policy import Kind
from tui.app import PortalApp
from tui.screens.areas import AREAS
from tui.screens.help import HelpScreen
from tui.screens.navigation import LanguageChosen, SessionEnded
from tui.screens.profile.sessions import SessionsSheet
from tui.screens.room import make_room
from tui.screens.shell import ShellScreen
from tui.views import PersonViews


async def _no_address() -> str:
    return ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [("releases", Kind.CONTACT), ("publishing", Kind.OPERATOR), ("profile", Kind.CONTACT)],
)
async def test_a_room_that_goes_before_it_was_composed(name: str, kind: Kind):
    entrance = FakeEntrance(kind=kind)
    area = next(replace(area, name="another") for area in AREAS if area.name == name)
    async with portal(entrance) as demo:
        views = PersonViews({}, lambda _: None)
        room = make_room(area, entrance.signed_in(), views, None, None)
        mounting = demo.app.screen.query_one("#rooms").mount(room)
        removing = room.remove()
        await mounting
        await removing
        await demo.settle()


@pytest.mark.parametrize("times", range(1, 8))
async def test_languages_that_follow_at_once_on_one_another(times: int):
    async with portal() as demo:
        for number in range(times):
            demo.app.post_message(LanguageChosen("nl" if (times - number) % 2 else "en"))
        await demo.sees("50 ongelezen")


async def test_a_session_that_ends_as_the_language_changes():
    async with portal() as demo:
        demo.app.post_message(LanguageChosen("nl"))
        demo.app.post_message(SessionEnded(Unauthenticated()))
        await demo.sees("Wie wil je zijn?")


Sheet = Callable[[PortalDriver], None]
SHEETS: dict[str, Sheet] = {
    "help": lambda demo: demo.app.push_screen(HelpScreen((), _no_address)),
    "needs": lambda demo: demo.app.screen.action_for_me(),
    "sessions": lambda demo: demo.app.push_screen(SessionsSheet(demo.entrance.sessions, "")),
}


@pytest.mark.parametrize("name", SHEETS)
async def test_a_sheet_whose_room_goes_as_it_opens(name: str):
    async with portal() as demo:
        SHEETS[name](demo)
        demo.app.post_message(LanguageChosen("nl"))
        await demo.sees("50 ongelezen")


async def test_a_program_that_ends_as_it_begins():
    async with make_app(FakeEntrance()).run_test():
        pass


async def test_a_program_that_ends_as_somebody_comes_in():
    entered: list[ShellScreen] = []

    class Watched(PortalApp):
        async def on_entered(self, event) -> None:
            entered.append(self.screen)
            self.exit()
            await super().on_entered(event)

    app = make_app(FakeEntrance(), kind=Watched)
    async with app.run_test() as pilot:
        while not entered:
            await pilot.pause()


async def test_a_session_that_ends_as_one_leaves_asks_nothing():
    async with portal() as demo:
        app = demo.app
    app._signed_in = None
    await app.on_session_ended(SessionEnded(Unauthenticated()))
    assert app.screen_stack == []
