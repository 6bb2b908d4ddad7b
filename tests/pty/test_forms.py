"""A form in a real terminal: the person's own editor, pastes, and ends that nobody chose."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pty.emulator import FRESH_MODES
from tests.pty.terminal import Terminal
from tui.drafts import Draft, Drafts

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

ROOT = Path(__file__).parents[2]


@contextmanager
def form(folder: Path, *, editor: str | None = None) -> Iterator[Terminal]:
    """A terminal with a form; its editor's temporary files go into `folder/tmp`."""
    (folder / "tmp").mkdir(exist_ok=True)
    env = {"EDITOR": editor, "VISUAL": None, "TMPDIR": str(folder / "tmp")}
    command = (sys.executable, "-m", "tests.widgets.form_app", str(folder))
    with Terminal(command, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("esc back")
        yield terminal


def script(folder: Path, body: str) -> str:
    """An editor that does this to the file `$1`; its path has a space in it."""
    file = folder / "my editor"
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o700)
    return f"'{file}'"


def only_draft(folder: Path) -> Draft:
    (found,) = Drafts(folder / "drafts").all_of("firm", "anna").values()
    return found


def submitted(folder: Path) -> list[str]:
    file = folder / "submitted"
    return file.read_text().splitlines() if file.exists() else []


# The editor.


def test_a_long_text_goes_through_the_own_editor_and_comes_back_clean(tmp_path: Path) -> None:
    look = f'stat -c %a "$1" > {tmp_path}/mode; cat "$1" > {tmp_path}/seen; touch "$1~"'
    write = "printf 'new\\r\\n\\033]52;c;eA==\\007text\\n' > \"$1\""
    with form(tmp_path, editor=script(tmp_path, f"{look}; {write}")) as terminal:
        terminal.press("G", "enter", "ctrl+g")
        terminal.wait_for("draft kept")
        assert only_draft(tmp_path).typed == {"about": "new\n]52;c;eA==text"}
        terminal.press("ctrl+s")
        terminal.wait_until(lambda: submitted(tmp_path) != [], "what was sent")
    assert submitted(tmp_path) == [repr("new\n]52;c;eA==text")]
    assert (tmp_path / "seen").read_text() == "Two lines\nof text"
    assert (tmp_path / "mode").read_text().strip() == "600"
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [("echo other > $1; exit 3", "stopped with an error (3)"), ("kill -9 $$", "(-9)")],
)
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, body: str, words: str) -> None:
    with form(tmp_path, editor=script(tmp_path, body)) as terminal:
        terminal.press("G", "ctrl+g")
        terminal.wait_for(words)
        assert "of text" in terminal.text
        assert "1 change" not in terminal.text
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("editor", "words"),
    [(None, "No editor is set"), ("nowhere-to-be-found -x", "no editor nowhere-to-be-found")],
)
def test_without_an_editor_it_says_what_to_set(
    tmp_path: Path, editor: str | None, words: str
) -> None:
    with form(tmp_path, editor=editor) as terminal:
        terminal.press("G", "ctrl+g")
        terminal.wait_for(words)
        terminal.wait_for("VISUAL or EDITOR")


def test_what_was_typed_is_kept_before_the_editor_has_the_terminal(tmp_path: Path) -> None:
    body = f"cp {tmp_path}/drafts/*.json {tmp_path}/kept; echo edited > $1"
    with form(tmp_path, editor=script(tmp_path, body)) as terminal:
        terminal.type("G\r!")
        terminal.press("ctrl+g")
        terminal.wait_for("edited")
    assert "of text!" in (tmp_path / "kept").read_text()


# Pastes.


def test_a_paste_with_newlines_sends_nothing_and_stays_in_its_field(tmp_path: Path) -> None:
    with form(tmp_path) as terminal:
        terminal.type("G\r\x1b[200~one\r\rtwo\x13\rthree\r\x1b[201~!")
        terminal.wait_for("three")
        terminal.wait_for("1 change")
        assert submitted(tmp_path) == []
        terminal.press("ctrl+s")
        terminal.wait_until(lambda: submitted(tmp_path) != [], "what was sent")
    assert submitted(tmp_path) == [repr("Two lines\nof textone\n\ntwo\nthree\n!")]


def test_what_is_pasted_presses_no_keys(tmp_path: Path) -> None:
    with form(tmp_path) as terminal:
        terminal.type("\x1b[200~\x1bx\x1b\x1bq\x1b[A\x1bQ\x1b[201~")  # outside of a field: nothing
        terminal.type("G\r\x1b[200~\x1b\x1bq\x1b[B\x1b]0;a\x07\x1b[201~\x1b\x1bq\x1b[201~!")
        terminal.wait_for("textq[B]0;a[201~q!")
        assert submitted(tmp_path) == []
        terminal.press("ctrl+s")
        terminal.wait_until(lambda: submitted(tmp_path) != [], "what was sent")
    assert submitted(tmp_path) == [repr("Two lines\nof textq[B]0;a[201~q!")]


def test_a_paste_from_a_terminal_that_does_not_mark_it_sends_nothing(tmp_path: Path) -> None:
    with form(tmp_path) as terminal:
        terminal.type("\rone\rx\rtwo\r")
        terminal.wait_for("exampletwo")
        terminal.wait_for("3 changes")
        assert "Voorbeeld BVone" in terminal.text
        assert "12345678x" in terminal.text
        assert submitted(tmp_path) == []


# Ends.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_was_typed_last(tmp_path: Path, number: signal.Signals) -> None:
    with form(tmp_path) as terminal:
        terminal.type("\r last words")
        terminal.wait_for("last words")
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.emulator.modes == FRESH_MODES
    assert only_draft(tmp_path).typed == {"legal_name": "Voorbeeld BV last words"}


def test_a_closed_window_keeps_what_was_typed_last(tmp_path: Path) -> None:
    with form(tmp_path) as terminal:
        terminal.type("\r last words")
        terminal.wait_for("last words")
        terminal.hang_up()
    assert only_draft(tmp_path).typed == {"legal_name": "Voorbeeld BV last words"}


def test_a_draft_is_offered_when_the_form_opens_again(tmp_path: Path) -> None:
    with form(tmp_path) as terminal:
        terminal.type("\r!")
        terminal.wait_for("draft kept")
    with form(tmp_path) as terminal:
        terminal.wait_for("Draft of")
        terminal.press("enter")
        terminal.wait_for("Voorbeeld BV!")
