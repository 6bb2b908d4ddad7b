"""What waits for one: in the header, and in the sheet that `!` opens."""

import pytest

from tests.fake_needs import EVERYTHING, MY_ACTIONS, OPEN_ACTIONS, UNREAD_NOTES
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.models.needs import NeedKind
from tui.api.policy import Kind, Role
from tui.screens.navigation import GoTo, NeedsChanged, UnreadChanged
from tui.screens.releases.room import ReleasesRoom
from tui.screens.room import Room


def _entrance(*waiting: object, **settings: object) -> FakeEntrance:
    entrance = FakeEntrance(**{"notes": 5, **settings})
    entrance.needs.waiting = waiting
    return entrance


def _reads(demo: PortalDriver) -> int:
    return demo.script.calls.count("needs.list")


async def test_the_header_says_how_much_waits():
    async with portal(_entrance(*EVERYTHING)) as demo:
        await demo.sees("! 3 for you")
        assert demo.lines[0].endswith("! 3 for you")


async def test_the_header_says_nothing_where_nothing_waits():
    async with portal(_entrance()) as demo:
        await demo.wait_for(lambda: _reads(demo) > 0, "the count")
        await demo.settle()
        assert "for you" not in demo.text


async def test_what_waits_is_counted_after_the_first_rows_stand_there():
    entrance = _entrance(*EVERYTHING)
    entrance.script.hold("releases.list")
    async with portal(entrance) as demo:
        await demo.pilot.pause()
        assert _reads(demo) == 0
        entrance.script.let_go("releases.list")
        await demo.sees("! 3 for you")


async def test_what_waits_is_counted_again_when_a_room_says_so():
    async with portal(_entrance(*EVERYTHING)) as demo:
        await demo.sees("! 3 for you")
        for message in (UnreadChanged("releases", unread=False), NeedsChanged()):
            demo.entrance.needs.waiting = demo.entrance.needs.waiting[1:]
            demo.app.screen.post_message(message)
            await demo.settle()
        await demo.sees("! 1 for you")


async def test_what_waits_is_read_one_time_after_the_other():
    async with portal(_entrance(*EVERYTHING)) as demo:
        await demo.sees("! 3 for you")
        before = _reads(demo)
        demo.script.hold("needs.list")
        for _ in range(5):
            demo.app.screen.post_message(NeedsChanged())
            await demo.pilot.pause()
        assert _reads(demo) == before + 1
        demo.entrance.needs.waiting = (MY_ACTIONS,)
        demo.script.let_go("needs.list")
        await demo.settle()
        assert _reads(demo) == before + 2
        await demo.sees("! 1 for you")


@pytest.mark.parametrize("kind", [Kind.SUPPORT, Kind.CONTACT])
async def test_what_waits_is_counted_whatever_room_is_first(kind: Kind):
    entrance = _entrance(MY_ACTIONS, roles=(), kind=kind)
    async with portal(entrance) as demo:
        await demo.sees("! 1 for you")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_at_80_columns_the_portal_drops_first_and_then_the_role(language: str):
    i18n.use(language)
    async with portal(_entrance(*EVERYTHING, roles=Role)) as demo:
        words = i18n.plural("needs.for_you", 3)
        await demo.sees(words)
        header = demo.lines[0]
        assert "klantportal" not in header
        assert i18n.t("role.employee") not in header
        assert "Voorbeeld BV" in header
        assert header.endswith(f"Anna de Vries   {words}")
        await demo.pilot.resize_terminal(42, 24)
        await demo.settle()
        assert demo.lines[0].startswith(" Voorbeeld BV")
        assert demo.lines[0].endswith(words)
        assert "Anna" not in demo.lines[0]


async def test_the_sheet_lists_what_waits_and_what_is_late():
    async with portal(_entrance(*EVERYTHING)) as demo:
        await demo.press("exclamation_mark")
        lines = [" ".join(line[7:73].split()) for line in demo.lines]
        for words in (
            "▌ 4 actions of yours to do ! 1 past due",
            "14 actions of your organisation open ! 2 past due",
            "10,000+ unread release notes",
        ):
            assert words in lines


@pytest.mark.parametrize("key", ["escape", "q", "exclamation_mark"])
async def test_the_sheet_goes_as_it_came(key: str):
    async with portal(_entrance(*EVERYTHING)) as demo:
        await demo.sees("! 3 for you")
        before = demo.text
        await demo.press("exclamation_mark")
        await demo.sees("actions of yours")
        await demo.press(key)
        assert demo.text == before


async def test_nothing_waiting_is_said():
    async with portal(_entrance()) as demo:
        await demo.press("exclamation_mark")
        await demo.sees("Nothing waits for you.")
        await demo.press("enter", "escape")
        assert "Nothing waits" not in demo.text


async def test_what_cannot_be_read_is_tried_again():
    entrance = _entrance(*EVERYTHING)
    entrance.script.fail("needs.list", Unavailable(Fault.BUSY, place="portal.sqlite"))
    async with portal(entrance) as demo:
        assert "for you" not in demo.lines[0]
        await demo.press("exclamation_mark")
        await demo.sees("r  try again")
        entrance.script.mend("needs.list")
        await demo.press("r")
        await demo.sees("4 actions of yours", "! 3 for you")


async def test_the_sheet_follows_what_is_read_while_it_is_open():
    async with portal(_entrance(MY_ACTIONS)) as demo:
        await demo.sees("! 1 for you")
        demo.entrance.needs.waiting = EVERYTHING
        await demo.press("exclamation_mark")
        await demo.sees("14 actions of your organisation", "! 3 for you")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, NeedKind]]:
    """What rooms were asked to show."""
    asked: list[tuple[str, NeedKind]] = []

    async def note_it(room: Room, kind: NeedKind) -> None:
        asked.append((room.area.name, kind))

    for kind in (Room, ReleasesRoom):
        monkeypatch.setattr(kind, "show_need", note_it)
    return asked


@pytest.mark.parametrize("area", ["releases", "courses", "profile"])
async def test_enter_goes_to_what_waits_from_every_tab(
    area: str, shown: list[tuple[str, NeedKind]]
):
    async with portal(_entrance(MY_ACTIONS, OPEN_ACTIONS, UNREAD_NOTES)) as demo:
        await demo.open(area)
        await demo.press("exclamation_mark", "down", "enter")
        await demo.sees("5 notes")
        assert shown == [("releases", NeedKind.OPEN_ACTIONS)]
        await demo.press("exclamation_mark", "enter")
        assert shown[1:] == [("releases", NeedKind.MY_ACTIONS)]


async def test_a_room_that_is_not_there_yet_is_made_first(shown: list[tuple[str, NeedKind]]):
    entrance = _entrance(UNREAD_NOTES, roles=(Role.EMPLOYEE,))
    async with portal(entrance) as demo:
        demo.app.screen.post_message(GoTo("courses", NeedKind.UNREAD_NOTES))
        await demo.sees("Not in this version yet")
        assert shown == [("courses", NeedKind.UNREAD_NOTES)]


async def test_an_area_that_one_may_not_see_is_not_opened(shown: list[tuple[str, NeedKind]]):
    async with portal(_entrance(UNREAD_NOTES)) as demo:
        demo.app.screen.post_message(GoTo("invoices", NeedKind.UNREAD_NOTES))
        await demo.settle()
        await demo.sees("5 notes")
        assert shown == []


async def test_help_and_palette_know_it():
    async with portal(_entrance(*EVERYTHING), size=(80, 60)) as demo:
        await demo.press("question_mark")
        await demo.sees("See what waits for you")
        await demo.press("escape", "colon")
        await demo.type("waits for you")
        await demo.wait_for(lambda: "Search the release notes" not in demo.text, "the match")
        await demo.press("down", "enter")
        await demo.sees("actions of yours")
