"""The vendor's release notes by keys and visible text: reading, correcting, withdrawing."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.fake_publishing import vendor
from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, Forbidden, Reason, Remedy, Unavailable
from tui.api.models.releases import NoteAction
from tui.drafts import Drafts

WIDE = (120, 40)
NEWEST = note(250).id


@asynccontextmanager
async def desk(
    entrance: FakeEntrance | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    drafts: Path | None = None,
) -> AsyncIterator[PortalDriver]:
    """Open the tab of a support engineer."""
    kept = Drafts(drafts) if drafts else None
    async with portal(entrance or vendor(), size=size, drafts=kept) as demo:
        await demo.open("publishing")
        yield demo


async def test_every_published_note_is_listed():
    async with desk() as demo:
        await demo.sees("250 notes")
        row = next(line for line in demo.lines if "Note 245 " in line)
        for part in ("Profit 6", "14 Aug", "CRM", "Security", "!", "Note 245 about leave"):
            assert part in row
        assert "●" not in demo.text


async def test_reading_marks_nothing_and_esc_goes_back_to_the_row():
    async with desk() as demo:
        await demo.press("j", "enter")
        await demo.sees("Text of note 249.")
        await demo.press("escape")
        row = next(line for line in demo.lines if "Note 249 " in line)
        assert row.startswith("▌")
        assert "releases.mark" not in demo.script.calls


async def test_the_reader_follows_the_cursor_beside_the_list():
    async with desk(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        await demo.press("j")
        await demo.sees("Text of note 249.")


async def test_searching_and_filtering_narrow_the_list_and_esc_takes_it_away():
    async with desk() as demo:
        await demo.press("slash")
        await demo.type("note 123.")
        await demo.sees("Note 123 about leave", "1 found")
        await demo.press("escape", "escape")
        await demo.sees("Note 250 about leave")
        await demo.press("f")
        await demo.type("fin")
        await demo.press("enter")
        await demo.sees("area Finance")
        assert "CRM" not in demo.text
        await demo.press("x")
        await demo.sees("CRM", "250 notes")


async def test_searching_from_a_note_goes_to_the_list():
    async with desk() as demo:
        await demo.press("enter")
        await demo.sees("Text of note 250.")
        await demo.press("slash")
        await demo.type("note 123.")
        await demo.press("enter")
        await demo.sees("Note 123 about leave", "1 found")


async def test_an_empty_portal_says_how_to_publish():
    async with desk(vendor(notes=0)) as demo:
        await demo.sees("No release notes yet.", "a  publish a file")
        await demo.press("a")
        await demo.sees("Publish a file", "Nothing is published yet.")


async def test_a_failure_says_what_happened_and_r_tries_again():
    entrance = vendor()
    entrance.script.fail("releases.list", Unavailable(Fault.BUSY, place="portal.sqlite"))
    async with desk(entrance) as demo:
        await demo.sees("r  try again")
        entrance.script.mend("releases.list")
        await demo.press("r")
        await demo.sees("250 notes")


async def test_a_refusal_says_why_and_whom_to_ask():
    entrance = vendor()
    refused = Forbidden(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, "releases.publish", ("Bram",))
    entrance.script.fail("releases.list", refused)
    async with desk(entrance) as demo:
        await demo.sees("Bram")


# Correcting


async def correct_title(demo: PortalDriver, words: str) -> None:
    """Write another title behind the one that is there."""
    await demo.press("e")
    await demo.sees("Correct a note of Profit 5")
    await demo.press("enter")
    await demo.type(words)
    await demo.press("escape")


async def test_a_correction_is_seen_in_the_list_and_the_reader():
    async with desk(size=WIDE) as demo:
        await demo.sees("Text of note 250.")
        await correct_title(demo, " now")
        await demo.press("ctrl+s")
        await demo.sees("corrected 23 Nov", "Saved.")
        assert demo.text.count("Note 250 about leave now") == 2
        assert "Correct a note" not in demo.text


async def test_only_what_was_changed_is_sent():
    async with desk() as demo:
        before = demo.entrance.releases.notes[NEWEST]
        await demo.press("e", "j", "enter", "n", "escape", "ctrl+s")  # the kind of change: New
        await demo.sees("Saved.")
        after = demo.entrance.releases.notes[NEWEST]
        assert after.kind == "added"
        assert (after.title, after.body) == (before.title, before.body)
        sent = demo.entrance.releases.corrections[-1].model_dump(exclude_none=True)
        assert sent == {"kind": "added"}


async def test_title_and_text_are_corrected_in_the_language_that_is_shown():
    entrance = vendor()
    entrance.releases.notes[NEWEST] = replace(entrance.releases.notes[NEWEST], language="de")
    async with desk(entrance) as demo:
        await correct_title(demo, " jetzt")
        await demo.press("ctrl+s")
        await demo.sees("Saved.")
        (correction,) = entrance.releases.corrections
        assert correction.model_dump(exclude_none=True).keys() == {"text"}
        text = correction.text
        assert (text.language, text.title) == ("de", "Note 250 about leave jetzt")
        assert text.body == entrance.releases.notes[NEWEST].body


async def test_a_note_that_is_read_is_corrected_from_there():
    async with desk() as demo:
        await demo.press("j", "enter")
        await demo.sees("Text of note 249.")
        await demo.press("e")
        await demo.sees("Note 249 about leave", "Correct a note")
        await demo.press("escape")
        await demo.sees("Text of note 249.")
        await demo.press("j", "escape")
        await demo.sees("250 notes")


async def test_somebody_elses_correction_is_shown_and_never_overwritten():
    async with desk() as demo:
        await correct_title(demo, " mine")
        releases = demo.entrance.releases
        theirs = replace(releases.notes[NEWEST], title="Theirs", area="CRM", revision=2)
        releases.notes[NEWEST] = theirs
        await demo.press("ctrl+s")
        await demo.sees("Note 250 about leave mine", "Theirs", "CRM")
        assert releases.notes[NEWEST] == theirs
        await demo.press("ctrl+s")
        await demo.sees("Saved.")
        saved = releases.notes[NEWEST]
        assert (saved.title, saved.area) == ("Note 250 about leave mine", "CRM")
        assert saved.revision == 3


async def test_a_correction_that_is_refused_stays_in_the_form():
    async with desk() as demo:
        demo.script.fail("releases.correct", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await correct_title(demo, " now")
        await demo.press("ctrl+s")
        await demo.sees("portal.sqlite", "Note 250 about leave now")


async def test_an_empty_title_is_said_beside_the_field():
    async with desk() as demo:
        await demo.press("e", "enter", "ctrl+u", "escape", "ctrl+s")
        await demo.sees("Fill this in")
        assert "releases.correct" not in demo.script.calls


async def test_a_correction_that_is_not_sent_is_offered_again(tmp_path: Path):
    async with desk(drafts=tmp_path) as demo:
        await correct_title(demo, " kept")
        await demo.press("escape", "enter")
        await demo.sees("250 notes")
        await demo.press("e")
        await demo.wait_for(lambda: "draft" in demo.text.lower(), "the draft")
        await demo.press("enter")
        await demo.sees("Note 250 about leave kept")


async def test_a_correction_that_was_sent_leaves_no_draft(tmp_path: Path):
    async with desk(drafts=tmp_path) as demo:
        await correct_title(demo, " sent")
        await demo.press("ctrl+s")
        await demo.sees("Saved.")
        assert [*tmp_path.iterdir()] == []


async def test_the_form_stays_until_its_draft_is_forgotten(tmp_path: Path):
    async with desk(drafts=tmp_path) as demo:
        await correct_title(demo, " sent")
        await demo.wait_for(lambda: [*tmp_path.iterdir()] != [], "the draft")
        busy = threading.Event()
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        waiting = loop.run_in_executor(None, busy.wait)
        await demo.pilot.press("ctrl+s")
        await demo.wait_for(lambda: demo.entrance.releases.corrections != [], "the correction")
        for _ in range(5):
            await demo.pilot.pause()
        busy.set()
        await waiting
        await demo.sees("Saved.")
        await demo.wait_for(lambda: "Correct a note" not in demo.text, "the list")
        assert [*tmp_path.iterdir()] == []


async def test_a_correction_that_is_discarded_leaves_no_draft(tmp_path: Path):
    async with desk(drafts=tmp_path) as demo:
        await correct_title(demo, " gone")
        await demo.press("escape", "x")
        await demo.sees("250 notes")
        assert [*tmp_path.iterdir()] == []


async def test_in_the_form_the_keys_of_the_list_do_nothing():
    async with desk() as demo:
        await demo.press("e")
        await demo.sees("Correct a note")
        await demo.press("a", "T", "slash", "f", "r", "e")
        await demo.sees("Correct a note")
        assert "Publish a file" not in demo.text
        assert "Withdraw" not in demo.text


async def test_the_form_waits_while_one_is_in_another_tab():
    async with desk() as demo:
        await correct_title(demo, " half")
        await demo.open("profile")
        await demo.open("publishing")
        await demo.press("ctrl+s")
        await demo.sees("Saved.")


async def test_leaving_while_a_correction_is_under_way_is_quiet():
    async with desk() as demo:
        await correct_title(demo, " now")
        demo.script.hold("releases.correct")
        await demo.press("ctrl+s")
        demo.app.screen.query_one("#rooms").remove()
        demo.script.let_go("releases.correct")
        await demo.settle()
        assert demo.app.is_running


async def test_a_note_that_cannot_be_read_is_not_corrected():
    async with desk() as demo:
        demo.script.fail("releases.show", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("e")
        await demo.sees("portal.sqlite")
        assert "Correct a note" not in demo.text


# Withdrawing


async def test_withdrawing_asks_first():
    async with desk() as demo:
        await demo.press("T")
        await demo.sees("Withdraw this note? Customers no longer see it. enter/esc")
        await demo.press("escape")
        assert "Withdraw this note?" not in demo.text
        assert "releases.withdraw" not in demo.script.calls
        await demo.press("j", "enter")
        await demo.sees("Text of note 249.")


async def test_a_note_is_withdrawn_and_published_again():
    async with desk() as demo:
        await demo.press("T", "enter")
        await demo.sees("Withdrawn: customers no longer see it.")
        row = next(line for line in demo.lines if "Note 250 " in line)
        assert "Withdrawn" in row
        assert demo.entrance.releases.notes[NEWEST].withdrawn_at
        await demo.press("T")
        await demo.sees("Publish this note again?")
        await demo.press("enter")
        await demo.sees("Published again")
        row = next(line for line in demo.lines if "Note 250 " in line)
        assert "Fixed" in row
        assert not demo.entrance.releases.notes[NEWEST].withdrawn_at


async def test_what_was_withdrawn_is_found_and_published_again():
    async with desk() as demo:
        await demo.press("T", "enter")
        await demo.sees("Withdrawn: customers no longer see it.")
        await demo.press("f")
        await demo.type("withdrawn")
        await demo.press("enter")
        await demo.sees("withdrawn only", "1 note")
        assert "Note 249 " not in demo.text
        await demo.press("enter")
        await demo.sees("Text of note 250.")
        await demo.press("escape", "T", "enter")
        await demo.sees("Published again")
        row = next(line for line in demo.lines if "Note 250 " in line)
        assert "Fixed" in row
        await demo.press("x")
        await demo.sees("250 notes", "Note 249 ")


async def test_a_filter_that_is_set_goes_when_it_is_chosen_again():
    async with desk() as demo:
        for words in ("withdrawn", "fin"):
            await demo.press("f")
            await demo.type(words)
            await demo.press("enter")
        await demo.sees("withdrawn only", "area Finance", "Nothing")
        await demo.press("f", "enter")
        await demo.sees("Note 250 ", "area Finance")
        assert "withdrawn only" not in demo.text


async def test_marked_notes_are_withdrawn_and_published_again_together():
    async with desk() as demo:
        await demo.press("space", "space")
        await demo.sees("2 marked")
        await demo.press("T")
        await demo.sees("Withdraw 2 notes? Customers no longer see them.")
        await demo.press("enter")
        await demo.sees("2 notes withdrawn")
        for number in (250, 249):
            assert demo.entrance.releases.notes[note(number).id].withdrawn_at
            row = next(line for line in demo.lines if f"Note {number} " in line)
            assert "Withdrawn" in row
        await demo.press("T")
        await demo.sees("Publish 2 notes again?")
        await demo.press("enter")
        await demo.sees("2 notes published again")
        assert "e correct" not in demo.footer


async def test_marked_notes_that_are_out_of_sight_are_published_again_too():
    async with desk(vendor(notes=900)) as demo:
        await demo.press("space", "G", "space", "T", "enter")
        await demo.sees("2 notes withdrawn")
        await demo.press("T")
        await demo.sees("Publish 2 notes again?")


async def test_a_day_is_that_of_the_persons_time_zone():
    entrance = vendor(notes=1)
    key = note(1).id
    late = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)
    entrance.releases.notes[key] = replace(entrance.releases.notes[key], corrected_at=late)
    entrance.session = replace(entrance.session, time_zone="Asia/Kathmandu")
    async with desk(entrance, size=WIDE) as demo:
        await demo.sees("corrected 13 Nov")


async def test_a_withdrawn_note_says_so_in_the_reader_and_is_not_corrected():
    async with desk() as demo:
        await demo.press("enter")
        await demo.sees("Text of note 250.")
        await demo.press("T", "enter")
        await demo.sees("by the vendor.", "Text of note 250.")
        assert "e correct" not in demo.footer
        await demo.press("e")
        assert "Correct a note" not in demo.text


async def test_a_question_that_one_walks_away_from_is_a_no():
    async with desk() as demo:
        await demo.press("T")
        await demo.open("profile")
        await demo.open("publishing")
        assert "Withdraw this note?" not in demo.text
        await demo.press("enter")
        await demo.sees("Text of note 250.")
        assert "releases.withdraw" not in demo.script.calls


async def test_a_note_that_is_not_withdrawn_says_why():
    async with desk() as demo:
        demo.script.fail("releases.withdraw", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("T", "enter")
        await demo.sees("portal.sqlite")
        assert "Withdrawn" not in demo.text


async def test_what_the_portal_does_not_allow_is_not_offered():
    entrance = vendor(notes=3)
    entrance.releases.notes = {
        key: replace(item, allowed=frozenset({NoteAction.MARK}))
        for key, item in entrance.releases.notes.items()
    }
    async with desk(entrance) as demo:
        await demo.press("T", "e")
        assert "Withdraw" not in demo.text
        assert "Correct" not in demo.text
        assert "withdraw" not in demo.footer


async def test_markup_in_a_note_is_shown_as_it_is():
    entrance = vendor(notes=1)
    key = note(1).id
    hostile = "[@click=app.quit]x[/] [/oops]"
    entrance.releases.notes[key] = replace(
        entrance.releases.notes[key], title=hostile, area="[/a]", version="[/v]", language="[/l]"
    )
    async with desk(entrance, size=WIDE) as demo:
        await demo.sees(hostile)
        await demo.press("e")
        await demo.sees(hostile, "[/a]", "[/v]", "[/l]")


async def test_the_keys_are_in_the_help():
    async with desk() as demo:
        await demo.press("question_mark")
        await demo.sees("Publish the releases of a file", "Correct the note", "Withdraw the note")
