"""Somebody at a terminal who writes an incident or a reply, until something ends it."""

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from signal import SIGKILL

from tests.pty.conftest import KLANTPORTAL, ROOT
from tests.pty.terminal import Terminal, TimedOut
from tui.drafts import Drafts

DEMO = (str(KLANTPORTAL), "demo", "--as", "employee")

SECOND = 1.0
"""Of typing that may be lost."""


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

    @property
    def store(self) -> Path:
        """The file of the demo."""
        return self.home / "data" / "demo.sqlite"

    def submitted(self, subject: str) -> int:
        """Return how many incidents there are of this subject."""
        return self._count("SELECT count(*) FROM incident WHERE subject = ?", subject)

    def said(self, body: str) -> int:
        """Return how often this was said."""
        return self._count("SELECT count(*) FROM incident_entry WHERE body = ?", body)

    def _count(self, query: str, words: str) -> int:
        with closing(sqlite3.connect(self.store)) as connection:
            return connection.execute(query, (words,)).fetchone()[0]


@dataclass(frozen=True)
class Sheet:
    """Where one writes: the field that is written in, and the way into it."""

    field: str
    shown: str
    """Stands on the screen as long as it is open."""
    reach: Callable[[Terminal], None]
    """Goes from the list to where it is opened."""
    begin: Callable[[Terminal, str], None]
    """Opens it, with a subject where there is one; the cursor is in the field."""
    go_on: Callable[[Terminal], None]
    """Opens it with the draft of last time."""
    told: str
    """Is said once it was sent."""
    count: Callable[[Desk, str], int]
    """Returns how often it was taken; the text stands in the subject where there is one."""


def begin(terminal: Terminal, subject: str) -> None:
    """Begin an incident; the cursor is in its description."""
    terminal.press("a")
    terminal.wait_for("^s send")
    terminal.type(f"{subject}\r")
    terminal.wait_for("^o preview")


def _go_on(terminal: Terminal) -> None:
    terminal.wait_for("draft ")
    terminal.press("k", "enter")
    terminal.wait_for(re.compile(r"\d changes?"))


def _read_first(terminal: Terminal) -> None:
    terminal.press("enter")
    terminal.wait_for(" r reply")


def _reply(terminal: Terminal, _subject: str = "") -> None:
    terminal.press("r")
    terminal.wait_for("^o preview")


def _go_on_with_reply(terminal: Terminal) -> None:
    terminal.wait_for("Draft of your reply")
    terminal.press("r")
    terminal.wait_for(re.compile(r"\d changes?"))


INCIDENT = Sheet(
    "description",
    "Submit an incident",
    lambda terminal: None,
    begin,
    _go_on,
    "is submitted",
    Desk.submitted,
)
REPLY = Sheet(
    "body", "Attachments", _read_first, _reply, _go_on_with_reply, "answer is sent", Desk.said
)


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


def kept(place: Desk, written: Written, field: str = "description") -> list[str]:
    """Return the words in the draft; each that stood there for a second is among them."""
    texts = [draft.get(field, "") for draft in place.drafts]
    words = texts[0].split() if texts else []
    assert len(texts) <= 1
    owed = written.owed(SECOND)
    assert words[: len(owed)] == owed, f"of {len(owed)} words {len(words)} are kept"
    assert " ".join(written.typed).startswith(" ".join(words))
    return words


def throw_away(terminal: Terminal, sheet: Sheet, words: list[str]) -> None:
    """Go on with the draft of last time, which holds these words, and throw it away."""
    sheet.go_on(terminal)
    if words:
        terminal.wait_for(words[-1])
    terminal.press("escape", "escape")
    terminal.wait_for("x discards")
    terminal.press("x")
    terminal.wait_gone(sheet.shown)
