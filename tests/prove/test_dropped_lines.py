"""S4 over a real line: of what somebody types over SSH a second is lost at most when it drops.

Somebody writes an incident or a reply through a real client and a real sshd. The client is
killed, or the sshd of the connection, or the line goes silent until sshd gives it up. What had
stood on the screen for longer than a second is in the draft; of the program nothing is left.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from signal import SIGSTOP

import psutil
import pytest

from tests.prove import desk
from tests.prove.desk import INCIDENT, REPLY, Desk, Sheet
from tests.prove.soak import Tell, rounds
from tests.prove.wounds import wounds
from tests.pty.secure_shell import SecureShell, needs_sshd, secure_shell
from tests.pty.terminal import TIMEOUT, Terminal

pytestmark = [
    pytest.mark.prove,
    pytest.mark.pty,
    pytest.mark.xdist_group("prove"),
    needs_sshd,
]

LONGEST = 3.0
"""Seconds that somebody types."""

SENDING = 0.5
"""Seconds in which most of what is written is sent."""


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[SecureShell]:
    """An sshd."""
    folder = tmp_path / "sshd"
    folder.mkdir()
    with secure_shell(folder) as shell:
        yield shell


@pytest.fixture
def place(home: Path, shell: SecureShell) -> Desk:
    """The demo, at the other side of a line."""
    return Desk(home, shell.command("env", f"KLANTPORTAL_HOME={home}", *desk.DEMO))


def kill_client(terminal: Terminal, _shell: SecureShell) -> None:
    """Kill the program at this side of the line."""
    desk.kill(terminal)


def kill_connection(_terminal: Terminal, shell: SecureShell) -> None:
    """Kill the sshd of the connection."""
    for process in shell.connections:
        process.kill()


def go_silent(terminal: Terminal, _shell: SecureShell) -> None:
    """Say nothing any more, as where a cable is pulled out: sshd gives the line up."""
    terminal.signal(SIGSTOP)


End = Callable[[Terminal, SecureShell], None]
ENDS: tuple[End, ...] = (kill_client, kill_connection, go_silent)


def ends(sheet: Sheet) -> tuple[End, ...]:
    """Return how the lines end on which one writes there, in turn: in CI each once or twice."""
    in_turn = ENDS if sheet is INCIDENT else ENDS[::-1]
    return (in_turn * 17)[: rounds(2, 51)]


def drop(end: End, terminal: Terminal, shell: SecureShell, place: Desk) -> None:
    """Let the line end: at the other side everything does so by itself."""
    family = shell.family
    assert any("klantportal" in word for process in family for word in process.cmdline())
    end(terminal, shell)
    _, alive = psutil.wait_procs(family, TIMEOUT)
    assert alive == []
    assert left_lying(place) == []


def left_lying(place: Desk) -> list[str]:
    """Return what a program that ended well does not leave: half files, locks, reports."""
    found = [file.name for file in place.home.rglob("*") if file.is_file()]
    odd = [name for name in found if name.startswith((".", "crash-"))]
    odd += [name for name in found if name.endswith(("-journal", "-wal", "-shm"))]
    with closing(sqlite3.connect(place.store, timeout=0)) as store:
        store.execute("BEGIN EXCLUSIVE")
    return [*odd, *wounds(place.store)]


@pytest.mark.parametrize("sheet", [INCIDENT, REPLY], ids=["incident", "reply"])
def test_of_typing_over_a_line_that_drops_a_second_is_lost_at_most(
    place: Desk, shell: SecureShell, sheet: Sheet, tell: Tell
) -> None:
    seed = 1208
    random = Random(seed)
    before: list[str] = []
    seen, lost, longest = 0, 0, 0.0
    for end in ends(sheet):
        with place.sit() as terminal:
            sheet.reach(terminal)
            if place.drafts:
                desk.throw_away(terminal, sheet, before)
            sheet.begin(terminal, "Lost words")
            written = desk.write_for(terminal, random.uniform(0, LONGEST))
            written.ended = time.monotonic()
            drop(end, terminal, shell, place)
        before = desk.kept(place, written, sheet.field)
        gone = [at for word, at in written.seen if word not in before]
        seen, lost = seen + len(written.seen), lost + len(gone)
        longest = max([longest, *(written.ended - at for at in gone)])
    told = {"words_seen": seen, "lost": lost, "ms_lost_at_most": round(longest * 1000)}
    dropped = len(ends(sheet))
    tell(f"typing over SSH, {sheet.field}", seed=seed, lines_dropped=dropped, **told)


@pytest.mark.parametrize("sheet", [INCIDENT, REPLY], ids=["incident", "reply"])
def test_what_was_being_sent_over_a_line_that_drops_is_there_once_when_it_is_sent_again(
    place: Desk, shell: SecureShell, sheet: Sheet, tell: Tell
) -> None:
    seed = 1209
    random = Random(seed)
    arrived = again = 0
    for number, end in enumerate(ends(sheet)):
        text = f"It burns for the {number}th time"
        with place.sit() as terminal:
            sheet.reach(terminal)
            sheet.begin(terminal, text)
            terminal.type(text)
            terminal.wait_for(text)
            desk.wait(terminal, desk.SECOND)
            terminal.press("ctrl+s")
            desk.wait(terminal, random.uniform(0, SENDING))
            drop(end, terminal, shell, place)
        arrived += sheet.count(place, text)
        if place.drafts:
            again += 1
            with replace(place, command=desk.DEMO).sit() as terminal:
                sheet.reach(terminal)
                sheet.go_on(terminal)
                terminal.press("ctrl+s")
                terminal.wait_for(sheet.told)
        assert sheet.count(place, text) == 1
        assert place.drafts == []
    numbers = {"arrived": arrived, "sent_again": again}
    dropped = len(ends(sheet))
    tell(f"sending over SSH, {sheet.field}", seed=seed, lines_dropped=dropped, **numbers)
