"""Somebody at a terminal who writes an incident to the demo, until something ends it."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from signal import SIGKILL

from tests.pty.conftest import KLANTPORTAL, ROOT
from tests.pty.terminal import Terminal, TimedOut
from tui.drafts import Drafts

DEMO = (str(KLANTPORTAL), "demo", "--as", "employee")


@dataclass
class Written:
    """The words that were typed; of those that stood on the screen, since when."""

    typed: list[str] = field(default_factory=list[str])
    seen: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    ended: float = 0.0

    def owed(self, seconds: float) -> list[str]:
        """Return the words that had stood there for longer than `seconds` when it ended."""
        return [word for word, at in self.seen if at < self.ended - seconds]


@dataclass(frozen=True)
class Desk:
    """A home with the demo in it, and the command that opens it."""

    home: Path
    command: Sequence[str] = DEMO

    @contextmanager
    def sit(self) -> Iterator[Terminal]:
        """Open the incidents."""
        env = {"KLANTPORTAL_HOME": str(self.home)}
        with Terminal(self.command, env=env, cwd=ROOT, rows=40) as terminal:
            terminal.wait_for(" notes ·")
            terminal.press("2")
            terminal.wait_for(" incidents ·")
            yield terminal

    @property
    def drafts(self) -> list[dict[str, str]]:
        """What is in the drafts on the disk."""
        folder = Drafts.of_portal(self.home / "state" / "drafts", "demo")._folder
        return [json.loads(file.read_bytes())["typed"] for file in folder.glob("*.json")]

    def submitted(self, subject: str) -> int:
        """Return how many incidents there are of this subject."""
        with closing(sqlite3.connect(self.home / "data" / "demo.sqlite")) as connection:
            query = "SELECT count(*) FROM incident WHERE subject = ?"
            return connection.execute(query, (subject,)).fetchone()[0]


def begin(terminal: Terminal, subject: str) -> None:
    """Begin an incident; the cursor is in its description."""
    terminal.press("a")
    terminal.wait_for("^s send")
    terminal.type(f"{subject}\r")
    terminal.wait_for("^o preview")


def write_for(terminal: Terminal, seconds: float) -> Written:
    """Type a word when the one before it stands on the screen, for so many seconds."""
    written, end = Written(), time.monotonic() + seconds
    for number in count():
        word = f"word{number:04}"
        written.typed.append(word)
        terminal.type(f"{word} ")
        try:
            terminal.wait_for(word, max(end - time.monotonic(), 0))
        except TimedOut:
            break
        written.seen.append((word, time.monotonic()))
    return written


def wait(terminal: Terminal, seconds: float) -> None:
    """Let the program work for so long: the moment is what is tried."""
    with suppress(TimedOut):
        terminal.wait_until(lambda: False, "the moment", seconds)


def kill(terminal: Terminal) -> None:
    """Kill the program, and wait until it is gone."""
    terminal.signal(SIGKILL)
    assert terminal.wait_end() == -SIGKILL
