"""One program in a pty, timed from outside as its user would.

The program has a processor of its own, the bench another. While output flows the bench only
stamps it with the time and answers what a terminal is asked; it draws the screens afterwards,
chunk by chunk, to find the moment at which something stood there.
"""

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psutil

from tests.pty.emulator import Emulator
from tests.pty.terminal import environment, key_bytes

TIMEOUT = 30.0
SILENCE = 0.08
"""Seconds without a byte after which an answer is complete; an animation draws more often."""


class NeverCame(RuntimeError):
    """The program did not do what is timed."""


@dataclass(frozen=True)
class Answer:
    """What a key brought about: milliseconds to its last byte, and the number of bytes."""

    milliseconds: float
    size: int


def _processors() -> tuple[set[int], set[int]]:
    there = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    return ({there[0]}, {there[1]}) if len(there) > 1 else (set(there), set(there))


FOR_THE_PROGRAM, FOR_THE_BENCH = _processors()
"""Where each runs; the same where there is only one, and no choice where the system has none."""


def pin(which: set[int], process: int = 0) -> None:
    """Keep a process (this one) on these processors, where the system can do that."""
    if which and sys.platform == "linux":
        os.sched_setaffinity(process, which)


class Program:
    """Starts on entry to the `with` block and is killed at its end, if it is still there."""

    def __init__(self, command: Sequence[str], columns: int = 120, rows: int = 40) -> None:
        self.columns, self.rows = columns, rows
        self._chunks: list[tuple[float, bytes]] = []
        self._terminal = Emulator(columns, rows)
        self._ended = False
        env = environment()
        self._start = time.perf_counter()
        self._id, self._pty = pty.fork()
        if self._id == 0:
            _become(command, env, columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._ended:
            for process in reversed(self._family()):
                process.send_signal(signal.SIGKILL)
            os.waitpid(self._id, 0)
        os.close(self._pty)

    def wait_sent(self, marker: bytes) -> float:
        """Read until these bytes have come; returns milliseconds from the start."""
        deadline = time.perf_counter() + TIMEOUT
        tail = b""
        while time.perf_counter() < deadline and self._read(deadline - time.perf_counter()):
            tail = tail[-len(marker) :] + self._chunks[-1][1]
            if marker in tail:
                return self._since_start(self._chunks[-1][0])
        raise NeverCame(f"{marker!r} did not come; the screen:\n{self.text}")

    def press(self, key: str) -> Answer:
        """Press a key and read until it has been answered in full."""
        already = len(self._chunks)
        pressed = time.perf_counter()
        os.write(self._pty, key_bytes(key))
        if not self._read(TIMEOUT):
            raise NeverCame(f"no answer to {key}; the screen:\n{self.text}")
        self.settle()
        chunks = self._chunks[already:]
        return Answer((chunks[-1][0] - pressed) * 1000, sum(len(data) for _, data in chunks))

    def send(self, key: str) -> None:
        """Press a key without waiting."""
        os.write(self._pty, key_bytes(key))

    def settle(self, silence: float = SILENCE) -> None:
        """Read until nothing came for so many seconds."""
        while self._read(silence):
            pass

    def wait_end(self) -> float:
        """Read until the program has ended well; returns milliseconds from the start."""
        while self._read(TIMEOUT):
            pass
        _, status = os.waitpid(self._id, 0)
        ended = time.perf_counter()
        self._ended = True
        if code := os.waitstatus_to_exitcode(status):
            raise NeverCame(f"ended with {code}:\n{self.text}")
        return self._since_start(ended)

    def moment(self, holds: Callable[[Emulator], bool], what: str) -> float:
        """Draw again from the start; returns the milliseconds at which `holds` first did."""
        drawn = Emulator(self.columns, self.rows)
        for stamp, data in self._chunks:
            drawn.receive(data)
            if holds(drawn):
                return self._since_start(stamp)
        raise NeverCame(f"{what} never stood on the screen:\n{self.text}")

    def memory(self) -> float:
        """Return the proportional set size of the program and its children, in MB."""
        return sum(process.memory_full_info().pss for process in self._family()) / 2**20

    @property
    def id(self) -> int:
        """The number of the process."""
        return self._id

    @property
    def sent(self) -> int:
        """How many bytes have come so far."""
        return sum(len(data) for _, data in self._chunks)

    @property
    def terminal(self) -> Emulator:
        """The terminal as it is now."""
        return self._terminal

    @property
    def text(self) -> str:
        """The screen as it is now."""
        return self._terminal.text

    def row_of(self, pattern: str) -> int:
        """Return the number of the first row that matches."""
        for number, line in enumerate(self._terminal.lines):
            if re.search(pattern, line):
                return number
        raise NeverCame(f"no row has {pattern!r}:\n{self.text}")

    def _read(self, timeout: float) -> bool:
        if not select.select([self._pty], [], [], max(timeout, 0))[0]:
            return False
        try:
            data = os.read(self._pty, 65536)
        except OSError:  # how Linux says that the other end is closed
            return False
        self._chunks.append((time.perf_counter(), data))
        if answer := self._terminal.receive(data):
            os.write(self._pty, answer)
        return bool(data)

    def _since_start(self, moment: float) -> float:
        return (moment - self._start) * 1000

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self._id)
        except psutil.NoSuchProcess:
            return []
        return [parent, *parent.children(recursive=True)]


def _become(command: Sequence[str], env: dict[str, str], columns: int, rows: int) -> None:
    """Turn the forked child into the program; never returns."""
    try:
        termios.tcsetwinsize(0, (rows, columns))
        pin(FOR_THE_PROGRAM)
        os.execvpe(command[0], list(command), env)
    finally:
        os._exit(127)
