"""Stores with many incidents of many customers, made by plain SQL, the same in every run.

Of all of them 4 in 100 go on, or as many as fill two pages, and a quarter of these is the
engineer's. Every 100th is of the first customer. Words are those of `big_store`.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.big_store import EMAIL, PASSWORD, SEED, sentences_of
from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.connect import administer
from tui.api.ids import new_id
from tui.api.models.incidents import EntryKind, IncidentType, Priority
from tui.api.policy import ENDED, IncidentStatus, Kind, Role
from tui.api.store.incidents import changing
from tui.portals import store_address
from tui.secret import Secret

CUSTOMERS = 2_000
LARGEST = 100
"""One in so many incidents is of the first customer."""

COMMENTS = 2
CURRENT = 0.04
CURRENT_AT_LEAST = 100
MINE = 0.25
BATCH = 2_000
CUSTOMER_EMAIL = "0@example.nl"
PRIORITIES = [*Priority]
PRIORITY_WEIGHTS = (20, 60, 15, 5)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

Row = dict[str, object]


@dataclass(frozen=True)
class BigDesk:
    """A store in a file, whose queue a support engineer reads, and its list a customer."""

    path: Path

    @property
    def url(self) -> str:
        """Its address."""
        return store_address(self.path)


@dataclass(frozen=True)
class Batch:
    """Some incidents: their rows, and under the ids of theirs the words of each text."""

    incidents: Sequence[Row]
    entries: Sequence[Row]
    texts: Sequence[tuple[Row, str]]


def make(folder: Path, count: int) -> BigDesk:
    """Make a store of `count` incidents in `folder`, or take the one made before."""
    path = folder / f"desk-{count}.sqlite"
    if not path.exists():
        draft = path.with_suffix(".draft")
        made = portal(count)
        administration = administer(store_address(draft), quick_hashing=True)
        administration.create(made)
        administration.close()
        _fill(draft, made, count)
        draft.rename(path)
    return BigDesk(path)


def portal(count: int) -> NewPortal:
    """Return the portal of a desk with `count` incidents, before it has any."""
    engineer = NewPerson(
        id=new_id(), email=EMAIL, given_name="S", kind=Kind.SUPPORT, password=Secret(PASSWORD)
    )
    people = [
        NewPerson(
            id=new_id(),
            email=f"{number}@example.nl",
            given_name=f"C{number}",
            password=None if number else Secret(PASSWORD),
        )
        for number in range(min(CUSTOMERS, max(1, count // 5)))
    ]
    return NewPortal(
        name="Big",
        vendor_name="Vendor",
        product_name="Profit",
        people=(engineer, *people),
        organisations=tuple(_customer(number, each) for number, each in enumerate(people)),
    )


def batches(made: NewPortal, count: int) -> Iterator[Batch]:
    """Yield the rows of so many incidents of a portal."""
    desk = _Desk(made, count)
    for first in range(0, count, BATCH):
        incidents = [desk.incident(each) for each in range(first, min(first + BATCH, count))]
        said = [(each, [*desk.entries(each)]) for each in incidents]
        yield Batch(
            incidents=incidents,
            entries=[entry for _, entries in said for entry in entries],
            texts=[text for each, entries in said for text in _texts(each, entries)],
        )


def _customer(number: int, person: NewPerson) -> NewOrganisation:
    contact = NewContact(id=new_id(), person_id=person.id, roles=frozenset({Role.ADMINISTRATOR}))
    name = f"Customer {number}"
    return NewOrganisation(id=new_id(), name=name, legal_name=name, contacts=(contact,))


def _fill(path: Path, made: NewPortal, count: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    later = _taken_down(connection)
    number = 0
    for batch in batches(made, count):
        _insert(connection, "incident", batch.incidents)
        _insert(connection, "incident_entry", batch.entries)
        numbered = [*enumerate(batch.texts, number + 1)]
        number += len(numbered)
        parts = [{"id": place, **ids} for place, (ids, _) in numbered]
        _insert(connection, "incident_part", parts)
        words = [
            {"rowid": place, "organisation": _token(ids["organisation_id"]), "words": text}
            for place, (ids, text) in numbered
        ]
        _insert(connection, "incident_search", words)
    for statement in later:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def _taken_down(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of what is filled, and return what makes them again: sorted, so quickly."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('incident', 'incident_entry', 'incident_part')"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    blanks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({blanks})", rows)


class _Desk:
    """Incidents that come in one after the other, and what was said about them."""

    def __init__(self, made: NewPortal, count: int) -> None:
        self._customers = made.organisations
        self._engineer = made.people[0].id
        self._count = count
        self._current = max(CURRENT, CURRENT_AT_LEAST / count)
        self._chance = random.Random(SEED)
        self._said = sentences_of(self._chance)

    def incident(self, number: int) -> Row:
        """Return the row of an incident."""
        chance = self._chance
        id_ = new_id()
        place = 0 if number % LARGEST == 0 else number % len(self._customers)
        customer = self._customers[place]
        goes_on = chance.random() < self._current
        status = chance.choice([each for each in IncidentStatus if (each in ENDED) is not goes_on])
        mine = goes_on and chance.random() < MINE
        days = chance.uniform(0, 60) if goes_on else 60 + 2_000 * (1 - number / self._count)
        at = NOW - timedelta(days=days)
        (priority,) = chance.choices(PRIORITIES, PRIORITY_WEIGHTS)
        title = chance.choice(self._said)
        return {
            "organisation_id": customer.id,
            "id": id_,
            "number": number + 1,
            "subject": title[: title.index(" ", 30)].capitalize(),
            "type": chance.choice([*IncidentType]).value,
            "priority": priority.value,
            "status": status.value,
            "ended": not goes_on,
            "product_area": "",
            "product_version": "",
            "environment": "",
            "customer_reference": "",
            "requester_id": customer.contacts[0].id,
            "assignee_id": self._engineer if mine else None,
            "assignee_name": "S" if mine else "",
            "created_at": _moment(at),
            "updated_at": _moment(at),
            **changing.keys(id_, number + 1, at),
            "priority_key": changing.priority_key(id_, priority, at),
            "version": 1,
            "description": ". ".join(chance.choices(self._said, k=3)),
        }

    def entries(self, incident: Row) -> Iterator[Row]:
        """Yield the rows of the comments on it."""
        at = datetime.fromisoformat(str(incident["updated_at"])).replace(tzinfo=UTC)
        for place in range(COMMENTS):
            id_ = new_id()
            yield {
                "organisation_id": incident["organisation_id"],
                "id": id_,
                "incident_id": incident["id"],
                "sort_key": changing.entry_key(id_, at, place),
                "kind": EntryKind.COMMENT.value,
                "at": incident["updated_at"],
                "contact_id": incident["requester_id"],
                "person_name": "",
                "body": ". ".join(self._chance.choices(self._said, k=2)),
                "before": "",
                "after": "",
            }


def _texts(incident: Row, entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    ids = {"organisation_id": incident["organisation_id"], "incident_id": incident["id"]}
    for text in (incident["description"], *(entry["body"] for entry in entries)):
        # The sentences are words as they are folded, but for where one begins and ends.
        yield ids, f"{incident['subject']} {text}".lower().replace(".", "")


def _token(organisation_id: object) -> str:
    return f"x{str(organisation_id).replace('-', '')}"


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")
