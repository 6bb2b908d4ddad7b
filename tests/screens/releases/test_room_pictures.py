"""What the Update Center looks like in each of its states, compared with last time."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.fake_actions import ANNA, BRAM
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tests.screens.test_pictures import NARROW, SIZES, Show, looks_as_before
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.models.releases import Release
from tui.i18n import formats

CORRECTED_AT = datetime(2026, 11, 12, tzinfo=UTC)
MANUAL = "https://vendor.example/manual"
BODY = f"# Leave\n\nSee [the manual]({MANUAL}).\n\n## What do you do?\n\n1. Open it."


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    day = formats.day
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=date(2026, 11, 23)))


def entrance() -> FakeEntrance:
    """Return a portal in which each sign is there to be seen."""
    made = FakeEntrance()
    notes = made.releases
    notes.change(249, bookmarked=True, url="https://vendor.example/249")
    notes.change(248, corrected_at=CORRECTED_AT, bookmarked=True, body=BODY)
    notes.change(247, language="nl", title="Verlof in uren per dag")
    notes.change(246, bookmarked=True, withdrawn_at=CORRECTED_AT, body="")
    release = next(note for note in notes.notes.values() if note.version == "Profit 5")
    notes.current = Release(id=release.release_id, product="Profit", version="Profit 5")
    made.actions.change(0, owner=BRAM, due_on=date(2020, 1, 15))
    made.actions.change(1, owner=ANNA, due_on=date(2099, 12, 1))
    made.actions.change(2, done_at=CORRECTED_AT, done_by="Bram Öz")
    return made


def pressing(*keys: str) -> Show:
    """Press these keys."""

    async def press(demo: PortalDriver) -> None:
        await demo.press(*keys)

    return press


def among_the_actions(*keys: str) -> Show:
    """Show the required actions and press these keys."""

    async def show(demo: PortalDriver) -> None:
        await demo.press("A")
        await demo.sees("of 35 done")
        if demo.app.size.width > NARROW[0]:
            await demo.sees("Text of note 245.")  # the preview, which waits for the cursor to rest
        await demo.press(*keys)

    return show


def in_a_note(*keys: str) -> Show:
    """Open the note with a link and press these keys."""

    async def show(demo: PortalDriver) -> None:
        await demo.press("j", "j", "enter")
        await demo.sees("1 link")
        await demo.press(*keys)

    return show


async def finding_words(demo: PortalDriver) -> None:
    """Search for words that stand in the text."""
    await demo.press("slash")
    await demo.type("manual")
    await demo.sees("1 found")
    if demo.app.size.width > NARROW[0]:
        await demo.sees("1. Open it.", "1 link")  # links are counted when a text has stayed


async def bookmarks(demo: PortalDriver) -> None:
    """List the bookmarks and go to the one that was withdrawn."""
    await demo.press("f")
    await demo.type("bookmarks")
    await demo.press("enter", "j", "j")
    await demo.sees("3 notes")


async def withdrawn(demo: PortalDriver) -> None:
    """Open the bookmark that was withdrawn."""
    await bookmarks(demo)
    await demo.press("enter")
    await demo.sees("12 Nov")


STATES: dict[str, tuple[Show, str]] = {
    "signs": (pressing("j"), "(nl) Verlof"),
    "marked": (pressing("space", "space", "space", "m"), "3 marked"),
    "all-read": (pressing("M"), "50 marked read, z takes it back"),
    "found": (finding_words, "1 found"),
    "filtered": (pressing("u", "O"), "oldest first"),
    "bookmarks": (bookmarks, "bookmarks only"),
    "withdrawn": (withdrawn, "by the vendor"),
    "comparison": (pressing("c"), "Profit 5 → Profit 7"),
    "two-versions": (pressing("c", "c"), "Which version do you have?"),
    "actions": (among_the_actions(), "Required actions"),
    "actions-done": (among_the_actions("d"), "2 of 35 done"),
    "action-filter": (among_the_actions("f"), "Filter the required actions"),
    "due": (among_the_actions("D"), "Due until"),
    "copying": (in_a_note("y"), "the whole note as Markdown"),
    "links": (in_a_note("o"), MANUAL),
}


@SIZES
@pytest.mark.parametrize("name", STATES)
def test_the_room_looks_as_before(
    snap_compare: Callable[..., bool], name: str, size: tuple[int, int]
):
    show, words = STATES[name]
    assert looks_as_before(snap_compare, entrance(), show, words, size=size)


DUTCH: dict[str, tuple[Show, str]] = {
    "signs": (pressing("j"), "Verlof"),
    "marked": (pressing("space", "space", "m"), "2 gemerkt"),
    "comparison": (pressing("c"), "gelezen"),
    "actions": (pressing("A"), "Vereiste acties"),
    "filter": (pressing("f"), "alleen bladwijzers"),
}


@pytest.mark.parametrize("name", DUTCH)
def test_the_room_looks_as_before_in_dutch(snap_compare: Callable[..., bool], name: str):
    i18n.use("nl")
    show, words = DUTCH[name]
    assert looks_as_before(snap_compare, entrance(), show, words)


@SIZES
def test_actions_that_cannot_be_had_look_as_before(
    snap_compare: Callable[..., bool], size: tuple[int, int]
):
    made = entrance()

    async def fail(demo: PortalDriver) -> None:
        made.script.fail("actions.list", Unavailable(Fault.BUSY))
        await demo.press("A")

    assert looks_as_before(snap_compare, made, fail, "r  try again", size=size)


@SIZES
def test_no_actions_look_as_before(snap_compare: Callable[..., bool], size: tuple[int, int]):
    made = FakeEntrance()
    made.actions.actions = {}
    words = "No required actions here."
    assert looks_as_before(snap_compare, made, pressing("A"), words, size=size)
