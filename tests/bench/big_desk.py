"""Stores with many incidents of many customers, made by plain SQL, the same in every run.

Of all of them 4 in 100 go on. Words are those of `big_store`.
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
from tui.api.store.database import folding
from tui.api.store.incidents import changing
from tui.portals import store_address
from tui.secret import Secret

CUSTOMERS = 2_000
COMMENTS = 2
CURRENT = 0.04
BATCH = 2_000
PRIORITIES = [*Priority]
PRIORITY_WEIGHTS = (20, 60, 15, 5)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

Row = dict[str, object]


@dataclass(frozen=True)
class BigDesk:
    """A store in a file, whose queue a support engineer reads."""

    path: Path

    @property
    def url(self) -> str:
        """Its address."""
        return store_address(self.path)


def make(folder: Path, count: int) -> BigDesk:
    """Make a store of `count` incidents in `folder`, or take the one made before."""
    path = folder / f"desk-{count}.sqlite"
    if not path.exists():
        draft = path.with_suffix(".draft")
        portal = _portal(min(CUSTOMERS, max(1, count // 5)))
        administration = administer(store_address(draft), quick_hashing=True)
        administration.create(portal)
        administration.close()
        _fill(draft, portal.organisations, count)
        draft.rename(path)
    return BigDesk(path)


def _portal(customers: int) -> NewPortal:
    engineer = NewPerson(
        id=new_id(),
        email=EMAIL,
        given_name="S",
        kind=Kind.SUPPORT,
        password=Secret(PASSWORD),
    )
    people = [
        NewPerson(id=new_id(), email=f"{number}@example.nl", given_name=f"C{number}")
        for number in range(customers)
    ]
    organisations = tuple(
        NewOrganisation(
            id=new_id(),
            name=f"Customer {number}",
            legal_name=f"Customer {number}",
            contacts=(
                NewContact(id=new_id(), person_id=person.id, roles=frozenset({Role.ADMINISTRATOR})),
            ),
        )
        for number, person in enumerate(people)
    )
    return NewPortal(
        name="Big",
        vendor_name="Vendor",
        product_name="Profit",
        people=(engineer, *people),
        organisations=organisations,
    )


def _fill(path: Path, customers: Sequence[NewOrganisation], count: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    chance = random.Random(SEED)
    said = sentences_of(chance)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        rows: dict[str, list[Row]] = {
            table: []
            for table in ("incident", "incident_entry", "incident_part", "incident_search")
        }
        for number in numbers:
            customer = customers[number % len(customers)]
            incident = _incident(customer, number, count, chance, said)
            rows["incident"].append(incident)
            for entry in _entries(incident, chance, said):
                rows["incident_entry"].append(entry)
            texts = _words(incident, rows["incident_entry"][-COMMENTS:])
            for place, text in enumerate(texts, number * (COMMENTS + 1) + 1):
                rows["incident_part"].append({"id": place, **_its_ids(incident)})
                rows["incident_search"].append({"rowid": place, **text})
        for table, those in rows.items():
            _insert(connection, table, those)
    connection.execute("COMMIT")
    connection.close()


def _incident(
    customer: NewOrganisation,
    number: int,
    count: int,
    chance: random.Random,
    said: Sequence[str],
) -> Row:
    id_ = new_id()
    goes_on = chance.random() < CURRENT
    status = chance.choice([each for each in IncidentStatus if (each in ENDED) is not goes_on])
    days = chance.uniform(0, 60) if goes_on else 60 + 2_000 * (1 - number / count)
    at = NOW - timedelta(days=days)
    (priority,) = chance.choices(PRIORITIES, PRIORITY_WEIGHTS)
    title = chance.choice(said)
    its_number = number // CUSTOMERS + 1
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
        "assignee_name": "",
        "created_at": _moment(at),
        "updated_at": _moment(at),
        **changing.keys(id_, its_number, at),
        "priority_key": changing.priority_key(id_, priority, at),
        "version": 1,
        "description": ". ".join(chance.choices(said, k=3)),
    }


def _entries(incident: Row, chance: random.Random, said: Sequence[str]) -> Iterator[Row]:
    at = datetime.fromisoformat(str(incident["updated_at"])).replace(tzinfo=UTC)
    for place in range(COMMENTS):
        id_ = new_id()
        yield {
            "organisation_id": incident["organisation_id"],
            "id": id_,
            "incident_id": incident["id"],
            "sort_key": changing.entry_key(id_, at, place),
            "kind": EntryKind.COMMENT.value,
            "at": _moment(at),
            "contact_id": incident["requester_id"],
            "person_name": "",
            "body": ". ".join(chance.choices(said, k=2)),
            "before": "",
            "after": "",
        }


def _words(incident: Row, entries: Sequence[Row]) -> list[Row]:
    texts = [incident["description"], *(entry["body"] for entry in entries)]
    whose = {"organisation": f"x{str(incident['organisation_id']).replace('-', '')}"}
    return [
        {**whose, "words": " ".join(folding.tokens(f"{incident['subject']} {text}"))}
        for text in texts
    ]


def _its_ids(incident: Row) -> Row:
    return {"organisation_id": incident["organisation_id"], "incident_id": incident["id"]}


def _moment(at: datetime) -> str:
    return f"{at.replace(tzinfo=None):%Y-%m-%d %H:%M:%S.%f}"


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    blanks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({blanks})", rows)
