"""Marks, many at once, and taking them back."""

from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, NotFound, Unavailable

WIDE = (120, 40)


def row(demo: PortalDriver, number: int) -> str:
    return next(line for line in demo.lines if f"Note {number} about" in line)


def is_unread(demo: PortalDriver, number: int) -> bool:
    return "●" in row(demo, number)


async def test_space_marks_rows_and_esc_takes_the_marks_away_before_it_goes_back():
    async with portal() as demo:
        await demo.press("u", "space", "space")
        await demo.sees("2 marked")
        assert "◆" in row(demo, 250)
        assert "◆" not in row(demo, 240)
        await demo.press("escape")
        assert "◆" not in demo.text
        await demo.sees("unread only")
        await demo.press("escape")
        await demo.sees("250 notes")


async def test_space_once_more_takes_one_mark_away():
    async with portal() as demo:
        await demo.press("space", "space", "k", "space")
        await demo.sees("1 marked")


async def test_a_change_acts_on_all_marked_rows_and_z_takes_it_back():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press(*["space"] * 11, "m")
        await demo.sees("2 marked read, z takes it back")
        assert not is_unread(demo, 10)
        await demo.press("z")
        await demo.sees("Taken back: 2 marked unread.")
        assert is_unread(demo, 10)
        assert is_unread(demo, 5)


async def test_m_marks_a_mixed_lot_read_and_then_all_of_it_unread():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("g", "j", "space", "space", "m")  # 11 is read, 10 is not
        assert not is_unread(demo, 10)
        await demo.press("m")
        assert is_unread(demo, 10)
        assert is_unread(demo, 11)


async def test_bookmarks_are_kept_and_taken_away():
    async with portal() as demo:
        await demo.press("b")
        assert "★" in row(demo, 250)
        await demo.press("b")
        assert "★" not in row(demo, 250)
        await demo.press("z")
        assert "★" in row(demo, 250)


async def test_everything_that_the_filter_leaves_is_read_at_once_and_taken_back():
    async with portal() as demo:
        await demo.press("f")
        await demo.type("area finance")
        await demo.press("enter", "M")
        await demo.sees("marked read, z takes it back")
        await demo.press("x")
        await demo.sees("33 unread")
        await demo.press("z")
        await demo.sees("50 unread")


async def test_taking_all_back_shows_in_rows_that_came_later_too():
    async with portal() as demo:
        await demo.press("M")
        await demo.sees("50 marked read")
        await demo.press("G")
        assert not is_unread(demo, 5)
        await demo.press("z")
        await demo.sees("50 unread")
        assert is_unread(demo, 5)


async def test_the_dot_of_the_tab_goes_when_nothing_is_unread_any_more():
    async with portal() as demo:
        await demo.sees("1 Update Center•")
        await demo.press("u", "M")
        await demo.wait_for(lambda: "•" not in demo.lines[1], "no dot")


async def test_several_steps_are_taken_back_one_after_the_other():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("g", "b", "M")
        await demo.sees("2 marked read")
        await demo.press("z")
        assert is_unread(demo, 10)
        assert "★" in row(demo, 12)
        await demo.press("z")
        assert "★" not in row(demo, 12)
        assert "z undo" not in demo.footer


async def test_in_a_search_all_means_the_hits():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("slash")
        await demo.type("note 10.")
        await demo.sees("1 found")
        await demo.press("enter", "M")
        await demo.sees("1 marked read")
        assert "releases.mark_all" not in demo.script.calls


async def test_where_nothing_is_unread_there_is_nothing_to_mark():
    async with portal(FakeEntrance(notes=4)) as demo:
        await demo.press("M")
        await demo.sees("There is nothing unread here.")


async def test_taking_back_under_unread_only_brightens_the_row_again():
    async with portal() as demo:
        await demo.press("u", "m")
        await demo.sees("49 notes")
        await demo.press("z")
        await demo.sees("50 notes")
        assert is_unread(demo, 250)


async def test_a_bookmark_that_fails_says_so():
    async with portal() as demo:
        demo.script.fail("releases.bookmark", Unavailable(Fault.READ_ONLY, place="p.sqlite"))
        await demo.press("b")
        await demo.sees("p.sqlite")
        assert "★" not in demo.text
        assert "z undo" not in demo.footer


async def test_a_note_that_was_withdrawn_meanwhile_is_said_and_goes():
    async with portal(FakeEntrance(notes=12)) as demo:
        demo.script.fail("releases.mark", NotFound("note"))
        del demo.entrance.releases.notes[note(12).id]
        await demo.press("m")
        await demo.sees("withdrawn meanwhile", "11 notes")
        assert "Note 12 about" not in demo.text


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_signs_tell_of_bookmarks_corrections_and_other_languages(size: tuple[int, int]):
    entrance = FakeEntrance(notes=12)
    entrance.releases.change(12, bookmarked=True)
    entrance.releases.change(11, corrected_at=datetime(2026, 11, 12, tzinfo=UTC))
    entrance.releases.change(10, language="nl")
    async with portal(entrance, size=size) as demo:
        await demo.sees("(nl) Note 10 about")
        assert "★" in row(demo, 12)
        assert "~" in row(demo, 11)


async def test_next_unread_goes_along_the_list_and_says_when_there_is_none():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("right_curly_bracket")
        assert row(demo, 10).startswith("▌")
        await demo.press("right_curly_bracket", "right_curly_bracket")
        assert row(demo, 5).startswith("▌")
        await demo.sees("No unread note further on.")
        await demo.press("left_curly_bracket")
        assert row(demo, 10).startswith("▌")


async def test_next_unread_in_the_reader_opens_it_there_and_marks_it_read():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("enter", "right_curly_bracket")
        await demo.sees("Text of note 10.")
        await demo.press("escape")
        assert row(demo, 10).startswith("▌")
        assert not is_unread(demo, 10)


async def test_next_unread_finds_rows_that_are_not_at_hand_yet():
    entrance = FakeEntrance(notes=600)
    for key, item in entrance.releases.notes.items():
        entrance.releases.notes[key] = item if item.id == note(100).id else note_read(item.id)
    async with portal(entrance) as demo:
        await demo.press("right_curly_bracket")
        await demo.sees("Note 100 about")
        assert row(demo, 100).startswith("▌")


def note_read(note_id: str) -> object:
    return note(int(note_id[-12:], 16), read=True)
