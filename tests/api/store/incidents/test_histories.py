"""What stands in a store from the first is like what was submitted and served one by one."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.api.store.backups.living import enter, opened
from tests.api.store.world import (
    ANNA_AT_BAKERY,
    NOW,
    PASSWORD,
    PORTAL,
    Store,
    make_store,
)
from tests.contract.grounds import Ground
from tests.contract.world import BAKERY_CONTACTS, PEOPLE, WORLD
from tui.api.administration import NewContact, NewOrganisation, NewPerson
from tui.api.errors import Invalid
from tui.api.histories import NewEntry, NewIncident, NewStep
from tui.api.ids import new_id
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    EntryKind,
    IncidentNew,
    IncidentQuery,
    IncidentSort,
    IncidentType,
    Priority,
)
from tui.api.models.paging import PageRequest
from tui.api.models.support import Answer, IncidentEdit, QueueQuery
from tui.api.models.wire import plain
from tui.api.policy import IncidentStatus, Kind, Role
from tui.api.portal import Portal
from tui.secret import Secret

SUPPORT, CLERK, CLERK_AT_BAKERY = new_id(), new_id(), new_id()
FILLED = new_id()
ALL = PageRequest(limit=200)
_OWN = {"id", "number", "incident_id", "sort_key", "updated_key", "number_key", "priority_key"}
"""What two incidents never share."""


def _step(minutes: int, *entries: tuple[str, str], by_vendor: bool = False) -> NewStep:
    told = tuple(NewEntry(EntryKind(kind), text) for kind, text in entries)
    at = NOW + timedelta(minutes=minutes)
    if by_vendor:
        return NewStep(at=at, entries=told, person_id=SUPPORT)
    return NewStep(at=at, entries=told, contact_id=ANNA_AT_BAKERY)


INCIDENT = NewIncident(
    id=FILLED,
    subject="Oven stops",
    description="It **stops**, and the bread with it.",
    type=IncidentType.ERROR,
    priority=Priority.NORMAL,
    requester_id=ANNA_AT_BAKERY,
    created_at=NOW,
    product_area="Logistics",
    environment="Test",
    customer_reference="B-12",
    watcher_ids=(CLERK_AT_BAKERY,),
    steps=(
        _step(1, ("note", "Again."), by_vendor=True),
        _step(2, ("priority", "high"), by_vendor=True),
        _step(3, ("type", "outage"), by_vendor=True),
        _step(
            4,
            ("comment", "Which yeast?"),
            ("assignee", SUPPORT),
            ("status", "pending"),
            by_vendor=True,
        ),
        _step(5, ("comment", "Fresh yeast."), ("status", "open")),
        _step(6, ("comment", "Repaired."), ("status", "solved"), by_vendor=True),
        _step(7, ("status", "closed"), ("rating", "4")),
        _step(8, ("status", "open")),
        _step(9, ("comment", "Now really."), ("status", "solved"), by_vendor=True),
    ),
    unseen_by=frozenset({ANNA_AT_BAKERY, CLERK_AT_BAKERY}),
)


@dataclass
class Bakery:
    """A store with one incident in it from the first, and two who see it."""

    store: Store
    anna: Portal
    support: Portal

    async def submit(self) -> str:
        """Do by the verbs what the other incident came with; returns the id."""
        id_ = new_id()
        await self.anna.incidents.submit(_as_sent(id_), new_id())
        await self._at(1).support.support.note(
            id_, CommentNew(id=new_id(), body="Again."), new_id()
        )
        await self._at(2)._edit(id_, priority="high")
        await self._at(3)._edit(id_, type="outage")
        await self._at(4)._answer(id_, "Which yeast?", "pending")
        reply = CommentNew(id=new_id(), body="Fresh yeast.")
        await self._at(5).anna.incidents.comment(id_, reply, new_id())
        await self._at(6)._answer(id_, "Repaired.", "solved")
        version = (await self.anna.incidents.show(id_)).version
        await self._at(7).anna.incidents.close(id_, Closing(rating=4), version)
        await self._at(8).anna.incidents.reopen(id_, version + 1)
        await self._at(9)._answer(id_, "Now really.", "solved")
        return id_

    def rows(self, table: str, column: str, id_: str) -> list[dict[str, Any]]:
        """Return the rows of an incident in a table, without what no two share."""
        names = [str(name) for _, name, *_ in self.store.rows(f"PRAGMA table_info({table})")]
        found = self.store.rows(f"SELECT * FROM {table} WHERE {column} = ?", [id_])
        rows = [dict(zip(names, row, strict=True)) for row in found]
        rows.sort(key=lambda row: str(row.get("sort_key", row.get("contact_id"))))
        return [{name: row[name] for name in row if name not in _OWN} for row in rows]

    def _at(self, minutes: int) -> "Bakery":
        self.store.clock.now = NOW + timedelta(minutes=minutes)
        return self

    async def _edit(self, id_: str, **fields: str) -> None:
        version = (await self.support.incidents.show(id_)).version
        await self.support.support.change(id_, IncidentEdit.model_validate(fields), version)

    async def _answer(self, id_: str, body: str, status: str) -> None:
        answer = Answer(id=new_id(), body=body, status=IncidentStatus(status))
        await self.support.support.answer(id_, answer, new_id())


def _as_sent(id_: str) -> IncidentNew:
    return IncidentNew(
        id=id_,
        subject=INCIDENT.subject,
        description=INCIDENT.description,
        type=INCIDENT.type,
        priority=INCIDENT.priority,
        product_area=INCIDENT.product_area,
        environment=INCIDENT.environment,
        customer_reference=INCIDENT.customer_reference,
        watcher_ids=INCIDENT.watcher_ids,
    )


def _person(id_: str, name: str, kind: Kind | None = None) -> NewPerson:
    email, password = f"{name.lower()}@example.nl", Secret(PASSWORD)
    return NewPerson(id=id_, email=email, given_name=name, password=password, kind=kind)


def _organisation(*incidents: NewIncident) -> NewOrganisation:
    clerk = NewContact(id=CLERK_AT_BAKERY, person_id=CLERK, roles=frozenset({Role.EMPLOYEE}))
    bakery, *_ = PORTAL.organisations
    return replace(
        bakery,
        product_version="Profit 6",
        contacts=(*bakery.contacts, clerk),
        incidents=incidents,
    )


def _make(place: Path, *incidents: NewIncident) -> Store:
    people = (*PORTAL.people, _person(SUPPORT, "Sofie", Kind.SUPPORT), _person(CLERK, "Kees"))
    organisations = (_organisation(*incidents), *PORTAL.organisations[1:])
    return make_store(place, replace(PORTAL, people=people, organisations=organisations))


@pytest.fixture
async def bakery(place: Path) -> AsyncIterator[Bakery]:
    store = _make(place, INCIDENT)
    anna = (await store.sign_in()).portal
    yield Bakery(store, anna, (await store.sign_in("sofie@example.nl")).portal)
    await store.entrance.close()


async def test_both_are_told_alike_to_customer_and_vendor(bakery: Bakery) -> None:
    id_ = await bakery.submit()
    for portal in (bakery.anna, bakery.support):
        both: list[object] = []
        for each in (FILLED, id_):
            shown = plain(await portal.incidents.show(each))
            entries = (await portal.incidents.entries(each, ALL)).items
            news = bool(shown["first_unread"])
            about = {**shown, "id": "", "number": 0, "first_unread": news}
            both.append((about, [_told(entry) for entry in entries]))
        assert both[0] == both[1]


def _told(entry: object) -> dict[str, object]:
    return {**plain(entry), "id": ""}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("incident", "id"),
        ("incident_entry", "incident_id"),
        ("internal_note", "incident_id"),
        ("incident_follower", "incident_id"),
    ],
)
async def test_both_stand_alike_in_the_tables(bakery: Bakery, table: str, column: str) -> None:
    id_ = await bakery.submit()
    filled = bakery.rows(table, column, FILLED)
    assert filled == bakery.rows(table, column, id_)
    assert filled


async def test_both_stand_at_the_same_place_of_every_order(bakery: Bakery) -> None:
    id_ = await bakery.submit()
    sql = "SELECT replace(updated_key, id, ''), replace(priority_key, id, ''), number_key, number"
    keys = [
        bakery.store.rows(f"{sql} FROM incident WHERE id = ?", [each]) for each in (FILLED, id_)
    ]
    ((*first, key, number),), ((*second, next_key, next_number),) = keys
    assert first == second
    assert (number, next_number) == (1, 2)
    assert str(key) < str(next_key)
    places = (
        "SELECT at, substr(sort_key, 1, 34) FROM incident_entry WHERE incident_id = ? ORDER BY 2"
    )
    assert bakery.store.rows(places, [FILLED]) == bakery.store.rows(places, [id_])


@pytest.mark.parametrize("words", ["oven", "bread", "fresh yeast", "repaired", "oven real"])
async def test_it_is_found_by_what_is_said_in_it(bakery: Bakery, words: str) -> None:
    (found,) = (await bakery.anna.incidents.list(IncidentQuery(words=words), ALL)).items
    assert found.id == FILLED


async def test_what_is_noted_internally_is_found_by_nobody(bakery: Bakery) -> None:
    assert not (await bakery.anna.incidents.list(IncidentQuery(words="again"), ALL)).items
    assert not (await bakery.support.support.list(QueueQuery(words="again"), ALL)).items


async def test_who_has_not_looked_is_told_and_the_others_are_not(place: Path) -> None:
    other = replace(INCIDENT, id=new_id(), unseen_by=frozenset({CLERK_AT_BAKERY}))
    store = _make(place, INCIDENT, other)
    query = IncidentQuery(unread=True, sort=IncidentSort.NUMBER)
    unread: list[list[int]] = []
    for email in ("anna@example.nl", "kees@example.nl"):
        incidents = (await store.sign_in(email)).portal.incidents
        unread.append([each.number for each in (await incidents.list(query, ALL)).items])
    assert unread == [[1], [2, 1]]
    await store.entrance.close()


async def test_one_goes_on_with_it(bakery: Bakery) -> None:
    incidents = bakery.anna.incidents
    bakery.store.clock.forward(days=1)
    await incidents.comment(FILLED, CommentNew(id=new_id(), body="Still so."), new_id())
    present = await incidents.show(FILLED)
    assert (present.status, present.unread, present.version) == (IncidentStatus.OPEN, False, 10)
    closed = await incidents.close(FILLED, Closing(), present.version)
    assert closed.status is IncidentStatus.CLOSED


def test_texts_are_cleaned_and_lines_too_long_refused(place: Path) -> None:
    store = _make(place, replace(INCIDENT, subject="Oven\x1b[2J\nstops", description="a\x00b"))
    assert store.rows("SELECT subject, description FROM incident") == [("Oven[2J stops", "ab")]
    store.path.unlink()
    with pytest.raises(Invalid) as refused:
        _make(place, replace(INCIDENT, subject="x" * 301))
    assert [each.field for each in refused.value.fields] == ["organisations.0.incidents.0.subject"]


def test_what_no_first_content_has_is_refused(place: Path) -> None:
    with pytest.raises(ValueError, match="merged"):
        _make(place, replace(INCIDENT, steps=(_step(1, ("merged", "2"), by_vendor=True),)))
    assert not place.exists()


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
async def test_they_stand_in_postgresql_as_well(postgres: Ground) -> None:
    support, employee = PEOPLE["support"], BAKERY_CONTACTS["employee"]
    answer = NewEntry(EntryKind.COMMENT, "Which yeast?")
    step = NewStep(at=NOW + timedelta(minutes=1), entries=(answer,), person_id=support.id)
    watchers = (BAKERY_CONTACTS["manager"].id,)
    ours = replace(INCIDENT, requester_id=employee.id, watcher_ids=watchers, steps=(step,))
    bakery, *others = WORLD.organisations
    organisations = (replace(bakery, incidents=(ours,)), *others)
    portal = replace(WORLD, organisations=organisations)
    url = postgres.copy(await asyncio.to_thread(postgres.template, portal))
    async with opened(url) as entrance:
        for name in ("employee", "manager", "support"):
            incidents = (await enter(entrance, PEOPLE[name])).portal.incidents
            (entry,) = (await incidents.entries(FILLED, ALL)).items
            assert (entry.body, entry.author) == ("Which yeast?", "Sofie Maes")
        mine = (await enter(entrance, PEOPLE["employee"])).portal.incidents
        (found,) = (await mine.list(IncidentQuery(words="yeast"), ALL)).items
        assert (found.id, found.number, found.unread) == (FILLED, 1, False)
