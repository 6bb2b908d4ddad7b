"""Plays a terminal to a real program: starts it in a pty, presses keys, reads its screen.

Nothing here sleeps: every step waits for a condition with a deadline, and a condition that is
not met in time fails with the screen as it was.
"""

import os
import re
import signal
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import psutil

from tests.pty.emulator import Emulator

TIMEOUT = 20.0
"""Seconds that a condition gets: much more than it needs, for machines that are busy."""

LOOK = 0.05
"""Seconds between two looks at what is waited for, while the screen stays as it is."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
}
# What a test's own environment must not change about the program.
_UNSET = re.compile(r"LINES|COLUMNS|NO_COLOR|CI|SSH_.*|PYTHON.*|TEXTUAL_.*")
_BASE = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


Wanted = str | re.Pattern[str]


class TimedOut(AssertionError):
    """What was waited for did not come."""


def key_bytes(key: str) -> bytes:
    """Return what a terminal sends for `down`, `ctrl+c` or `x`."""
    if key in KEYS:
        return KEYS[key].encode()
    if found := re.fullmatch(r"ctrl\+([a-z])", key):
        return bytes([ord(found[1]) & 0x1F])
    return key.encode()


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the environment of a modern terminal with `changes`; None takes a name away."""
    kept = {name: value for name, value in os.environ.items() if not _UNSET.fullmatch(name)} | _BASE
    changed = kept | dict(changes or {})
    return {name: value for name, value in changed.items() if value is not None}


class Terminal:
    """One program in one terminal; leave the `with` block and the program is gone."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.raw = b""
        """Every byte that the program has sent."""
        self.emulator = Emulator(columns, rows)
        self._program = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env=environment(env),
            cwd=cwd,
        )
        self._program.delaybeforesend = None
        self._process = psutil.Process(self._program.pid)
        self._open = True
        self._settings_before = self._settings()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        family = [*self._process.children(recursive=True), self._process] if self.running else []
        for process in family:
            process.kill()
        psutil.wait_procs(family, TIMEOUT)
        if self._open:
            self._program.ptyproc.fileobj.close()

    # What is seen.

    @property
    def lines(self) -> list[str]:
        """The screen as it was when bytes were last read."""
        return self.emulator.lines

    @property
    def text(self) -> str:
        """The screen as one text."""
        return self.emulator.text

    @property
    def running(self) -> bool:
        """Whether the program is still there."""
        return self._process.is_running() and self._process.status() != psutil.STATUS_ZOMBIE

    @property
    def settings_restored(self) -> bool:
        """Whether the terminal's line settings are those from before the program."""
        return self._settings() == self._settings_before

    # What is done.

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by name (`down`, `ctrl+c`) or as the character."""
        for key in keys:
            self._program.send(key_bytes(key))

    def type(self, text: str) -> None:
        """Type a text."""
        self._program.send(text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the program is told by SIGWINCH."""
        self.emulator.resize(columns, rows)
        self._program.setwinsize(rows, columns)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> int:
        """Close the window, as a dropped line does; returns how the program ended."""
        self._open = False
        self._program.ptyproc.fileobj.close()
        return self._ended()

    # What is waited for.

    def wait_until(self, holds: Callable[[], bool], what: str, timeout: float = TIMEOUT) -> None:
        """Read until `holds`; raises `TimedOut` with the screen after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not holds():
            left = deadline - time.monotonic()
            goes_on = left > 0 and self._read(min(left, LOOK))
            if not (goes_on or holds()):
                raise TimedOut(f"{what} did not come; the screen:\n{self.text}")

    def wait_for(self, wanted: Wanted, timeout: float = TIMEOUT) -> str:
        """Read until the screen holds the text or matches the pattern; returns the screen."""
        self.wait_until(lambda: _stands(wanted, self.text), repr(wanted), timeout)
        return self.text

    def wait_gone(self, wanted: Wanted, timeout: float = TIMEOUT) -> str:
        """Read until the screen does not hold it any more; returns the screen."""
        self.wait_until(lambda: not _stands(wanted, self.text), f"no {wanted!r}", timeout)
        return self.text

    def wait_sent(self, data: bytes, timeout: float = TIMEOUT) -> None:
        """Read until the program has sent these bytes."""
        self.wait_until(lambda: data in self.raw, repr(data), timeout)

    def wait_end(self, timeout: float = TIMEOUT) -> int:
        """Read until the program has ended; returns its exit status, or minus the signal."""
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0 and self._read(left):
            pass
        return self._ended()

    def _read(self, timeout: float) -> bool:
        """Read what there is, waiting for it; False when nothing will come any more."""
        try:
            data = self._program.read_nonblocking(65536, timeout)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        if answer := self.emulator.receive(data):
            self._program.send(answer)
        return True

    def _ended(self) -> int:
        """Wait for the end, which must come; the exit status, or minus the signal."""
        too_late = threading.Event()
        alarm = threading.Timer(TIMEOUT, lambda: (too_late.set(), self._process.kill()))
        alarm.start()
        self._program.wait()
        alarm.cancel()
        if too_late.is_set():
            raise TimedOut(f"the program did not end; the screen:\n{self.text}")
        if self._program.signalstatus is not None:
            return -self._program.signalstatus
        return self._program.exitstatus

    def _settings(self) -> list[Any]:
        return termios.tcgetattr(self._program.child_fd)


def _stands(wanted: Wanted, text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else bool(wanted.search(text))
