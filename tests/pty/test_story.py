"""From a wheel in a fresh environment to notes that were read and actions that are done."""

import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.pty.emulator import FRESH_MODES
from tests.pty.terminal import Terminal, environment

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

EMAIL, PASSWORD = "anna@example.org", "correct horse battery"


def test_the_wheel_carries_all_that_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    root = Path(__file__).parents[2]
    files = {
        file.relative_to(root).as_posix()
        for file in root.glob("tui/**/*")
        if file.is_file() and file.suffix not in (".pyc", ".po")
    }
    assert {file.rpartition(".")[2] for file in files} >= {"py", "tcss", "mo"}
    assert files <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_an_employee_reads_a_note(installed: Path, tmp_path: Path) -> None:
    where = "import tui; print(tui.__file__)"
    told = subprocess.run(
        [installed / "python", "-c", where],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(installed.parent)

    with Terminal([str(installed / "klantportal"), "demo"], cwd=tmp_path) as terminal:
        terminal.wait_for("Who would you like to be?")
        terminal.wait_for(re.compile(r"1\s+Anna de Vries"))
        terminal.press("1")
        terminal.wait_for(re.compile(r"1 Update Center.*0 (Profile|Me)"))
        terminal.wait_for("Profit 7")
        terminal.press("/")
        terminal.wait_for("f1 help")  # letters are typed now and do not act
        terminal.type("leave in hours per day")
        terminal.wait_for(re.compile(r"leave in hours per day .* found"))
        terminal.press("enter")
        terminal.wait_gone("f1 help")
        terminal.wait_for(re.compile("^▌.*Leave in hours", re.MULTILINE))
        terminal.press("enter")
        terminal.wait_for("in hours per working day instead of")
        terminal.press("pagedown")
        terminal.wait_for("What do you do?")
        terminal.press("q")
        terminal.wait_gone("What do you do?")
        terminal.press("escape")
        terminal.wait_for("250 notes")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.emulator.modes == FRESH_MODES
        assert terminal.settings_restored


def test_an_administrator_sees_to_what_two_releases_ask(installed: Path, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "files"
    folder.mkdir()
    _make_portal(installed, home)
    _write_releases(folder / "notes")
    _klantportal(installed, home, "import", "releases", str(folder / "notes"))
    _klantportal(installed, home, "logout")
    _runs(home, "Profit 2")
    with _screen(installed, home, folder) as terminal:
        _sign_in(terminal)
        terminal.wait_for("5 notes · 5 unread")
        _read_all_unread(terminal)
        _compare(terminal)
        _tick_off(terminal)
        _export(terminal, folder)
        terminal.press("O")
        terminal.wait_for("oldest first")
        terminal.press("f")
        terminal.wait_for("Filter (")
        terminal.type("action required")
        terminal.wait_gone("Good to know")
        terminal.press("enter")
        terminal.wait_for("3 action required")
        terminal.press("Q")
        assert terminal.wait_end() == 0
        assert terminal.emulator.modes == FRESH_MODES
    _check_files(folder)
    with _screen(installed, home, folder) as terminal:
        terminal.wait_for("oldest first")
        terminal.wait_for("3 action required")
        titles = re.findall(r"Breaking in \d$", terminal.text, re.MULTILINE)
        assert titles == ["Breaking in 1", "Breaking in 2", "Breaking in 3"]
        terminal.press("Q")
        assert terminal.wait_end() == 0


def _klantportal(installed: Path, home: Path, *verb: str, typed: str = "") -> None:
    env = environment({"KLANTPORTAL_HOME": str(home)})
    command = (str(installed / "klantportal"), *verb)
    subprocess.run(command, env=env, input=typed, text=True, check=True, capture_output=True)


def _make_portal(installed: Path, home: Path) -> None:
    who = ("--email", EMAIL, "--name", "Anna de Vries", "--password-stdin")
    _klantportal(installed, home, "init", "--organisation", "Voorbeeld BV", *who, typed=PASSWORD)


def _write_releases(folder: Path) -> None:
    """Three versions that each ask something; the last two have a note besides."""
    folder.mkdir()
    for version in (1, 2, 3):
        head = f"---\nproduct: Profit\nversion: '{version}'\ndate: 2026-0{version}-15\n"
        body = f"## Breaking in {version}\n\nLog in anew.\n"
        if version > 1:
            body += f"\n## Finance {version}\n\nA bank link.\n"
        text = f"{head}language: en\n---\n# Profit {version}\n\n{body}"
        (folder / f"profit-{version}.md").write_text(text)


def _runs(home: Path, version: str) -> None:
    """Let the organisation run this version, which only the owner of the file can say."""
    with closing(sqlite3.connect(home / "data" / "portal.sqlite")) as store, store:
        store.execute("UPDATE organisation SET product_version = ?", (version,))


@contextmanager
def _screen(installed: Path, home: Path, folder: Path) -> Iterator[Terminal]:
    env = {"KLANTPORTAL_HOME": str(home)}
    with Terminal([str(installed / "klantportal")], env=env, cwd=folder) as terminal:
        yield terminal


def _sign_in(terminal: Terminal) -> None:
    terminal.wait_for("Stay signed in")
    terminal.type(f"{EMAIL}\r{PASSWORD}")
    terminal.press("tab", "space", "shift+tab", "enter")  # stay signed in
    terminal.wait_for("Where do you work now?")
    terminal.press("1")


def _read_all_unread(terminal: Terminal) -> None:
    """Open the first note, go on with `}` until there is none, and back to the list."""
    terminal.press("enter")
    terminal.wait_for("Log in anew.")
    for left in (4, 3, 2, 1):
        terminal.wait_for(f"5 notes · {left} unread")
        terminal.press("}")
    terminal.wait_for("5 notes · 3 action required")
    terminal.press("}")
    terminal.wait_for("No unread note further on.")
    terminal.press("q")
    terminal.wait_for("▌")
    assert "●" not in terminal.text


def _compare(terminal: Terminal) -> None:
    """What is new since the organisation's version, and back."""
    terminal.press("c")
    terminal.wait_for("Profit 2 → Profit 3")
    terminal.wait_for("2 of 2 read")
    assert "Breaking in 2" not in terminal.text
    terminal.press("escape")
    terminal.wait_for("5 notes")


def _tick_off(terminal: Terminal) -> None:
    """Tick the first one off, take that back, tick it off again; list it with the others."""
    terminal.press("A")
    terminal.wait_for("0 of 3 done")
    terminal.press("d")
    terminal.wait_for(re.compile("^▌ ✓ .*Breaking in 3", re.MULTILINE))
    terminal.wait_for("1 of 3 done")
    terminal.press("z")
    terminal.wait_for("Taken back: 1 action.")
    terminal.wait_for("0 of 3 done")
    terminal.press("d")
    terminal.wait_for("1 of 3 done")
    terminal.press("f")
    terminal.wait_for("Filter the required actions")
    terminal.type("and done")
    terminal.wait_gone("mine")
    terminal.press("enter")
    terminal.wait_for("open and done")
    terminal.wait_for(re.compile("✓ .*Breaking in 3"))


def _export(terminal: Terminal, folder: Path) -> None:
    """As a checklist and as tasks, in the folder in which the program was started."""
    for form, ending in (("checklist", "md"), ("calendar", "ics")):
        terminal.press("s")
        terminal.wait_for("Save the actions as")
        terminal.type(form)
        terminal.wait_gone("a table for a spreadsheet")
        terminal.press("enter")
        terminal.wait_for("An existing file is never replaced.")
        terminal.press("enter")
        terminal.wait_for("Saved: ")
        place = folder / f"required-actions.{ending}"
        terminal.wait_until(partial(_is_written, place), place.name)
    terminal.press("escape")
    terminal.wait_for("5 notes")


def _is_written(place: Path) -> bool:
    return place.exists() and place.stat().st_size > 0


def _check_files(folder: Path) -> None:
    """The checklist and the tasks say what was seen on the screen."""
    ticks = re.findall(
        r"^- \[([x ])\] (.*)$", (folder / "required-actions.md").read_text(), re.MULTILINE
    )
    assert ticks == [("x", "Breaking in 3"), (" ", "Breaking in 2"), (" ", "Breaking in 1")]
    calendar = Calendar.from_ical((folder / "required-actions.ics").read_bytes())
    tasks = [(str(task["summary"]), str(task["status"])) for task in calendar.walk("VTODO")]
    assert tasks == [
        ("Breaking in 3", "COMPLETED"),
        ("Breaking in 2", "NEEDS-ACTION"),
        ("Breaking in 1", "NEEDS-ACTION"),
    ]
