"""The terminal that the tests play is one."""

import sys

import pytest

from tests.pty.emulator import FRESH_MODES, Emulator, Sort, Token, Tokens
from tests.pty.terminal import Terminal, TimedOut

pytestmark = pytest.mark.pty


def test_a_stream_is_taken_apart_whatever_its_pieces() -> None:
    stream = "é\x1b[1;31mx\x1b]0;t\x07\x1bPq~\x1b\\\x1bM\x0e\u009b1\x1b".encode()
    whole = [
        Token(Sort.TEXT, "é"),
        Token(Sort.CSI, "\x1b[1;31m"),
        Token(Sort.TEXT, "x"),
        Token(Sort.STRING, "\x1b]0;t\x07"),
        Token(Sort.STRING, "\x1bPq~\x1b\\"),
        Token(Sort.ESCAPE, "\x1bM"),
        Token(Sort.CONTROL, "\x0e"),
        Token(Sort.CONTROL, "\u009b"),
        Token(Sort.TEXT, "1"),
        Token(Sort.CONTROL, "\x1b"),
    ]
    assert list(Tokens().feed(stream, final=True)) == whole
    tokens = Tokens()
    pieces = [token for at in range(len(stream)) for token in tokens.feed(stream[at : at + 1])]
    assert [*pieces, *tokens.feed(b"", final=True)] == whole


def test_what_is_not_utf8_is_a_control() -> None:
    assert list(Tokens().feed(b"a\x9b", final=True))[1].sort is Sort.CONTROL


def test_a_query_is_answered() -> None:
    emulator = Emulator(80, 24)
    assert emulator.receive(b"\x1b[?2026$p") == b"\x1b[?2026;2$y"
    assert emulator.receive(b"\x1b]11;?\x07") == b"\x1b]11;rgb:1010/1010/1010\x1b\\"


def test_modes_are_kept() -> None:
    emulator = Emulator(80, 24)
    emulator.receive(b"\x1b[?1049h\x1b[?25l")
    assert emulator.modes == {"7", "1049"}
    emulator.receive(b"\x1b[?1049l\x1b[?25h")
    assert emulator.modes == FRESH_MODES


def test_what_does_not_come_is_told_with_the_screen() -> None:
    with Terminal([sys.executable, "-c", "print('here'); input()"]) as terminal:
        terminal.wait_for("here")
        with pytest.raises(TimedOut, match=r"(?s)'there' did not come.*here"):
            terminal.wait_for("there", timeout=0.2)


def test_a_program_that_ends_is_not_waited_for() -> None:
    with Terminal([sys.executable, "-c", "print('gone')"]) as terminal:
        terminal.wait_for("gone")
        with pytest.raises(TimedOut, match="gone"):
            terminal.wait_for("never")


def test_line_settings_left_behind_are_seen() -> None:
    spoil = "import tty; tty.setraw(0); print('raw', flush=True); input()"
    with Terminal([sys.executable, "-c", spoil]) as terminal:
        assert terminal.settings_restored
        terminal.wait_for("raw")
        assert not terminal.settings_restored
        terminal.type("\n")
        assert terminal.wait_end() == 0
        assert not terminal.settings_restored


def test_the_size_is_what_the_program_sees() -> None:
    # Not by print, in which a signal may come that prints as well.
    show = (
        "import os, signal; size = lambda *_: os.write(1, b'%d %d\\n' % os.get_terminal_size())\n"
    )
    show += "signal.signal(signal.SIGWINCH, size); size()\nwhile True: signal.pause()"
    with Terminal([sys.executable, "-c", show], columns=70, rows=20) as terminal:
        terminal.wait_for("70 20")
        terminal.resize(90, 30)
        terminal.wait_for("90 30")
        assert terminal.hang_up() == -1
