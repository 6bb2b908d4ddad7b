"""Keys that arrive all at once (a slow line, a password manager that types) act one by one.

Every burst is a single write, so that all of its keys are there before the first one has acted.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.conftest import KLANTPORTAL
from tests.pty.hostile_portal import EMAIL, PASSWORD
from tests.pty.terminal import Terminal, key_bytes

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

DOTS = "•" * len(PASSWORD)
WORDS = "leave in hours per day"
FOUND = re.compile(rf"^ {WORDS} .* 1 found", re.MULTILINE)
FIRST_ROW, FOURTH_ROW = (re.compile(rf"\A(.*\n){{{line}}}▌") for line in (3, 6))
LAST_ROW = re.compile(r"^▌.*▐\n.*\Z", re.MULTILINE)
TITLE = 3
"""The line of the screen on which an open note begins."""


def _pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def _keys(*names: str) -> str:
    return "".join(key_bytes(name).decode() for name in names)


@pytest.fixture(scope="module")
def own_portal(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a portal to which one signs in by e-mail and password."""
    file = tmp_path_factory.mktemp("own") / "portal.sqlite"
    command = [sys.executable, "-m", "tests.pty.hostile_portal", str(file), "tame"]
    subprocess.run(command, check=True, capture_output=True)
    return f"sqlite:///{file}"


@pytest.fixture
def door(own_portal: str, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in which e-mail and password are asked for."""
    command = (str(KLANTPORTAL), "--portal", own_portal)
    with Terminal(command, env={"KLANTPORTAL_HOME": str(tmp_path)}) as opened:
        opened.wait_for("E-mail")
        yield opened


@pytest.fixture
def notes(demo_home: Path) -> Iterator[Terminal]:
    """A terminal in which an employee looks at the list of notes."""
    command = (str(KLANTPORTAL), "demo", "--as", "employee")
    with Terminal(command, env={"KLANTPORTAL_HOME": str(demo_home)}) as opened:
        opened.wait_for("250 notes")
        opened.wait_for(FIRST_ROW)
        yield opened


def _field(terminal: Terminal, label: str) -> str:
    """Return what stands in the field below a label."""
    lines = iter(terminal.lines)
    return next(lines).strip() if any(label in line for line in lines) else ""


@pytest.mark.parametrize(
    "burst",
    [
        f"{EMAIL}\r{PASSWORD}",
        f"{EMAIL}\t{PASSWORD}",
        f"{_pasted(EMAIL)}\r{_pasted(PASSWORD)}",
        f"{_pasted(EMAIL)}\t{PASSWORD}",
    ],
    ids=["enter", "tab", "pasted", "tab, half pasted"],
)
def test_a_password_is_never_shown(door: Terminal, burst: str) -> None:
    door.type(burst)
    door.wait_until(
        lambda: _field(door, "Password") == DOTS and _field(door, "E-mail") == EMAIL,
        "the e-mail, and dots for the password",
    )
    assert PASSWORD.encode() not in door.raw
    for letters in (PASSWORD[:4], PASSWORD[-4:]):
        assert letters not in door.text


def test_a_whole_sign_in_arrives_at_once(door: Terminal) -> None:
    door.type(f"{EMAIL}\r{PASSWORD}\r")
    door.wait_for("Where do you work now?")
    assert PASSWORD.encode() not in door.raw


def test_a_wrong_password_and_then_the_right_one(door: Terminal) -> None:
    door.type(f"{EMAIL}\rsomething else\r")
    door.wait_until(
        lambda: "•" not in door.text and "do not belong together" in door.text,
        "the password asked again",
    )
    door.type(f"{PASSWORD}\r")
    door.wait_for("Where do you work now?")
    assert PASSWORD.encode() not in door.raw


@pytest.mark.parametrize("words", [WORDS, _pasted(WORDS)], ids=["typed", "pasted"])
def test_words_behind_the_slash_are_searched_for(notes: Terminal, words: str) -> None:
    notes.type(f"/{words}")
    notes.wait_for(FOUND)


def test_letters_behind_the_search_act_again(notes: Terminal) -> None:
    notes.type(f"/{WORDS}")
    notes.wait_for(FOUND)
    notes.type(_keys("enter", "enter"))
    notes.wait_until(lambda: notes.lines[TITLE].startswith("Leave in hours"), "the note")
    notes.type(_keys("q", "escape"))
    notes.wait_for("250 notes")


def test_enter_opens_the_row_to_which_the_key_before_it_went(notes: Terminal) -> None:
    first = notes.lines[TITLE].partition("  !  ")[2].strip()[:15]
    notes.type(_keys("down", "down", "down"))
    notes.wait_for(FOURTH_ROW)
    notes.type(_keys("home", "enter"))
    notes.wait_until(lambda: notes.lines[TITLE].startswith(first), f"{first!r}")


def test_enter_opens_the_last_row_when_it_is_not_there_yet(notes: Terminal) -> None:
    notes.type(_keys("end"))
    notes.wait_for(LAST_ROW)
    title = re.split(" {2,}", notes.lines[-2])[-1][:12]
    notes.type(_keys("home"))
    notes.wait_for(FIRST_ROW)
    notes.type(_keys("end", "enter"))
    notes.wait_until(lambda: notes.lines[TITLE].startswith(title), f"{title!r}")


def test_a_burst_across_screens_goes_where_each_key_leads(notes: Terminal) -> None:
    notes.type("0" + "1" + _keys("down", "enter"))
    notes.wait_until(lambda: notes.lines[TITLE].startswith("Tokens without"), "the second note")
    notes.type("q?")
    notes.wait_for("Keys that act here")
    notes.type(_keys("escape"))
    notes.wait_gone("Keys that act here")
    notes.type("Q")
    assert notes.wait_end() == 0
