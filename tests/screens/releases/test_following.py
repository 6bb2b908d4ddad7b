"""What the vendor does to a note while somebody reads it is said at the next key that acts."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, NotFound, Unavailable

NARROW, WIDE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
AT = datetime(2026, 11, 12, tzinfo=UTC)
KEYS = ["m", "b", "z", "right_curly_bracket", "left_curly_bracket"]
"""What meets the portal while one reads the only unread note."""


def row(demo: PortalDriver, number: int) -> str:
    """The row of a note in the list, without the reader beside it."""
    lines = [line.partition("▏")[0] for line in demo.lines]
    return next(line for line in lines if f"Note {number} about" in line)


def top_paragraph(demo: PortalDriver) -> str:
    return next(line for line in demo.lines if "Paragraph" in line)


def withdraw(demo: PortalDriver, number: int = 5) -> None:
    demo.entrance.releases.change(number, withdrawn_at=AT, body="")


def correct(demo: PortalDriver, number: int = 5) -> None:
    body = note(number).body.replace("Paragraph 20", "Paragraph twenty")
    demo.entrance.releases.change(number, corrected_at=AT, revision=2, title="Better", body=body)


async def read(demo: PortalDriver) -> None:
    """Open the newest note, with a bookmark to take back."""
    await demo.press("b", "enter")
    await demo.sees("Text of note 5.")


@SIZES
@pytest.mark.parametrize("key", KEYS)
async def test_a_note_withdrawn_while_it_is_read_says_so_at_the_next_key(size, key: str):
    async with portal(FakeEntrance(notes=5), size=size) as demo:
        await read(demo)
        await demo.press("pagedown")
        before = top_paragraph(demo)
        withdraw(demo)
        await demo.press(key)
        await demo.sees("Withdrawn on 12 Nov by the vendor. What you read stays")
        assert top_paragraph(demo) == before
        await demo.press("home")
        await demo.sees("withdrawn 12 Nov", "Text of note 5.")
        await demo.press("escape")
        assert "Withdrawn" in row(demo, 5)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_is_said_of_it_fits_on_a_narrow_screen(language: str):
    i18n.use(language)
    async with portal(FakeEntrance(notes=5)) as demo:
        for change in (withdraw, correct):
            await read(demo)
            change(demo)
            await demo.press("m")
            await demo.sees("12 ")
            assert "…" not in demo.lines[-2]
            demo.entrance.releases.change(5, withdrawn_at=None, body="Text of note 5.")
            await demo.press("escape", "j", "k")


@SIZES
@pytest.mark.parametrize("key", KEYS)
async def test_a_note_corrected_while_it_is_read_is_the_new_one_at_the_same_place(size, key: str):
    async with portal(FakeEntrance(notes=5), size=size) as demo:
        await read(demo)
        await demo.press("pagedown", "pagedown", "k")
        before = top_paragraph(demo)
        correct(demo)
        await demo.press(key)
        await demo.sees("The vendor corrected this note on 12 Nov; this is the new text.")
        assert top_paragraph(demo) == before
        await demo.press("escape")
        await demo.sees("~", "Better")
        assert "Note 5 about" not in demo.text


async def test_scrolling_an_unread_note_finds_out_too():
    async with portal(FakeEntrance(notes=5), size=WIDE) as demo:
        await demo.sees("Text of note 5.")
        withdraw(demo)
        await demo.press("tab", "down")
        await demo.sees("Withdrawn on 12 Nov")
        assert "releases.mark" in demo.script.calls


async def test_opening_a_note_asks_for_it_once():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter")
        await demo.sees("Text of note 5.")
        assert demo.script.calls.count("releases.show") == 1


@SIZES
@pytest.mark.parametrize("key", ["m", "b"])
async def test_a_row_that_was_withdrawn_is_not_marked_as_if_nothing_were(size, key: str):
    async with portal(FakeEntrance(notes=5), size=size) as demo:
        await demo.press("j")
        withdraw(demo, 4)
        await demo.press(key)
        await demo.sees("Withdrawn on 12 Nov by the vendor.")
        assert "Withdrawn" in row(demo, 4)


async def test_each_marked_row_is_shown_as_it_is_now():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("space", "space", "space")
        withdraw(demo, 4)
        correct(demo, 3)
        await demo.press("b")
        await demo.sees("3 bookmarked", "Better")
        assert "Withdrawn" in row(demo, 4)


@SIZES
async def test_the_bookmark_of_a_withdrawn_note_is_kept_and_goes_and_comes_back(size):
    async with portal(FakeEntrance(notes=5), size=size) as demo:
        await demo.press("enter")
        withdraw(demo)
        await demo.press("b", "escape", "f")
        await demo.type("bookmarks")
        await demo.press("enter")
        await demo.sees("1 note")
        assert "★" in row(demo, 5)
        await demo.press("b")
        assert "★" not in row(demo, 5)
        await demo.press("z")
        assert "★" in row(demo, 5)


@pytest.mark.parametrize("key", ["m", "right_curly_bracket"])
async def test_a_note_that_is_gone_for_good_says_so_and_its_row_is_dimmed(key: str):
    async with portal(FakeEntrance(notes=5), size=WIDE) as demo:
        demo.entrance.releases.change(5, bookmarked=True, read=True)
        await demo.press("f")
        await demo.type("bookmarks")
        await demo.press("enter", "enter")
        await demo.sees("Text of note 5.")
        before = colours(demo, "Note 5 about")
        vanish(demo, note(5).id)
        await demo.press(key)
        await demo.sees("no longer there. What you read stays", "Text of note 5.")
        await demo.press("escape")
        assert colours(demo, "Note 5 about") != before


def vanish(demo: PortalDriver, note_id: str) -> None:
    """Let a note be no more, though marks of it are taken."""
    shown = demo.entrance.releases.show

    async def show(asked: str, query) -> object:
        if asked == note_id:
            demo.script.calls.append("releases.show")
            raise NotFound("note")
        return await shown(asked, query)

    demo.entrance.releases.show = show


def colours(demo: PortalDriver, words: str) -> list[object]:
    """The styles of the first line that holds these words."""
    strips = demo.app.screen._compositor.render_strips()
    strip = next(strip for strip in strips if words in strip.text)
    return [segment.style for segment in strip if words[:6] in segment.text]


async def test_where_nobody_can_find_out_the_text_stays():
    async with portal(FakeEntrance(notes=5)) as demo:
        await read(demo)
        demo.script.fail("releases.show", Unavailable(Fault.BUSY))
        await demo.press("m")
        await demo.sees("Text of note 5.")
        await demo.press("escape", "enter")
        await demo.sees("Text of note 5.", "The portal is busy")
        demo.script.mend("releases.show")
        withdraw(demo)
        await demo.press("m")
        await demo.sees("Withdrawn on 12 Nov")


Change = Callable[[PortalDriver], None]


@pytest.mark.parametrize(
    ("change", "words"), [(withdraw, "Withdrawn on"), (correct, "Better")], ids=["gone", "other"]
)
async def test_a_required_action_follows_its_note(change: Callable[..., None], words: str):
    entrance = FakeEntrance(notes=14)
    async with portal(entrance, size=WIDE) as demo:
        await demo.press("A", "enter")
        await demo.sees("Text of note 14.")
        change(demo, 14)
        await demo.press("b")
        await demo.sees(words)
        await demo.press("escape")
        shown = "\n".join(line[:72] for line in demo.lines)
        assert ("Better" in shown) is (change is correct)


async def test_a_hit_keeps_its_excerpt():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("slash")
        await demo.type("paragraph")
        await demo.sees("5 found")
        await demo.press("enter", "b")
        assert "paragraph" in row(demo, 5).lower()
