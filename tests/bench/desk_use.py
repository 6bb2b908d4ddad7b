"""The support desk in use: with many incidents, in a long conversation, and in a reply."""

import os
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from tests.bench import desk_bench
from tests.bench.big_desk import NOW
from tests.bench.big_store import EMAIL, PASSWORD
from tests.bench.coming_back import BEGINNING
from tests.bench.desk_bench import LONG, SHORT, desk_of
from tests.bench.measures import (
    FORM,
    KLANTPORTAL,
    Figures,
    Limit,
    Outcome,
    Pair,
    field_of,
    start_in,
)
from tests.bench.program import Program
from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.connect import administer
from tui.api.histories import NewEntry, NewIncident, NewStep
from tui.api.ids import new_id
from tui.api.models.incidents import EntryKind, IncidentType, Priority
from tui.api.policy import Role
from tui.portals import store_address
from tui.secret import Secret

LONG_TALK, SHORT_TALK = 2_000, 20
INCIDENTS = "2"
"""The key of their tab."""

SUBJECT = "The wage run stops"
OPENINGS = 7
AFTER = 0.6
"""Seconds of silence after which a conversation stands there."""

_RATIOS = {
    "first page": 1.2,
    "first page, what changed last": 1.2,
    "figures": None,  # of five hundred all are counted, of 500,000 ten thousand of each
}
_MS = {
    "ended, of this month": 20.0,
    "figures": 10.0,
    "filter and search": 20.0,
    "filter and search, p99": 100.0,
    "search of a customer": 20.0,
}
"""What the figures and searches may take, p50 where nothing else is said."""

_MS_POSTGRES = {"ended, of this month": 20.0, "filter and search": 20.0}
"""The same on PostgreSQL; what else is measured is told."""


def desk_pairs() -> dict[str, Pair]:
    """Return what is measured of one incident, by name."""
    return {
        "desk": Pair(
            lambda: starting(LONG),
            lambda: starting(SHORT),
            (Limit("500,000 incidents to 500: first screen", "interactive", "interactive", 1.2),),
        ),
        "conversation": Pair(
            lambda: opening(LONG_TALK),
            lambda: opening(SHORT_TALK),
            (
                Limit("2,000 comments to 20: opening", "again", "again", 1.5),
                Limit("2,000 comments to 20: opening the first time", "first", "first", 1.5),
            ),
        ),
        "reply": Pair(
            partial(field_of, (*FORM, "reply"), "enter"),
            partial(field_of, (*FORM, "area")),
            (
                Limit("reply to one TextArea alone: a key", "key", "key", 1.1, 1.0),
                Limit("reply to one TextArea: a key, bytes", "key bytes", "key bytes", unit="B"),
            ),
        ),
    }


def desk_outcomes() -> Iterator[Outcome]:
    """Return what the desk takes with 500,000 incidents: by what it takes with 500, or may take."""
    long, short = desk_bench.measured()
    for name, limit in _RATIOS.items():
        told = f"500,000 incidents to 500: {name}"
        yield Outcome(Limit(told, name, name, limit), long[name], short[name])
    for name, most in _MS.items():
        yield Outcome(Limit(f"500,000 incidents: {name}", name, "allowed", 1.0), long[name], most)


def postgres_desk_outcomes() -> Iterator[Outcome]:
    """Return the same of PostgreSQL, by what it may take or only told."""
    for name, took in desk_bench.measured_postgres().items():
        most = _MS_POSTGRES.get(name)
        limit = Limit(f"500,000 incidents, PostgreSQL: {name}", name, "allowed", most and 1.0)
        yield Outcome(limit, took, most or 0.0)


def starting(incidents: int) -> Figures:
    """Open the desk, until its first rows stand there and the cursor moves."""
    path = desk_of(incidents).path
    with closing(sqlite3.connect(path)) as store:
        (subject,) = store.execute(
            "SELECT subject FROM incident WHERE NOT ended ORDER BY priority_key LIMIT 1"
        ).fetchone()
    with Program(_signed_in(store_address(path))) as program:
        return start_in(program, subject[:BEGINNING], AFTER)


def opening(comments: int) -> Figures:
    """Open an incident with so many comments from the list, and go back, several times."""
    with Program(_conversation(comments)) as program:
        program.wait_sent(b"Incidents")
        program.settle(AFTER)
        program.send(INCIDENTS)
        program.wait_sent(SUBJECT.encode())
        program.settle(AFTER)
        opened: list[float] = []
        for _ in range(OPENINGS):
            pressed = time.perf_counter()
            program.send("enter")
            program.wait_sent(f"comment {comments - 1} ".encode())  # it opens at its end
            opened.append((time.perf_counter() - pressed) * 1000)
            program.settle(AFTER)
            program.press("escape")
            program.settle(AFTER)
    return {"first": opened[0], "again": statistics.median(opened[1:])}


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


@cache
def _conversation(comments: int) -> Sequence[str]:
    """Return how a portal with one incident is opened, by somebody who is signed in."""
    address = store_address(Path(_folder().name) / f"{comments}.sqlite")
    administration = administer(address, quick_hashing=True)
    administration.create(_portal(comments))
    administration.close()
    return _signed_in(address)


@cache
def _signed_in(address: str) -> Sequence[str]:
    """Sign in for good, and return how the portal is opened."""
    command = (str(KLANTPORTAL), "--portal", address)
    login = (*command, "login", "--email", EMAIL, "--password-stdin")
    told = f"{PASSWORD}\n".encode()
    subprocess.run(login, input=told, check=True, capture_output=True, env=os.environ)
    return command


def _portal(comments: int) -> NewPortal:
    person = NewPerson(id=new_id(), email=EMAIL, given_name="R", password=Secret(PASSWORD))
    contact = NewContact(id=new_id(), person_id=person.id, roles=frozenset({Role.EMPLOYEE}))
    steps = tuple(
        NewStep(
            at=NOW - timedelta(minutes=comments - number),
            entries=(NewEntry(EntryKind.COMMENT, f"It stops again, comment {number} of many."),),
            contact_id=contact.id,
        )
        for number in range(comments)
    )
    incident = NewIncident(
        id=new_id(),
        subject=SUBJECT,
        description="It stops at the bakery.",
        type=IncidentType.ERROR,
        priority=Priority.NORMAL,
        requester_id=contact.id,
        created_at=NOW - timedelta(days=30),
        steps=steps,
    )
    customer = NewOrganisation(
        id=new_id(),
        name="Bakery",
        legal_name="Bakery",
        contacts=(contact,),
        incidents=(incident,),
    )
    return NewPortal(
        name="Talk",
        vendor_name="Vendor",
        product_name="Profit",
        people=(person,),
        organisations=(customer,),
    )
