"""Previews, reading, and what becomes of a note meanwhile."""

from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal

NARROW, WIDE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
WITHDRAWN_AT = datetime(2026, 11, 12, tzinfo=UTC)


def top_paragraph(demo: PortalDriver) -> str:
    return next(line for line in demo.lines if "Paragraph" in line)


async def test_each_note_is_found_where_one_left_it():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter", "pagedown")
        before = top_paragraph(demo)
        await demo.press("escape", "j", "enter")
        await demo.sees("Text of note 4.")
        await demo.press("escape", "k", "enter")
        await demo.sees(before.strip())
        assert top_paragraph(demo) == before


@SIZES
async def test_the_line_below_the_title_tells_of_corrections_and_the_only_language(size):
    entrance = FakeEntrance(notes=5)
    changes = {"corrected_at": WITHDRAWN_AT, "language": "nl", "bookmarked": True}
    entrance.releases.change(5, **changes)
    async with portal(entrance, size=size) as demo:
        await demo.press("enter")
        await demo.sees("★ · ", "corrected 12 Nov", "only in", "Nederlands")


async def test_a_bookmark_set_while_reading_shows_there():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter")
        await demo.sees("☆ · ")
        await demo.press("b")
        await demo.sees("★ · ", "Text of note 5.")


@SIZES
async def test_a_withdrawn_bookmark_opens_as_a_state_that_says_so(size):
    entrance = FakeEntrance(notes=5)
    changes = {"withdrawn_at": WITHDRAWN_AT, "bookmarked": True, "body": ""}
    entrance.releases.change(4, **changes)
    async with portal(entrance, size=size) as demo:
        assert "Note 4 about" not in demo.text
        await demo.press("f")
        await demo.type("bookmarks")
        await demo.press("enter")
        await demo.sees("Note 4 about", "Withdrawn")
        await demo.press("enter")
        await demo.sees("Withdrawn on 12 Nov by the vendor.")


async def test_a_note_withdrawn_while_it_is_read_stays_and_that_is_said():
    async with portal(FakeEntrance(notes=5), size=WIDE) as demo:
        await demo.sees("Text of note 5.")
        demo.entrance.releases.change(5, withdrawn_at=WITHDRAWN_AT, body="")
        await demo.press("enter")
        await demo.sees("Text of note 5.", "Withdrawn on 12 Nov", "What you read stays")


async def test_a_note_that_is_gone_while_it_is_read_stays_and_that_is_said():
    async with portal(FakeEntrance(notes=5), size=WIDE) as demo:
        await demo.sees("Text of note 5.")
        del demo.entrance.releases.notes[note(5).id]
        await demo.press("enter")
        await demo.sees("Text of note 5.", "no longer there", "What you read stays")


async def test_a_note_that_is_gone_before_it_is_opened_is_a_state():
    async with portal(FakeEntrance(notes=5)) as demo:
        del demo.entrance.releases.notes[note(5).id]
        await demo.press("enter")
        await demo.sees("does not exist")


async def test_slash_in_the_reader_finds_in_the_note_and_esc_goes_back_step_by_step():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter", "slash")
        await demo.sees("/ find in this note")
        await demo.type("ph")
        await demo.sees("match 1 of 40")
        await demo.press("enter", *["n"] * 16)
        await demo.sees("match 17 of 40", "Paragraph 16 of note 5.")
        await demo.press("escape")
        assert "match" not in demo.text
        await demo.sees("Paragraph 16 of note 5.")
        await demo.press("escape")
        await demo.sees("Note 5 about leave", "Finance")
        assert "releases.search" not in demo.script.calls


async def test_in_the_reader_the_keys_of_the_list_do_nothing():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("enter", "u", "M", "c", "A", "O")
        await demo.sees("Text of note 12.")
        await demo.press("escape")
        await demo.sees("12 notes")


async def test_what_was_said_of_a_note_goes_as_one_turns_to_another():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter", "o")
        await demo.sees("This note has no links.")
        await demo.press("pagedown")
        await demo.sees("This note has no links.")
        await demo.press("escape", "j")
        await demo.wait_for(lambda: "no links" not in demo.text, "no words of the note before")
        await demo.press("right_curly_bracket")
        await demo.sees("No unread note further on.")
        await demo.press("enter")
        await demo.sees("No unread note further on.")
        await demo.press("escape", "k", "enter")
        assert "No unread note" not in demo.text


async def test_what_was_said_of_what_one_did_stays_as_one_goes_on():
    async with portal(FakeEntrance(notes=12)) as demo:
        await demo.press("M")
        await demo.sees("2 marked read, z takes it back")
        await demo.press("j", "enter")
        await demo.sees("Text of note 11.", "2 marked read, z takes it back")
