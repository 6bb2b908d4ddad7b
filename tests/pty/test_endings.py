"""However the program ends or is refused, the terminal is left as it was."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.conftest import KLANTPORTAL, ROOT
from tests.pty.emulator import FRESH_MODES
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

DEMO = (str(KLANTPORTAL), "demo", "--as", "employee")
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def terminal(demo_home: Path) -> Iterator[Terminal]:
    """A terminal in which an employee looks at the demo."""
    with Terminal(DEMO, env={"KLANTPORTAL_HOME": str(demo_home)}) as opened:
        opened.wait_for("Update Center")
        yield opened


def test_leaving_restores_the_terminal(terminal: Terminal) -> None:
    assert "1049" in terminal.emulator.modes
    assert not terminal.settings_restored
    terminal.press("Q")
    assert terminal.wait_end() == 0
    assert terminal.emulator.modes == FRESH_MODES
    assert terminal.settings_restored


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_terminal_restored(
    terminal: Terminal, number: signal.Signals
) -> None:
    terminal.signal(number)
    assert terminal.wait_end() == 128 + number
    assert LEFT_ALTERNATE_SCREEN in terminal.raw
    assert terminal.emulator.modes == FRESH_MODES
    assert terminal.settings_restored
    assert b"Traceback" not in terminal.raw


def test_a_closed_window_ends_it_without_a_crash(terminal: Terminal, demo_home: Path) -> None:
    # 120 is Python's own, where the last flush finds no terminal any more.
    assert terminal.hang_up() in (128 + signal.SIGHUP, 120)
    assert not list(demo_home.glob("state/crash-*"))


def test_a_closed_window_ends_it_also_while_there_is_much_to_draw(demo_home: Path) -> None:
    command = (sys.executable, "-m", "tests.pty.talkative", *DEMO[1:])
    env = {"KLANTPORTAL_HOME": str(demo_home)}
    with Terminal(command, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("Update Center")
        assert terminal.hang_up() in (128 + signal.SIGHUP, 120)
    assert not list(demo_home.glob("state/crash-*"))


def test_a_terminal_that_cannot_draw_is_told_so() -> None:
    with Terminal(DEMO, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_end() == 1
        assert b"\x1b" not in terminal.raw
        assert "TERM" in terminal.text


def test_a_terminal_without_utf8_is_told_what_to_set() -> None:
    env = {
        "LC_ALL": "C",
        "LANG": None,
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    with Terminal(DEMO, env=env) as terminal:
        assert terminal.wait_end() == 1
        assert terminal.raw.isascii()
        assert "UTF-8" in terminal.text


def test_without_a_terminal_it_says_so() -> None:
    done = subprocess.run(
        DEMO, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "terminal" in done.stderr


def test_a_screen_too_small_says_how_large_it_must_be(demo_home: Path) -> None:
    env = {"KLANTPORTAL_HOME": str(demo_home)}
    with Terminal(DEMO, columns=20, rows=5, env=env) as terminal:
        words = terminal.wait_for(re.compile(r"40\s+x\s+10"))
        assert "20" in words
        terminal.resize(80, 24)
        terminal.wait_for("Update Center")


def test_no_size_breaks_it(terminal: Terminal) -> None:
    terminal.resize(1, 1)
    terminal.resize(500, 200)
    terminal.wait_for("Update Center")
    terminal.resize(20, 5)
    terminal.wait_for(re.compile(r"40\s+x\s+10"))
    terminal.resize(80, 24)
    terminal.wait_for("Update Center")
    terminal.press("Q")
    assert terminal.wait_end() == 0
