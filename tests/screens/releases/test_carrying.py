"""Headings, links, copies and files of a note."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal
from tui import whole_files
from tui.screens.releases.carried import file_name, heading_address, whole
from tui.screens.saving import save

URL = "https://vendor.example/notes/5"
MANUAL = "https://vendor.example/manual/leave/hours-per-day?version=7&language=en#what-do-you-do"
BODY = (
    "# Leave\n\nSee [the manual](" + MANUAL + "), [mail](mailto:x@y.example) or "
    "[a script](javascript:alert(1)).\n\n"
    + "\n\n".join(f"Line {number}." for number in range(40))
    + "\n\n## What do you do?\n\nOpen it.\n\n"
    + "\n\n".join(f"Step {number}." for number in range(40))
)


@pytest.fixture
def entrance() -> FakeEntrance:
    """A portal whose newest note has links, headings and an address."""
    made = FakeEntrance(notes=5)
    made.releases.change(5, url=URL, body=BODY)
    return made


async def read(demo: PortalDriver) -> None:
    await demo.press("enter")
    await demo.sees("See the manual")


async def test_a_heading_is_one_choice_away(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await read(demo)
        await demo.press("i")
        await demo.type("what")
        await demo.press("enter")
        await demo.sees("Open it.")
        await demo.press("k")
        assert "Step" in demo.text


async def test_links_show_their_whole_address_and_are_copied(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await read(demo)
        await demo.press("o")
        assert "▌ the manual  " in demo.text
        assert MANUAL in "".join(line[12:68] for line in demo.lines)
        assert "mailto" not in demo.text
        assert "javascript" not in demo.text
        await demo.press("enter")
        assert demo.app.clipboard == MANUAL
        await demo.sees("Copied: https://vendor.example")


@pytest.mark.parametrize(
    ("words", "copied"),
    [
        ("address of the note", URL),
        ("heading", f"{URL}#what-do-you-do"),
        ("section", "## What do you do?\n\nOpen it."),
        ("whole", "# Note 5 about leave\n\n"),
    ],
)
async def test_what_is_copied_is_chosen(entrance: FakeEntrance, words: str, copied: str):
    async with portal(entrance) as demo:
        await read(demo)
        await demo.press("i")
        await demo.type("what")
        await demo.press("enter", "y")
        await demo.type(words)
        await demo.press("enter")
        assert demo.app.clipboard.startswith(copied)
        await demo.sees("Copied: ")


async def test_a_note_without_an_address_offers_none():
    async with portal(FakeEntrance(notes=5)) as demo:
        await demo.press("enter", "y")
        await demo.sees("this section as Markdown")
        assert "address" not in demo.text


async def save_at(demo: PortalDriver, place: Path) -> None:
    await demo.press("s")
    await demo.press("home", "ctrl+k")
    await demo.type(str(place))
    await demo.press("enter")


async def test_a_note_is_saved_as_markdown(entrance: FakeEntrance, tmp_path: Path):
    async with portal(entrance) as demo:
        await read(demo)
        await save_at(demo, tmp_path / "note.md")
        await demo.sees("Saved: ")
        assert (tmp_path / "note.md").read_text() == whole(entrance.releases.notes[note(5).id], "")


async def test_a_file_that_is_there_stays_as_it_is(entrance: FakeEntrance, tmp_path: Path):
    (tmp_path / "note.md").write_text("mine")
    async with portal(entrance) as demo:
        await read(demo)
        await save_at(demo, tmp_path / "note.md")
        await demo.sees("is there already")
        assert (tmp_path / "note.md").read_text() == "mine"
        await demo.press("escape")
        await demo.sees("See the manual")


async def test_a_file_that_came_meanwhile_stays_as_it_is(tmp_path: Path):
    place = tmp_path / "note.md"
    place.write_text("mine")
    assert "is there already" in await save(place, b"theirs")
    assert place.read_text() == "mine"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
async def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    entrance: FakeEntrance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
):
    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    async with portal(entrance) as demo:
        await read(demo)
        monkeypatch.setattr(whole_files.os, "fsync", full)
        await save_at(demo, tmp_path / "note.md")
        await demo.sees("The disk is full")
        assert list(tmp_path.glob("*note.md*")) == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes: the system itself then refuses."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_a_disk_that_fills_in_the_middle_of_a_note_leaves_nothing_of_it(
    entrance: FakeEntrance, tmp_path: Path
):
    async with portal(entrance) as demo:
        await read(demo)
        with room_for(200):
            await save_at(demo, tmp_path / "note.md")
            await demo.sees("The disk is full")
        assert list(tmp_path.glob("*note.md*")) == []
        await save_at(demo, tmp_path / "note.md")
        await demo.sees("Saved: ")


@pytest.mark.parametrize(
    ("place", "words"), [("", "Type where"), ("/", "is a folder"), ("/nowhere/x.md", "no folder")]
)
async def test_a_place_that_cannot_be_is_said_at_once(
    entrance: FakeEntrance, place: str, words: str
):
    async with portal(entrance) as demo:
        await read(demo)
        await demo.press("s", "home", "ctrl+k")
        await demo.type(place)
        await demo.press("enter")
        await demo.sees(words)


def test_a_file_name_is_one_that_any_system_takes():
    assert file_name(note(5, title="../../etc/passwd: *new*?")) == "Profit-6-etc-passwd-new.md"
    assert file_name(note(5, title="x" * 300)).endswith("x.md")
    assert len(file_name(note(5, title="x" * 300))) < 100
    assert file_name(note(5, version="?", product="!", title="...")) == "note.md"


def test_headings_are_addressed_as_the_web_does():
    item = note(5, url=URL + "#top")
    assert heading_address(item, "## What's new, in 7.1?\n\nx") == f"{URL}#whats-new-in-71"
    assert heading_address(item, "No heading.") == ""
    assert heading_address(note(5), "# Heading") == ""
