"""The start of somebody who was here before: what was seen last stands there first, then the truth.

Before each start that is measured comes one that is not, so that there is something to keep; it
ends by `q`. Between the two one note becomes unread, so that the truth is another.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tests.bench import big_store
from tests.bench.measures import KLANTPORTAL, Figures, start_in
from tests.bench.program import Program

CHANGED = 3
"""Which note becomes unread: one that is on every screen, and not under the cursor."""

UNREAD = "●"
BEGINNING = 12
"""Characters of a title, which no other one begins with."""

AFTER = 0.6
"""Seconds of silence after which a portal has said all."""


@dataclass(frozen=True)
class Place:
    """A portal where somebody is signed in, and what stands there: the first note, and another."""

    address: str
    first_row: str
    changed_row: str
    changed_id: str

    @property
    def command(self) -> tuple[str, ...]:
        """How its screen is opened."""
        return (str(KLANTPORTAL), "--portal", self.address)

    def ask(self, *words: str, told: bytes | None = None) -> bytes:
        """Do what the command line can."""
        return _run(self.address, *words, told=told)


@cache
def signed_in(address: str) -> Place:
    """Sign in for good at a portal of `big_store`."""
    password = f"{big_store.PASSWORD}\n".encode()
    _run(address, "login", "--email", big_store.EMAIL, "--password-stdin", told=password)
    told = _run(address, "releases", "list", "--limit", str(CHANGED + 1), "--json")
    rows: list[Mapping[str, str]] = json.loads(told)["items"]
    first, changed = rows[0], rows[CHANGED]
    return Place(address, first["title"][:BEGINNING], changed["title"][:BEGINNING], changed["id"])


def _run(address: str, *words: str, told: bytes | None = None) -> bytes:
    command = (str(KLANTPORTAL), "--portal", address, *words)
    done = subprocess.run(command, input=told, check=True, capture_output=True, env=os.environ)
    return done.stdout


def come_back(place: Place) -> Figures:
    """Until the rows are of use, which may be old; until they are true; what it weighs then."""
    _leave_something(place)
    with Program(place.command) as program:
        figures = start_in(program, place.first_row, AFTER)
        row = program.row_of(place.changed_row)
        true = program.moment(lambda drawn: _is_unread(drawn.lines[row]), "the truth")
        return {**figures, "true": true, "memory": program.memory()}


def _leave_something(place: Place) -> None:
    """Start and leave while the note is read; then it is not."""
    place.ask("releases", "mark", place.changed_id)
    with Program(place.command) as program:
        program.wait_sent(place.first_row.encode())
        program.settle(AFTER)
        program.send("q")
        program.wait_end()
    place.ask("releases", "mark", "--unread", place.changed_id)


def _is_unread(line: str) -> bool:
    return UNREAD in line
