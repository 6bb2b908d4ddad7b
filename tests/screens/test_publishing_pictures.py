"""What the vendor's room looks like: compared with the pictures of last time."""

from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from textual.pilot import Pilot

from tests.fake_publishing import NOW, vendor
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, make_app
from tests.screens.test_pictures import NARROW, SIZES, WIDE, PicturedApp
from tests.screens.test_publish_file import CHANGELOG
from tui import i18n
from tui.i18n import formats
from tui.screens.publishing import withdrawing

Show = Callable[[PortalDriver], Awaitable[None]]


class Clock(datetime):
    """Stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(NOW.timestamp(), tz)


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    day = formats.day
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=NOW.date()))
    monkeypatch.setattr(withdrawing, "datetime", Clock)


@pytest.fixture(autouse=True)
def _a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    monkeypatch.chdir(tmp_path)


def looks_as_before(
    snap_compare: Callable[..., bool],
    show: Show,
    *words: str,
    size: tuple[int, int],
    entrance: FakeEntrance | None = None,
) -> bool:
    """Open the room, bring it to a state, read the words there, and compare the picture."""
    entrance = entrance or vendor()

    async def bring(pilot: Pilot[str]) -> None:
        demo = PortalDriver(pilot.app, pilot, entrance)
        await demo.settle()
        await demo.open("publishing")
        if entrance.releases.notes:
            await demo.sees(" notes")  # the figure, which comes after the rows
            if size == WIDE:
                await demo.sees("Text of note 250.")
        await show(demo)
        await demo.sees(*words)
        await demo.stand_still()

    return snap_compare(make_app(entrance, kind=PicturedApp), terminal_size=size, run_before=bring)


async def nothing(demo: PortalDriver) -> None:
    """Look at what is there."""


async def correcting(demo: PortalDriver) -> None:
    """Open the form and change the area."""
    await demo.press("e", "j", "j", "j", "enter")
    await demo.type("!")
    await demo.press("escape")


async def corrected(demo: PortalDriver) -> None:
    """Correct the area, and read."""
    await correcting(demo)
    await demo.press("ctrl+s", "enter")


async def asked(demo: PortalDriver) -> None:
    """Ask to withdraw a note."""
    await demo.press("T")


async def withdrawn(demo: PortalDriver) -> None:
    """Withdraw a note."""
    await demo.press("T", "enter")


async def filtering(demo: PortalDriver) -> None:
    """Withdraw a note, and ask what the list can be narrowed to while it shows that one."""
    await demo.press("T", "enter", "f")
    await demo.type("withdrawn")
    await demo.press("enter", "f")


async def looked_into(demo: PortalDriver) -> None:
    """Look into a file."""
    await demo.press("a")
    await demo.type("CHANGELOG.md")
    await demo.press("enter")


PICTURES: dict[str, tuple[Show, str]] = {
    "list": (nothing, "250 notes"),
    "form": (correcting, "Finance!"),
    "corrected": (corrected, "corrected 23 Nov"),
    "question": (asked, "Withdraw this note?"),
    "withdrawn": (withdrawn, "Withdrawn: customers no longer see it."),
    "filter": (filtering, "Everything"),
    "file": (looked_into, "2 releases, 3 notes"),
}


@SIZES
@pytest.mark.parametrize("name", PICTURES)
def test_publishing_looks_as_before(snap_compare, name: str, size: tuple[int, int]):
    show, words = PICTURES[name]
    assert looks_as_before(snap_compare, show, words, size=size)


@SIZES
def test_nothing_published_looks_as_before(snap_compare, size: tuple[int, int]):
    entrance = vendor(notes=0)
    words = "a  publish a file"
    assert looks_as_before(snap_compare, nothing, words, size=size, entrance=entrance)


@pytest.mark.parametrize("show", [nothing, correcting, asked, looked_into])
def test_dutch_publishing_looks_as_before(snap_compare, show: Show):
    i18n.use("nl")
    words = {
        nothing: "250 notes",
        correcting: "Verbeter een note",
        asked: "Deze note intrekken?",
        looked_into: "2 releases, 3 notes",
    }
    assert looks_as_before(snap_compare, show, words[show], size=NARROW)
