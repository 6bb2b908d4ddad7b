"""What the releases require of the organisation, by keys and visible text."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fake_actions import ANNA, BRAM
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, Unavailable
from tui.api.models.actions import ActionQuery, ActionState
from tui.api.models.needs import NeedKind
from tui.api.models.session import Language
from tui.screens.releases.required import kept
from tui.screens.releases.required.due_date import due_date
from tui.screens.releases.room import ReleasesRoom
from tui.views import ViewStore

WIDE = (120, 40)
TODAY = date.today()  # noqa: DTZ011 - as the reader's own calendar


@pytest.fixture
def entrance() -> FakeEntrance:
    """A portal with five actions: Bram's past due, Anna's own, one that is done, two free ones."""
    made = FakeEntrance(notes=35)
    made.actions.change(0, owner=BRAM, due_on=TODAY - timedelta(3))
    made.actions.change(1, owner=ANNA, due_on=TODAY + timedelta(3))
    made.actions.change(2, done_at=made.session.expires_at, done_by="Bram Öz")
    return made


def row(demo: PortalDriver, number: int) -> str:
    return next(line for line in demo.lines if f"Note {number} about" in line)


async def choose(demo: PortalDriver, words: str) -> None:
    await demo.press("f")
    await demo.type(words)
    await demo.press("enter")


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["80x24", "120x40"])
async def test_a_shows_what_is_open_and_who_does_it(entrance: FakeEntrance, size):
    async with portal(entrance, size=size) as demo:
        await demo.press("A")
        await demo.sees("Required actions   open", "1 of 5 done")
        assert "!" in row(demo, 35)
        assert "Bram Öz" in row(demo, 35)
        assert "Note 21 about" not in "".join(line[:70] for line in demo.lines)
        await demo.press("escape")
        await demo.sees("35 notes")


async def test_actions_that_take_long_are_never_blank(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A")
        await demo.sees("1 of 5 done")
        demo.script.hold("actions.list")
        await choose(demo, "past due")
        await demo.sees("One moment")
        demo.script.let_go("actions.list")
        await demo.sees("Note 35 about")
        assert "One moment" not in demo.text


async def test_filters_show_what_is_past_due_done_mine_or_of_a_version(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A")
        await choose(demo, "past due")
        await demo.sees("Note 35 about")
        assert "Note 28 about" not in demo.text
        await choose(demo, "done")
        await demo.sees("Note 21 about", "✓", "Bram Öz")
        await choose(demo, "open and")
        await choose(demo, "mine")
        await demo.sees("Note 28 about", "mine")
        assert "Note 35 about" not in demo.text
        await choose(demo, "everybody")
        await demo.press("f")
        await demo.sees("of 2 done")
        await demo.type("profit 6")
        await demo.press("enter")
        await demo.sees("open and done   Profit 6", "0 of 2 done")


async def test_the_filter_is_there_again_after_the_notes_and_at_the_next_start(
    entrance: FakeEntrance, tmp_path: Path
):
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("A")
        await choose(demo, "done")
        await choose(demo, "profit 7")
        await demo.press("escape", "A")
        await demo.sees("Required actions   done   Profit 7")
        await choose(demo, "open and")
        await choose(demo, "mine")
    async with portal(entrance, views=views) as demo:
        await demo.press("A")
        await demo.sees("open and done   mine   Profit 7")


async def test_a_version_that_asks_nothing_any_more_filters_nothing(
    entrance: FakeEntrance, tmp_path: Path
):
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("A")
        await choose(demo, "profit 6")
    for note_id, action in list(entrance.actions.actions.items()):
        if action.note.full_version == "Profit 6":
            del entrance.actions.actions[note_id]
    async with portal(entrance, views=views) as demo:
        await demo.press("A")
        await demo.sees("Required actions   open ", "Note 35 about")


def test_what_makes_no_sense_in_a_view_is_left_out():
    wanted = ActionQuery(state=None, mine=True, release_id="7", today=TODAY)
    assert kept.query_of(kept.view_of(wanted), TODAY, Language.ENGLISH) == wanted
    nonsense = {"state": "late", "mine": "yes", "release_id": 3}
    open_ones = ActionQuery(state=ActionState.OPEN, today=TODAY)
    assert kept.query_of(nonsense, TODAY, Language.ENGLISH) == open_ones


async def test_d_ticks_off_at_once_and_z_takes_it_back(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "d")
        await demo.sees("2 of 5 done")
        assert "✓" in row(demo, 35)
        await choose(demo, "state done")
        assert row(demo, 35).rstrip(" ▐").endswith("Anna de Vries")
        await demo.press("z")
        await demo.sees("1 of 5 done")
        assert "✓" not in row(demo, 35)


async def test_an_owner_is_chosen_among_colleagues_and_taken_back(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "P")
        await demo.type("yildiz")
        await demo.press("enter")
        assert "Ahmed Yıldız" in row(demo, 35)
        await demo.press("P")
        await demo.type("nobody")
        await demo.press("enter")
        assert "Ahmed" not in row(demo, 35)
        await demo.press("z", "z")
        assert "Bram Öz" in row(demo, 35)


async def test_a_due_date_is_typed_on_one_line(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "j", "D", "home", "ctrl+k")
        await demo.type("soon")
        await demo.press("enter")
        await demo.sees("This is no day.")
        await demo.press("home", "ctrl+k")
        await demo.type("2031-12-01")
        await demo.press("enter")
        assert "1 Dec 2031" in row(demo, 28)
        await demo.press("D", "home", "ctrl+k", "enter")
        assert "Dec" not in row(demo, 28)


async def test_changes_act_on_the_marked_rows_and_are_one_step(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "space", "space")
        await demo.sees("2 marked")
        await demo.press("d")
        await demo.sees("2 actions changed, z takes it back", "3 of 5 done")
        await demo.press("z")
        await demo.sees("Taken back: 2 actions.", "1 of 5 done")


async def test_who_comes_second_sees_the_present_state_and_loses_nothing(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A")
        await demo.sees("Bram Öz")
        entrance.actions.change(0, owner=ANNA)
        await demo.press("d")
        await demo.sees("changed")
        assert "Anna de Vries" in row(demo, 35)
        assert "✓" not in row(demo, 35)
        await demo.press("d")
        await demo.sees("2 of 5 done")
        assert entrance.actions.actions[next(iter(entrance.actions.actions))].owner == ANNA


async def test_a_change_that_fails_says_so(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A")
        entrance.script.fail("actions.edit", Unavailable(Fault.READ_ONLY, place="p.sqlite"))
        await demo.press("d")
        await demo.sees("p.sqlite", "1 of 5 done")


async def test_enter_opens_the_note_and_esc_goes_back_to_the_row(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "j", "enter")
        await demo.sees("Text of note 28.")
        await demo.press("escape")
        assert row(demo, 28).startswith("▌")
        await demo.sees("Required actions")


async def test_a_preview_follows_the_cursor_and_marks_nothing(entrance: FakeEntrance):
    async with portal(entrance, size=WIDE) as demo:
        await demo.press("A")
        await demo.sees("Text of note 35.")
        await demo.press("j")
        await demo.sees("Text of note 28.")
        assert "releases.mark" not in demo.script.calls


async def test_actions_that_cannot_be_read_are_a_state_and_r_tries_again(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        entrance.script.fail("actions.list", Unavailable(Fault.BUSY))
        await demo.press("A")
        await demo.sees("r  try again")
        entrance.script.mend("actions.list")
        await demo.press("r")
        await demo.sees("Note 35 about")


async def test_no_actions_are_not_a_blank_list():
    async with portal(FakeEntrance(notes=3)) as demo:
        await demo.press("A")
        await demo.sees("No required actions here.")
        await demo.press("escape")
        await demo.sees("3 notes")


async def test_keys_of_the_notes_do_nothing_among_the_actions(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A", "u", "m", "b", "M", "c", "O", "x")
        await demo.sees("Required actions   open")
        assert not {"releases.mark", "releases.bookmark", "releases.mark_all"} & {
            *demo.script.calls
        }


@pytest.mark.parametrize(
    ("form", "ending", "words"),
    [("checklist", ".md", "- [ ]"), ("table", ".csv", "Note 35"), ("tasks", ".ics", "VTODO")],
)
async def test_s_saves_what_the_filter_leaves(
    entrance: FakeEntrance, tmp_path: Path, form: str, ending: str, words: str
):
    place = tmp_path / f"x{ending}"
    async with portal(entrance) as demo:
        await demo.press("A", "s")
        await demo.type(form)
        await demo.press("enter", "home", "ctrl+k")
        await demo.type(str(place))
        await demo.press("enter")
        await demo.sees("Saved: ")
    content = place.read_text()
    assert words in content
    assert "Note 28 about" in content
    assert "Note 21 about" not in content  # it is done


async def test_s_saves_the_marked_rows_alone(entrance: FakeEntrance, tmp_path: Path):
    async with portal(entrance) as demo:
        await demo.press("A", "space", "s", "enter", "home", "ctrl+k")
        await demo.type(str(tmp_path / "x.md"))
        await demo.press("enter")
        await demo.sees("Saved: ")
    content = (tmp_path / "x.md").read_text()
    assert "Note 35 about" in content
    assert "Note 28 about" not in content


async def test_where_nothing_is_listed_s_says_that_there_is_nothing_to_save():
    async with portal(FakeEntrance(notes=3)) as demo:
        await demo.press("A", "s")
        await demo.sees("There is nothing to save here.", "No required actions here.")
        assert "Save as" not in demo.text


async def test_what_is_done_by_others_before_it_is_saved_leaves_no_empty_file(
    entrance: FakeEntrance, tmp_path: Path
):
    async with portal(entrance) as demo:
        await demo.press("A", "s", "enter", "home", "ctrl+k")
        await demo.type(str(tmp_path / "x.md"))
        entrance.actions.actions.clear()
        await demo.press("enter")
        await demo.sees("There is nothing to save here.")
    assert list(tmp_path.glob("*.md")) == []


async def test_what_waits_is_read_again_after_a_change(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("A")
        await demo.sees("1 of 5 done")
        before = demo.script.calls.count("needs.list")
        await demo.press("d")
        await demo.sees("2 of 5 done")
        assert demo.script.calls.count("needs.list") > before


async def test_show_need_goes_where_the_need_is(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        room = demo.app.screen.query_one(ReleasesRoom)
        await room.show_need(NeedKind.MY_ACTIONS)
        await demo.settle()
        await demo.sees("Required actions", "mine", "Note 28 about")
        await room.show_need(NeedKind.OPEN_ACTIONS)
        await demo.settle()
        await demo.sees("Note 35 about")
        await room.show_need(NeedKind.UNREAD_NOTES)
        await demo.settle()
        await demo.sees("unread only", "7 notes")


NOVEMBER = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1-12", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("23-11", NOVEMBER),
        ("22-11", date(2027, 11, 22)),
        ("1-12-2028", date(2028, 12, 1)),
        ("29-2", date(2028, 2, 29)),
        ("+14", date(2026, 12, 7)),
        ("+ 0", NOVEMBER),
    ],
)
def test_a_day_is_understood(typed: str, day: date):
    assert due_date(typed, NOVEMBER) == day


@pytest.mark.parametrize("typed", ["", "soon", "31-2", "2026-13-01", "1-0", "+9999", "-3", "12"])
def test_what_is_no_day_is_refused(typed: str):
    with pytest.raises(ValueError, match=r".*"):
        due_date(typed, NOVEMBER)
