"""The program at the other side of a real SSH connection, where support engineers have it."""

import platform
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.pty.conftest import KLANTPORTAL
from tests.pty.emulator import FRESH_MODES
from tests.pty.secure_shell import SecureShell, needs_sshd, secure_shell
from tests.pty.terminal import TIMEOUT, Terminal

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty"), needs_sshd]

MANY_COLOURS, MILLIONS_OF_COLOURS = b"38;5;", b"38;2;"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureShell]:
    """An sshd."""
    with secure_shell(tmp_path_factory.mktemp("sshd")) as shell:
        yield shell


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the demo in it."""
    return shutil.copytree(demo_home, tmp_path / "home")


@contextmanager
def incidents(shell: SecureShell, home: Path, *env: str) -> Iterator[Terminal]:
    """Look at the incidents of the demo at the other side."""
    words = ("env", f"KLANTPORTAL_HOME={home}", *env, str(KLANTPORTAL), "demo", "--as", "employee")
    with Terminal(shell.command(*words), rows=40) as terminal:
        terminal.wait_for(" notes ·")
        terminal.press("2")
        terminal.wait_for(" incidents ·")
        yield terminal


def _ended(family: Sequence[psutil.Process]) -> bool:
    return psutil.wait_procs(list(family), TIMEOUT)[1] == []


def test_it_is_left_by_two_keys_and_the_terminal_is_as_it_was(
    shell: SecureShell, home: Path
) -> None:
    with incidents(shell, home) as terminal:
        family = shell.family
        terminal.press("q")
        terminal.wait_for("q once more")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.emulator.modes == FRESH_MODES
        assert terminal.settings_restored
        assert _ended(family)


def test_colours_are_those_that_the_line_tells_of(shell: SecureShell, home: Path) -> None:
    with incidents(shell, home) as terminal:
        assert MANY_COLOURS in terminal.raw
        assert MILLIONS_OF_COLOURS not in terminal.raw


def test_it_follows_the_size_of_the_window(shell: SecureShell, home: Path) -> None:
    with incidents(shell, home) as terminal:
        terminal.resize(20, 5)
        terminal.wait_for(re.compile(r"40\s+x\s+10"))
        terminal.resize(120, 30)
        terminal.wait_for(re.compile(r"\A.{100}"))
        terminal.wait_for(" incidents ·")


def test_what_is_copied_goes_to_the_clipboard_of_the_person(shell: SecureShell, home: Path) -> None:
    with incidents(shell, home) as terminal:
        terminal.press("y")
        told = re.compile(r"Copied: (#\d+ .*)")
        terminal.wait_for(told)
        (copied,) = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", terminal.raw)
        assert told.findall(terminal.text) == [b64decode(copied).decode()]


def test_a_file_to_send_is_looked_for_at_the_other_side_and_the_form_says_so(
    shell: SecureShell, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "run.log"
    file.write_bytes(b"It stops.\n")
    with incidents(shell, home) as terminal:
        terminal.press("enter")
        terminal.wait_for(" r reply")
        terminal.press("a")
        terminal.wait_for(f"Files of {platform.node()}")
        terminal.type(f"\x1b[200~{file}\x1b[201~")
        terminal.wait_for(re.compile(r"run\.log +10 (B|bytes)"))


def test_the_own_editor_is_that_of_the_other_side(
    shell: SecureShell, home: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ntest -t 0 && echo "Written at the other side" > "$1"\n')
    editor.chmod(0o700)
    with incidents(shell, home, f"EDITOR={editor}", "VISUAL=") as terminal:
        terminal.press("enter")
        terminal.wait_for(" r reply")
        terminal.press("r")
        terminal.wait_for("^g editor")
        terminal.press("ctrl+g")
        terminal.wait_for("Written at the other side")


def test_a_line_that_drops_ends_it_and_what_was_typed_is_offered(
    shell: SecureShell, home: Path
) -> None:
    with incidents(shell, home) as terminal:
        terminal.press("enter")
        terminal.wait_for(" r reply")
        terminal.press("r")
        terminal.wait_for("^o preview")
        terminal.type("last words")
        terminal.wait_for("last words")
        family = shell.family
        for connection in shell.connections:
            connection.kill()
        assert _ended(family)
    assert not list(home.glob("state/crash-*"))
    with incidents(shell, home) as terminal:
        terminal.press("enter")
        terminal.wait_for(" r reply")
        terminal.wait_for(re.compile("Draft of your reply.*last words"))
