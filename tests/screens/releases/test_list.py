"""The Update Center, by keys and visible text."""

from dataclasses import replace

from tests.fakes import FakeEntrance, note
from tests.screens.driver import portal
from tui.api.errors import Fault, Forbidden, Reason, Remedy, Unavailable
from tui.widgets.reader import Reader

WIDE = (120, 40)


async def test_the_list_shows_version_date_area_kind_impact_and_unread():
    async with portal(FakeEntrance(notes=35), size=(100, 24)) as demo:
        await demo.sees("35 notes · 7 unread · 5 action required")
        row = next(line for line in demo.lines if "Note 35 " in line)
        for part in ("●", "Profit 5", "16 May", "CRM", "Security", "!", "Note 35 about leave"):
            assert part in row


async def test_a_preview_marks_nothing():
    async with portal(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        await demo.press("j")
        await demo.sees("Text of note 249.")
        assert "releases.mark" not in demo.script.calls


async def test_opening_marks_read():
    async with portal() as demo:
        await demo.sees("250 notes · 50 unread")
        await demo.press("enter")
        await demo.sees("Text of note 250.")
        await demo.press("escape")
        await demo.sees("49 unread")


async def test_scrolling_the_preview_marks_read():
    async with portal(size=WIDE) as demo:
        await demo.sees("Text of note 250.", "50 unread")
        await demo.press("tab", "pagedown")
        await demo.sees("49 unread")


async def test_on_a_narrow_screen_the_reader_stands_alone_and_esc_goes_back_to_the_row():
    async with portal() as demo:
        await demo.press("j", "j", "enter")
        await demo.sees("Text of note 248.")
        assert "Note 247 about leave" not in demo.text
        await demo.press("escape")
        row = next(line for line in demo.lines if "Note 248 " in line)
        assert row.startswith("▌")


async def test_searching_finds_and_esc_goes_back_step_by_step():
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("note 123.")
        await demo.wait_for(lambda: "Note 250 " not in demo.text, "the hits")
        await demo.sees("Note 123 about leave")
        await demo.press("escape")
        await demo.press("j")
        assert "note 123." in demo.text
        await demo.press("escape")
        await demo.sees("Note 250 about leave")


async def test_letters_type_in_the_search_field():
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("quxm")
        await demo.sees("quxm", "Nothing found", "0 found")
        assert "/ search" not in demo.footer


async def test_filtering_by_version_and_area_takes_a_few_keys():
    async with portal() as demo:
        await demo.press("f")
        await demo.type("profit 6")
        await demo.press("enter")
        await demo.sees("version Profit 6")
        assert "Profit 5 " not in demo.text
        await demo.press("f")
        await demo.type("fin")
        await demo.press("enter")
        await demo.sees("version Profit 6", "area Finance")
        assert "CRM" not in demo.text
        await demo.press("x")
        await demo.sees("250 notes")


async def test_unread_only_is_one_key_there_and_back():
    async with portal() as demo:
        await demo.press("u")
        await demo.sees("unread only", "50 notes")
        await demo.press("u")
        await demo.sees("250 notes")


async def test_m_marks_read_and_unread_again():
    async with portal() as demo:
        await demo.press("m")
        await demo.sees("49 unread")
        await demo.press("m")
        await demo.sees("50 unread")


async def test_no_notes_is_not_a_blank_list():
    async with portal(FakeEntrance(notes=0)) as demo:
        await demo.sees("No release notes yet.")


async def test_a_failure_says_what_happened_and_r_tries_again():
    entrance = FakeEntrance()
    entrance.script.fail("releases.list", Unavailable(Fault.BUSY, place="portal.sqlite"))
    async with portal(entrance) as demo:
        await demo.sees("r  try again")
        entrance.script.mend("releases.list")
        await demo.press("r")
        await demo.sees("250 notes")


async def test_a_refusal_says_why_and_whom_to_ask():
    entrance = FakeEntrance()
    refused = Forbidden(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, "releases.read", ("Bram Öz",))
    entrance.script.fail("releases.list", refused)
    async with portal(entrance) as demo:
        await demo.sees("Bram Öz")


async def test_an_error_that_nobody_foresaw_is_a_state_too():
    entrance = FakeEntrance()
    entrance.script.fail("releases.list", RuntimeError("boom"))
    async with portal(entrance) as demo:
        await demo.sees("r  try again")
        assert "Traceback" not in demo.text


async def test_a_mark_that_fails_says_so_and_leaves_the_note_unread():
    async with portal() as demo:
        demo.script.fail("releases.mark", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("m")
        await demo.sees("50 unread")
        await demo.sees("portal.sqlite")


async def test_markup_in_a_note_is_shown_as_it_is():
    entrance = FakeEntrance(notes=1)
    hostile = note(1, title="[@click=app.quit]x[/] [/oops]", body="[@click=app.quit]y[/oops]")
    entrance.releases.notes = {hostile.id: hostile}
    async with portal(entrance, size=WIDE) as demo:
        await demo.sees("[@click=app.quit]", "y[/oops]")


async def test_tabs_keep_their_place():
    async with portal() as demo:
        await demo.press("j", "j", "j", "2", "1")
        row = next(line for line in demo.lines if "Note 247 " in line)
        assert row.startswith("▌")


async def test_another_letter_with_the_same_hits_keeps_the_rows():
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("note 123 about leav")
        await demo.sees("1 found", "Note 123 about leave")
        await demo.press("e")
        await demo.wait_for(lambda: demo.script.calls.count("releases.search") > 1, "the search")
        await demo.settle()
        await demo.sees("1 found", "Note 123 about leave")


async def test_more_hits_than_are_shown_are_not_counted_as_all():
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("about")
        await demo.sees("200+ found")


async def test_the_reader_shows_the_note_under_the_cursor_whatever_was_asked_before():
    async with portal(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        demo.script.hold("releases.show")
        await demo.press("j")
        await demo.wait_for(lambda: demo.script.calls.count("releases.show") == 2, "the question")
        await demo.press("k")
        await demo.wait_for(lambda: demo.script.calls.count("releases.show") == 3, "the other one")
        demo.script.let_go("releases.show")
        await demo.sees("Text of note 250.")
        assert "Text of note 249." not in demo.text


async def test_q_in_the_reader_beside_the_list_goes_back_to_the_list():
    async with portal(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        await demo.press("tab")
        assert isinstance(demo.app.focused, Reader)
        await demo.press("q")
        assert not isinstance(demo.app.focused, Reader)
        assert demo.app.is_running


async def test_an_empty_search_field_goes_away_with_esc():
    async with portal() as demo:
        await demo.press("slash", "escape")
        assert "/ search" not in demo.lines[2]
        await demo.press("j")
        await demo.sees("Note 250 about leave")


async def test_keys_in_one_burst_go_where_each_one_led():
    async with portal() as demo:
        await demo.burst("slash", "umx")
        assert demo.app.focused is not None
        assert demo.app.focused.id == "words"
        await demo.sees("umx")
        assert "unread only" not in demo.text


async def test_going_home_and_opening_in_one_burst_opens_the_first_note():
    async with portal() as demo:
        await demo.press("j", "j", "j")
        await demo.burst("home", "enter")
        await demo.sees("Text of note 250.")


async def test_filters_that_cannot_be_read_are_said():
    async with portal() as demo:
        demo.script.fail("releases.facets", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("f")
        await demo.sees("portal.sqlite")


async def test_scrolling_marks_a_note_once_even_where_it_fails():
    async with portal(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        demo.script.fail("releases.mark", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("tab", *["j"] * 6)
        assert demo.script.calls.count("releases.mark") == 1


async def test_rows_that_are_there_stay_when_more_cannot_be_had():
    async with portal() as demo:
        await demo.sees("Note 250 about leave")
        demo.script.fail("releases.list", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press(*["pagedown"] * 5)
        await demo.sees("portal.sqlite", "about leave")
        demo.script.mend("releases.list")
        await demo.press("r")
        await demo.press(*["pagedown"] * 5)
        await demo.sees("about leave")


async def test_a_note_read_under_unread_only_stays_until_asked_again():
    async with portal() as demo:
        await demo.press("u")
        await demo.sees("Note 250 about leave", "50 notes")
        await demo.press("m")
        await demo.sees("49 notes", "Note 250 about leave")


async def test_what_may_not_be_marked_is_not():
    entrance = FakeEntrance(notes=3)
    entrance.releases.notes = {
        key: replace(item, allowed=frozenset()) for key, item in entrance.releases.notes.items()
    }
    async with portal(entrance) as demo:
        await demo.press("m", "enter")
        await demo.sees("Text of note 3.")
        assert "releases.mark" not in demo.script.calls


async def test_leaving_while_a_page_is_loading_is_quiet():
    async with portal() as demo:
        await demo.sees("Note 250 about leave")
        demo.script.hold("releases.list")
        await demo.press("u")
        demo.app.screen.query_one("#rooms").remove()
        demo.script.let_go("releases.list")
        await demo.settle()
        assert demo.app.is_running
