"""From a wheel in a fresh environment to a note that has been read."""

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.pty.emulator import FRESH_MODES
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]


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
