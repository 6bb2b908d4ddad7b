"""Publishing a file from the terminal: looked into first, sent once."""

import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.fake_publishing import vendor
from tests.screens.driver import PortalDriver
from tests.screens.test_publishing import desk
from tui.api.errors import Fault, FieldError, Invalid, Unavailable
from tui.exchange.releases import read_releases
from tui.screens.publishing import release_files
from tui.screens.publishing.release_files import read_file
from tui.widgets.path_suggester import completed

CHANGELOG = """\
# Changelog

## 7.2 - 2026-11-01

### Added

- Leave in hours

### Fixed

- Filter kept after back

## 7.1 - 2026-08-14

### Removed

- Old mail merge
"""


@pytest.fixture
def changelog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a changelog."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "CHANGELOG.md"
    file.write_text(CHANGELOG)
    return file


async def look_into(demo: PortalDriver, path: str = "CHANGELOG.md") -> None:
    """Name a file and look into it."""
    await demo.press("a")
    await demo.sees("Publish a file")
    await demo.type(path)
    await demo.press("enter")


async def test_a_file_is_shown_before_anything_is_published(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("Profit 7.2  2 notes", "Profit 7.1  1 note", "2 releases, 3 notes")
        assert "enter publish" in demo.footer
        assert "releases.publish" not in demo.script.calls
        await demo.press("escape", "escape")
        await demo.sees("250 notes")
        assert "releases.publish" not in demo.script.calls


async def test_enter_publishes_what_is_shown_and_reads_the_list_anew(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        before = demo.script.calls.count("releases.list")
        await demo.press("enter")
        await demo.sees("Published: 2 new releases, 0 changed; notes: 3.")
        assert demo.script.calls.count("releases.list") > before
        (document,) = demo.entrance.releases.published.values()
        expected = read_releases(CHANGELOG.encode(), "CHANGELOG.md", default_product="Profit")
        assert document == expected.document


async def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_key(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        demo.script.fail("releases.publish", Unavailable(Fault.BUSY, place="portal.sqlite"))
        await demo.press("enter")
        await demo.sees("The portal is busy.")
        demo.script.mend("releases.publish")
        await demo.press("enter")
        await demo.sees("Published:")
        first, second = demo.entrance.releases.keys
        assert first == second


async def test_another_file_is_sent_under_another_key(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        demo.script.fail("releases.publish", Unavailable(Fault.BUSY, place="portal.sqlite"))
        await demo.press("enter")
        await demo.sees("The portal is busy.")
        changelog.write_text(CHANGELOG.replace("Old mail merge", "Mail merge"))
        demo.script.mend("releases.publish")
        await demo.press("escape", "enter")
        await demo.sees("2 releases, 3 notes")
        await demo.press("enter")
        await demo.sees("Published:")
        first, second = demo.entrance.releases.keys
        assert first != second


async def test_enter_twice_sends_once_and_the_answer_is_waited_for(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        demo.script.hold("releases.publish")
        await demo.press("enter", "enter", "escape", "escape")
        await demo.sees("Publish a file")
        demo.script.let_go("releases.publish")
        await demo.sees("Published:")
        assert demo.script.calls.count("releases.publish") == 1


async def test_a_file_that_is_refused_says_where_and_why(changelog: Path):
    changelog.write_text(f"{CHANGELOG}\n```\nno end\n")
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("line 19:", "has no end")
        await demo.press("enter")
        assert "releases.publish" not in demo.script.calls


async def test_what_is_no_file_says_what_it_is(changelog: Path):
    (changelog.parent / "notes").mkdir()
    async with desk() as demo:
        await look_into(demo, "notes/")
        await demo.sees("This is a folder.")
        await demo.type("nothing.md")
        await demo.press("enter")
        await demo.sees("It is not there (any more).")


async def test_the_portals_refusal_names_the_release(changelog: Path):
    async with desk() as demo:
        taken = {"version": "7.1", "source": "other.md"}
        error = Invalid((FieldError("releases.1.version", "version_taken", taken),))
        demo.script.fail("releases.publish", error)
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        await demo.press("enter")
        await demo.sees("Profit 7.1: Version 7.1 is there already", "other.md")


async def test_where_nothing_says_the_product_it_is_asked_for(changelog: Path):
    async with desk(vendor(notes=0)) as demo:
        await look_into(demo)
        await demo.sees("The file names no product.")
        await demo.press("tab")
        await demo.type("Loon")
        await demo.press("enter")
        await demo.sees("Loon 7.2  2 notes")


async def test_what_was_typed_since_is_not_what_is_published(changelog: Path):
    async with desk() as demo:
        await look_into(demo)
        await demo.sees("2 releases, 3 notes")
        await demo.press("escape")
        await demo.type("x")
        demo.app.screen.set_focus(None)
        await demo.press("enter")
        assert "releases.publish" not in demo.script.calls


async def test_a_product_that_is_filled_in_late_takes_nothing_away(changelog: Path):
    changelog.write_text("---\nproduct: Loon\nversion: '3'\n---\n\nNews.\n")
    async with desk() as demo:
        demo.script.hold("releases.facets")
        await look_into(demo)
        await demo.sees("Loon 3")
        demo.script.let_go("releases.facets")
        await demo.wait_for(lambda: demo.app.screen.query_one("#product", Input).value == "Profit")
        await demo.press("enter")
        await demo.sees("Published:")


async def test_tab_completes_the_name_of_a_file_and_then_goes_on(changelog: Path):
    async with desk() as demo:
        await demo.press("a")
        await demo.type("CHA")
        await demo.press("tab", "enter")
        await demo.sees("2 releases, 3 notes")
        await demo.press("escape", "tab")
        await demo.type(" 2")
        await demo.press("enter")
        await demo.sees("Profit 2 7.2")


def test_names_are_completed_as_a_shell_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "notes").mkdir()
    for name in ("news.md", ".hidden.md", "notes/a.md"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed("ne") == "news.md"
    assert completed("no") == "notes/"
    assert completed("notes/") == "notes/a.md"
    assert completed("~/ne") == "~/news.md"
    assert completed("./.h") == "./.hidden.md"
    assert completed(f"{tmp_path}/") == f"{tmp_path}/news.md"
    for typed in ("x", "x/y", "news.md/", "\0", "~nobody-here/x"):
        assert completed(typed) is None


def test_names_that_would_play_with_the_terminal_are_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a\x1b[2Jb.md").write_text("")
    monkeypatch.chdir(tmp_path)
    assert completed("a") is None


async def test_a_file_is_read_beside_the_screen(changelog: Path, monkeypatch: pytest.MonkeyPatch):
    threads: list[threading.Thread] = []
    read = release_files.read

    def seen(path: Path) -> bytes:
        threads.append(threading.current_thread())
        return read(path)

    monkeypatch.setattr(release_files, "read", seen)
    await read_file(str(changelog), "Profit")
    assert threads != [threading.main_thread()]
    assert len(threads) == 1
