"""Incidents with all that came of them, as the first content of a store has them.

They stand there as if they had been submitted and served one by one, but for the record of who
did what: nobody did these.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, Table, insert, select

from tui.api.administration import NewOrganisation
from tui.api.cleaning import clean_line, clean_text
from tui.api.histories import NewEntry, NewIncident, NewStep
from tui.api.ids import new_id
from tui.api.models.incidents import EntryKind
from tui.api.policy import IncidentStatus
from tui.api.store.database.dialect import Place
from tui.api.store.incidents import changing, words
from tui.api.store.schema import (
    incident,
    incident_entry,
    incident_follower,
    incident_number,
    internal_note,
    vendor_member,
)

Row = dict[str, object]


def take(connection: Connection, organisation: NewOrganisation) -> None:
    """Insert an organisation's incidents, numbered from 1 in their order."""
    if not organisation.incidents:
        return
    names = _names(connection)
    histories = [
        History(organisation, number, each, names)
        for number, each in enumerate(organisation.incidents, start=1)
    ]
    last = {"organisation_id": organisation.id, "last": len(histories)}
    connection.execute(insert(incident_number), last)
    _insert(connection, incident, (each.row() for each in histories))
    _insert(connection, incident_entry, (row for each in histories for row in each.entries))
    _insert(connection, internal_note, (row for each in histories for row in each.notes))
    _insert(connection, incident_follower, (row for each in histories for row in each.followers()))
    for each in histories:
        each.index(connection)


class History:
    """One incident, as it became step by step."""

    def __init__(
        self, organisation: NewOrganisation, number: int, new: NewIncident, names: Mapping[str, str]
    ) -> None:
        self.entries: list[Row] = []
        self.notes: list[Row] = []
        self._new = new
        self._names = names
        self._number = number
        self._scope = {"organisation_id": organisation.id}
        self._values = _submitted(organisation, new)
        self._updated_at = new.created_at
        self._version = 1
        self._seen: dict[str, datetime | None] = dict.fromkeys(new.watcher_ids)
        self._seen[new.requester_id] = new.created_at
        for step in new.steps:
            self._take(step)

    def row(self) -> Row:
        """Return what the incident has become."""
        id_, created_at = self._new.id, self._new.created_at
        return {
            **self._scope,
            **self._values,
            **changing.keys(id_, self._number, self._updated_at),
            "priority_key": changing.priority_key(id_, str(self._values["priority"]), created_at),
            "number": self._number,
            "updated_at": self._updated_at,
            "version": self._version,
        }

    def followers(self) -> Iterable[Row]:
        """Yield who follows it, and until when each has looked."""
        for contact_id, said_at in self._seen.items():
            seen_at = said_at if contact_id in self._new.unseen_by else self._updated_at
            ids = {"contact_id": contact_id, "incident_id": self._new.id}
            yield {**self._scope, **ids, "seen_at": seen_at}

    def index(self, connection: Connection) -> None:
        """Let it be found by what was said."""
        place = Place(str(self._scope["organisation_id"]), self._new.id)
        subject = str(self._values["subject"])
        for text in (self._values["description"], *(row["body"] for row in self.entries)):
            if text:
                words.index(connection, place, subject, str(text))

    def _take(self, step: NewStep) -> None:
        told = [entry for entry in step.entries if entry.kind is not EntryKind.NOTE]
        self.notes += [self._note(entry, step) for entry in step.entries if entry not in told]
        self.entries += [self._entry(entry, step, place) for place, entry in enumerate(told)]
        if told:
            self._updated_at = step.at
            self._version += 1
            if step.contact_id in self._seen:
                self._seen[step.contact_id] = step.at

    def _entry(self, entry: NewEntry, step: NewStep, place: int) -> Row:
        id_ = new_id()
        return {
            **self._scope,
            **self._told(entry, step.at),
            "id": id_,
            "incident_id": self._new.id,
            "sort_key": changing.entry_key(id_, step.at, place),
            "kind": entry.kind.value,
            "at": step.at,
            "contact_id": step.contact_id,
            "person_id": step.person_id,
            "person_name": self._names[step.person_id] if step.person_id else "",
        }

    def _note(self, entry: NewEntry, step: NewStep) -> Row:
        id_ = new_id()
        person_id = step.person_id or ""
        return {
            **self._scope,
            "id": id_,
            "incident_id": self._new.id,
            "sort_key": changing.entry_key(id_, step.at),
            "at": step.at,
            "person_id": person_id,
            "person_name": self._names[person_id],
            "body": clean_text(entry.text),
        }

    def _told(self, entry: NewEntry, at: datetime) -> Row:
        """Change what the entry changes; returns what it tells of that."""
        told: Row = {"body": "", "before": "", "after": entry.text}
        match entry.kind:
            case EntryKind.COMMENT:
                return {"body": clean_text(entry.text), "before": "", "after": ""}
            case EntryKind.STATUS:
                told["before"] = self._values["status"]
                self._values |= changing.in_status(IncidentStatus(entry.text), at)
            case EntryKind.PRIORITY | EntryKind.TYPE:
                told["before"] = self._values[entry.kind.value]
                self._values[entry.kind.value] = entry.text
            case EntryKind.RATING:
                told["before"] = str(self._values["rating"] or "")
                self._values["rating"] = int(entry.text)
            case EntryKind.ASSIGNEE:
                name = self._names[entry.text]
                told |= {"before": self._values["assignee_name"], "after": name}
                self._values |= {"assignee_id": entry.text, "assignee_name": name}
            case EntryKind.NOTE | EntryKind.MERGED:
                raise ValueError(f"no change of a first content: {entry.kind}")
            case _:
                assert_never(entry.kind)
        return told


def _submitted(organisation: NewOrganisation, new: NewIncident) -> Row:
    return {
        "id": new.id,
        "subject": clean_line(new.subject),
        "description": clean_text(new.description),
        "type": new.type.value,
        "priority": new.priority.value,
        "product_area": clean_line(new.product_area),
        "product_version": clean_line(organisation.product_version),
        "environment": clean_line(new.environment),
        "customer_reference": clean_line(new.customer_reference),
        "requester_id": new.requester_id,
        "assignee_id": None,
        "assignee_name": "",
        "created_at": new.created_at,
        "rating": None,
        "merged_into_id": None,
    } | changing.in_status(IncidentStatus.NEW, new.created_at)


def _names(connection: Connection) -> Mapping[str, str]:
    """Return what the vendor's people are called."""
    found = select(vendor_member.c.person_id, vendor_member.c.display_name)
    return {row.person_id: row.display_name for row in connection.execute(found)}


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)
