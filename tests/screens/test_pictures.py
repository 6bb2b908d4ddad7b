"""What the screens look like: compared with the pictures of last time.

Every picture is checked for some words too, so that a wrong one is not taken for right.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from textual.pilot import Pilot

from tests.fake_needs import EVERYTHING
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, make_app
from tui import i18n
from tui.api.errors import Fault, Forbidden, PortalError, Reason, Remedy, Unavailable
from tui.api.line import Line
from tui.api.policy import Permission
from tui.app import PortalApp
from tui.drafts import Drafts
from tui.i18n import formats

NARROW, WIDE = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])


class PicturedApp(PortalApp):
    """Draws pictures without the addresses of fonts, which nobody needs to fetch."""

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as an SVG."""
        svg = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    day = formats.day
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=date(2026, 11, 23)))


def looks_as_before(
    snap_compare: Callable[..., bool],
    entrance: FakeEntrance,
    show: "Show",
    *words: str,
    size: tuple[int, int] = NARROW,
    signed_in: bool = True,
    line: Line | None = None,
    drafts: Drafts | None = None,
) -> bool:
    """Bring the app to a state, read the words there, and compare the picture."""

    async def bring(pilot: Pilot[str]) -> None:
        demo = PortalDriver(pilot.app, pilot, entrance)
        await demo.settle()
        reads = Permission.RELEASES_READ in entrance.session.permissions
        begins = signed_in and reads and not entrance.script.errors
        if size == WIDE and begins and entrance.releases.notes:
            await demo.sees("Text of note 250.")  # the preview, which waits for the cursor to rest
        if begins:
            await demo.sees(" notes")  # the figures, which come after the rows
        await show(demo)
        await demo.sees(*words)
        await demo.stand_still()

    app = make_app(entrance, signed_in=signed_in, line=line, drafts=drafts, kind=PicturedApp)
    return snap_compare(app, terminal_size=size, run_before=bring)


Show = Callable[[PortalDriver], Awaitable[None]]


async def nothing(demo: PortalDriver) -> None:
    """Look at what is there."""


async def reading(demo: PortalDriver) -> None:
    """Open the third note."""
    await demo.press("j", "j", "enter")
    await demo.sees("Text of note 248.")


async def searching(demo: PortalDriver) -> None:
    """Search for a word."""
    await demo.press("slash")
    await demo.type("note 12")
    await demo.sees("found")


async def filtering(demo: PortalDriver) -> None:
    """Ask what can be filtered by."""
    await demo.press("f")
    await demo.sees("unread only")


async def profile(demo: PortalDriver) -> None:
    """Open the profile."""
    await demo.open("profile")


async def needed(demo: PortalDriver) -> None:
    """Ask what waits."""
    await demo.press("exclamation_mark")


async def sessions(demo: PortalDriver) -> None:
    """Ask about ending a session."""
    await demo.open("profile")
    await demo.press("X", "j", "X")


async def settings(demo: PortalDriver) -> None:
    """Type what is no time zone."""
    await demo.open("profile")
    await demo.press("enter", "j", "j", "enter", "ctrl+u")
    await demo.type("Mars")
    await demo.press("escape")


async def password(demo: PortalDriver) -> None:
    """Begin to change the password."""
    await demo.open("profile")
    await demo.press("p")


async def unbuilt(demo: PortalDriver) -> None:
    """Open an area that is not there yet."""
    await demo.open("courses")


async def helped(demo: PortalDriver) -> None:
    """Ask for help."""
    await demo.press("question_mark")


PICTURES: dict[str, tuple[Show, str]] = {
    "list": (nothing, "250 notes"),
    "reader": (reading, "Text of note 248."),
    "search": (searching, "found"),
    "filter": (filtering, "bookmarks only"),
    "profile": (profile, "What you may do"),
    "sessions": (sessions, "End the session of 1 Nov 10:30? enter/esc"),
    "settings": (settings, "Not a time zone"),
    "password": (password, "Present password"),
    "needs": (needed, "4 actions of yours to do"),
    "unbuilt": (unbuilt, "Not in this version yet"),
    "help": (helped, "Keys that act here"),
}


@SIZES
@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_before(snap_compare, name: str, size: tuple[int, int]):
    show, words = PICTURES[name]
    entrance = FakeEntrance()
    if name == "needs":
        entrance.needs.waiting = EVERYTHING
    assert looks_as_before(snap_compare, entrance, show, words, size=size)


FAILURES: dict[str, tuple[PortalError, str]] = {
    "failed": (Unavailable(Fault.UNREACHABLE, place="https://portal.example"), "try again"),
    "denied": (
        Forbidden(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, "releases.read", ("Bram Öz",)),
        "Bram Öz",
    ),
}


@SIZES
@pytest.mark.parametrize("name", FAILURES)
def test_what_cannot_be_shown_looks_as_before(snap_compare, name: str, size: tuple[int, int]):
    error, words = FAILURES[name]
    entrance = FakeEntrance()
    entrance.script.fail("releases.list", error)
    assert looks_as_before(snap_compare, entrance, nothing, words, size=size)


@SIZES
def test_no_notes_look_as_before(snap_compare, size: tuple[int, int]):
    entrance = FakeEntrance(notes=0)
    words = ("No release notes yet", "0 notes")
    assert looks_as_before(snap_compare, entrance, nothing, *words, size=size)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("seats", [True, False], ids=["demo", "own"])
def test_the_question_who_is_there_looks_as_before(snap_compare, language: str, seats: bool):
    i18n.use(language)
    entrance = FakeEntrance(seats=seats)
    words = i18n.t("sign_in.languages")
    assert looks_as_before(snap_compare, entrance, nothing, words, signed_in=False)


@SIZES
def test_dutch_looks_as_before(snap_compare, size: tuple[int, int]):
    i18n.use("nl")
    assert looks_as_before(snap_compare, FakeEntrance(), nothing, "ongelezen", size=size)
