"""What becomes of an incident: its columns change, and its conversation tells so, in one write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from tui.api.errors import Conflict, FieldError, Invalid
from tui.api.ids import new_id
from tui.api.models.actions import Colleague
from tui.api.models.incidents import EntryKind, Incident, Priority
from tui.api.policy import ENDED, IncidentAction, IncidentStatus, Kind, Permission
from tui.api.store.database.dialect import Place, dialect_of
from tui.api.store.database.keyset import SEPARATOR
from tui.api.store.incidents import attachments, incident_rows, unseen, words
from tui.api.store.incidents.incident_rows import IncidentRow, moment
from tui.api.store.incidents.scope import OWN
from tui.api.store.outbox import posting
from tui.api.store.schema import contact, incident, incident_entry, incident_follower
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller

_TICK = timedelta(microseconds=1)
_SERVING = frozenset(
    {
        IncidentAction.ANSWER,
        IncidentAction.CHANGE,
        IncidentAction.MERGE,
        IncidentAction.ACTIVATE,
    }
)
_FOLLOWS = frozenset({"ended", "assignee_name", "solved_at", "closed_at"})
"""Columns that say again what another one says."""


_WAITS_OR_ENDS = frozenset({IncidentStatus.PENDING, *ENDED})


@dataclass(frozen=True)
class NewEntry:
    """What the conversation tells of a change."""

    kind: EntryKind
    body: str = ""
    before: str = ""
    after: str = ""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Change:
    """What becomes of the columns, and what the conversation tells of it."""

    values: Mapping[str, object] = field(default_factory=dict[str, object])
    entries: Sequence[NewEntry] = ()

    def __add__(self, other: "Change") -> "Change":
        return Change({**self.values, **other.values}, (*self.entries, *other.entries))


def locked(
    connection: Connection, me: Caller, incident_id: str, action: IncidentAction, now: datetime
) -> IncidentRow:
    """Return an incident that nobody else changes until this is done.

    Raises `NotFound`, `Forbidden` where the caller may never do this, and `Conflict` (with the
    present `Incident`) where its state does not let one now.
    """
    _require(connection, me, action)
    lock(connection, incident_id)
    row = incident_rows.find(connection, me, incident_id)
    if action not in incident_rows.allowed(me, row, now):
        raise Conflict(present(connection, me, incident_id, now))
    return row


def lock(connection: Connection, incident_id: str) -> None:
    """Let nobody else change an incident until this is done."""
    dialect_of(connection).lock(connection, f"incident {incident_id}")


def check_version(
    connection: Connection, me: Caller, row: IncidentRow, version: int, now: datetime
) -> None:
    """Raise `Conflict` (with the present `Incident`) if stale."""
    if row.version != version:
        raise Conflict(present(connection, me, row.id, now))


def write(
    connection: Connection, me: Caller, row: IncidentRow, change: Change, now: datetime
) -> datetime:
    """Change and tell; returns the moment, which is later than all that was told before."""
    at = max(now, row.updated_at + _TICK)
    values = change.values
    kept = {
        **values,
        **keys(row.id, row.number, at),
        "updated_at": at,
        "version": row.version + 1,
    }
    mine = {"organisation_id": row.organisation_id, "id": row.id}
    connection.execute(update(incident).filter_by(**mine).values(kept))
    _tell(connection, me, row, change.entries, at)
    _look(connection, me, row, at)
    _record(connection, me, row, values, now)
    _post(connection, me, row, change, now)
    return at


def to_status(row: IncidentRow, status: IncidentStatus, now: datetime) -> Change:
    """Return the change to a status; to the present one, none."""
    if row.status == status:
        return Change()
    told = NewEntry(EntryKind.STATUS, before=row.status, after=status.value)
    return Change(in_status(status, now), (told,))


def in_status(status: IncidentStatus, at: datetime) -> dict[str, object]:
    """Return what becomes of the columns as an incident comes to a status."""
    values: dict[str, object] = {"status": status.value, "ended": status in ENDED}
    if status is IncidentStatus.SOLVED:
        return values | {"solved_at": at, "closed_at": None}
    if status is IncidentStatus.CLOSED:
        return values | {"closed_at": at}
    return values | {"solved_at": None, "closed_at": None}


def keys(incident_id: str, number: int, updated_at: datetime) -> dict[str, str]:
    """Return where an incident stands in the orders of what changed last, and came last."""
    return {
        "updated_key": f"{moment(updated_at)}{SEPARATOR}{incident_id}",
        "number_key": f"{number:010}",
    }


def priority_key(incident_id: str, priority: str, created_at: datetime) -> str:
    """Return where it stands among what presses: urgent first, and what waits longest."""
    rank = incident_rows.rank(Priority(priority))
    return f"{rank}{SEPARATOR}{moment(created_at)}{SEPARATOR}{incident_id}"


def entry_key(entry_id: str, at: datetime, place: int = 0) -> str:
    """Return where an entry stands in its conversation, among those of its moment."""
    return f"{moment(at)}{SEPARATOR}{place}{entry_id}"


def present(connection: Connection, me: Caller, incident_id: str, now: datetime) -> Incident:
    """Return an incident as it is now; raises `NotFound`."""
    row = incident_rows.find(connection, me, incident_id)
    attached = attachments.of_description(connection, row)
    new = unseen.first(connection, me, row)
    watching = watchers(connection, row)
    return incident_rows.whole(me, row, watching, attached, now, first_unread=new)


def _require(connection: Connection, me: Caller, action: IncidentAction) -> None:
    """Raise `Forbidden` to whom no incident would let do this, whether there is one or not."""
    if action is IncidentAction.WATCH:
        caller.require(connection, me, *OWN)
    elif action in _SERVING:
        caller.require(connection, me, Permission.INCIDENTS_SERVE)
    else:
        caller.require(connection, me, Permission.INCIDENTS_SUBMIT)


def _record(
    connection: Connection,
    me: Caller,
    row: IncidentRow,
    values: Mapping[str, object],
    now: datetime,
) -> None:
    changes = {
        name: (_text(getattr(row, name)), _text(value))
        for name, value in values.items()
        if name not in _FOLLOWS
    }
    action = Action.INCIDENT_CHANGE if changes else Action.INCIDENT_COMMENT
    audit.record(
        connection, me, action, {row.id: changes}, now, organisation_id=row.organisation_id
    )


def _tell(
    connection: Connection, me: Caller, row: IncidentRow, entries: Sequence[NewEntry], at: datetime
) -> None:
    is_contact = me.kind is Kind.CONTACT
    values = [
        {
            "organisation_id": row.organisation_id,
            "id": entry.id,
            "incident_id": row.id,
            "sort_key": entry_key(entry.id, at, place),
            "kind": entry.kind.value,
            "at": at,
            "contact_id": me.contact_id if is_contact else None,
            "person_id": None if is_contact else me.person_id,
            "person_name": "" if is_contact else me.display_name,
            "body": entry.body,
            "before": entry.before,
            "after": entry.after,
        }
        for place, entry in enumerate(entries)
    ]
    ids = [entry.id for entry in entries]
    mine = incident_entry.c.organisation_id == row.organisation_id
    taken = select(incident_entry.c.id).where(mine, incident_entry.c.id.in_(ids))
    if connection.execute(taken).first() is not None:
        raise Invalid((FieldError("id", "id_taken"),))
    connection.execute(insert(incident_entry), values)
    place = Place(row.organisation_id, row.id)
    for entry in entries:
        if entry.body:
            words.index(connection, place, row.subject, entry.body)


def _post(
    connection: Connection, me: Caller, row: IncidentRow, change: Change, now: datetime
) -> None:
    """Let who follows it be mailed, of a duplicate through the incident that goes on alone."""
    told = next(filter(_is_news, change.entries), None)
    if told is None or "merged_into_id" in change.values:
        return
    engineer_id = row.assignee_id if me.kind is Kind.CONTACT else None
    event = (row.organisation_id, row.id, told.id)
    posting.post(connection, me, event, now, engineer_id=engineer_id)


def _is_news(entry: NewEntry) -> bool:
    """Whether an entry is worth a mail: what is said, and where it waits, ends or goes on."""
    if entry.kind is EntryKind.STATUS:
        return entry.after in _WAITS_OR_ENDS or entry.before in ENDED
    return entry.kind in (EntryKind.COMMENT, EntryKind.MERGED)


def _look(connection: Connection, me: Caller, row: IncidentRow, at: datetime) -> None:
    """Whoever says something has seen it, and what was there before."""
    if me.contact_id is not None:
        mine = {"organisation_id": me.scope, "contact_id": me.contact_id, "incident_id": row.id}
        connection.execute(update(incident_follower).filter_by(**mine).values(seen_at=at))


def watchers(connection: Connection, row: IncidentRow) -> Sequence[Colleague]:
    """Return who follows an incident besides its requester, by name."""
    follows = incident_follower.c
    found = (
        select(contact.c.id, contact.c.display_name)
        .join(
            incident_follower,
            (follows.organisation_id == contact.c.organisation_id)
            & (follows.contact_id == contact.c.id),
        )
        .where(
            follows.organisation_id == row.organisation_id,
            follows.incident_id == row.id,
            follows.contact_id != row.requester_id,
        )
        .order_by(contact.c.sort_name, contact.c.id)
    )
    return [
        Colleague(id=each.id, display_name=each.display_name) for each in connection.execute(found)
    ]


def _text(value: object) -> str | None:
    """Return a value as it stands in the record of changes."""
    if isinstance(value, datetime):
        return value.isoformat()
    return None if value is None else str(value)
