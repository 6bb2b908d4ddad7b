"""What is said about an incident, and how the customer ends it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    true,
    union_all,
)

from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.attachments import Attachment
from tui.api.models.incidents import Closing, CommentNew, Entry, EntryKind, Incident, Rating
from tui.api.models.paging import Page, PageRequest
from tui.api.policy import IncidentAction, IncidentStatus, Kind, Permission
from tui.api.store.database import keyset
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.database.keyset import Cursor
from tui.api.store.incidents import attachments, changing, incident_rows
from tui.api.store.incidents.attachments import Message
from tui.api.store.incidents.changing import Change, NewEntry
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.schema import contact, incident_entry, internal_note
from tui.api.store.verbs import caller, idempotency
from tui.api.store.verbs.caller import Caller

_EntryRow = Row[*tuple[Any, ...]]
_CURSOR = Cursor("entries ", re.compile(rf"[0-9T:.+\-{keyset.SEPARATOR}a-f]{{1,100}}"))
_WAKES = (IncidentStatus.PENDING, IncidentStatus.SOLVED)
"""What an answer of the customer opens again."""


def page(connection: Connection, me: Caller, incident_id: str, request: PageRequest) -> Page[Entry]:
    """Return a page of a conversation, the oldest entry first."""
    row = incident_rows.find(connection, me, incident_id)
    places = _Conversation(connection, me, row.organisation_id, incident_id)
    rows, before, after = keyset.page(places, _CURSOR, request)
    return Page(_entries(connection, row.organisation_id, incident_id, rows), before, after)


def _entries(
    connection: Connection, organisation_id: str, incident_id: str, rows: Sequence[_EntryRow]
) -> tuple[Entry, ...]:
    """Return entries with what was sent along with them."""
    said_in = [row.id for row in rows if row.kind == EntryKind.COMMENT]
    attached = attachments.of_messages(connection, organisation_id, incident_id, said_in)
    return tuple(_entry(row, attached.get(row.id, ())) for row in rows)


def told_at_once(
    connection: Connection, organisation_id: str, incident_id: str, entry_id: str
) -> tuple[Entry, ...]:
    """Return an entry with what was told in the same write; customers read all of them."""
    told = incident_entry.alias("told")
    same = select(told.c.at).where(told.c.organisation_id == organisation_id, told.c.id == entry_id)
    wanted = _ENTRIES.where(incident_entry.c.at == same.scalar_subquery())
    values = {"organisation": organisation_id, "incident": incident_id}
    rows = connection.execute(wanted.order_by(incident_entry.c.sort_key), values).all()
    return _entries(connection, organisation_id, incident_id, rows)


def comment(
    connection: Connection,
    me: Caller,
    incident_id: str,
    new: CommentNew,
    key: str,
    *,
    files: AttachedFiles,
    now: datetime,
) -> Entry:
    """Add a customer's comment, which opens again what waited for the customer or was solved."""
    caller.require(connection, me, Permission.INCIDENTS_SUBMIT)
    sent = ("incidents.comment", key, f"{incident_id} {new.model_dump_json()}")

    def do() -> Entry:
        row = changing.locked(connection, me, incident_id, IncidentAction.COMMENT, now)
        change = Change(entries=(NewEntry(EntryKind.COMMENT, new.body, id=new.id),))
        if row.status in _WAKES:
            change += changing.to_status(row, IncidentStatus.OPEN, now)
        at = changing.write(connection, me, row, change, now)
        message = Message(row.organisation_id, incident_id, new.id)
        attached = attachments.attach(
            connection, me, message, new.attachments, files=files, now=now
        )
        return said(me, new.id, new.body, at, attached=attached)

    return idempotency.once(connection, me, sent, Entry, now, do=do)


def close(
    connection: Connection,
    me: Caller,
    incident_id: str,
    closing: Closing,
    version: int,
    *,
    now: datetime,
) -> Incident:
    """Close an incident, with a rating or without."""
    row = changing.locked(connection, me, incident_id, IncidentAction.CLOSE, now)
    changing.check_version(connection, me, row, version, now)
    change = changing.to_status(row, IncidentStatus.CLOSED, now)
    if closing.rating is not None:
        change += _rated(row, closing.rating)
    changing.write(connection, me, row, change, now)
    return changing.present(connection, me, incident_id, now)


def reopen(
    connection: Connection, me: Caller, incident_id: str, version: int, *, now: datetime
) -> Incident:
    """Open an incident again."""
    row = changing.locked(connection, me, incident_id, IncidentAction.REOPEN, now)
    changing.check_version(connection, me, row, version, now)
    changing.write(connection, me, row, changing.to_status(row, IncidentStatus.OPEN, now), now)
    return changing.present(connection, me, incident_id, now)


def rate(
    connection: Connection, me: Caller, incident_id: str, given: Rating, *, now: datetime
) -> Incident:
    """Say how content one is with what is solved or closed."""
    row = changing.locked(connection, me, incident_id, IncidentAction.RATE, now)
    change = _rated(row, given.rating)
    if change.entries:
        changing.write(connection, me, row, change, now)
    return changing.present(connection, me, incident_id, now)


def said(
    me: Caller,
    entry_id: str,
    body: str,
    at: datetime,
    *,
    kind: EntryKind = EntryKind.COMMENT,
    attached: tuple[Attachment, ...] = (),
) -> Entry:
    """Return what the caller has just said."""
    return Entry(
        id=entry_id,
        kind=kind,
        at=at,
        author=me.display_name,
        by_vendor=me.kind is not Kind.CONTACT,
        body=body,
        attachments=attached,
    )


def _rated(row: IncidentRow, rating: int) -> Change:
    if row.rating == rating:
        return Change()
    told = NewEntry(EntryKind.RATING, before=str(row.rating or ""), after=str(rating))
    return Change({"rating": rating}, (told,))


class _Conversation:
    """The entries of one incident, the oldest first; the vendor's people read their notes too."""

    def __init__(
        self, connection: Connection, me: Caller, organisation_id: str, incident_id: str
    ) -> None:
        self._connection = connection
        self._sources = [_ENTRIES]
        if Permission.INCIDENTS_SERVE in me.permissions:
            self._sources.append(_NOTES)
        self._values = {"organisation": organisation_id, "incident": incident_id}

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[_EntryRow]:
        """Return rows in one direction from a place."""
        parts: list[Select[*tuple[Any, ...]]] = []
        for source in self._sources:
            key = source.selected_columns.sort_key
            part = source.order_by(key if ahead else key.desc()).limit(limit)
            if beyond is not None:
                part = part.where(key > beyond if ahead else key < beyond)
            if at is not None:
                part = part.where(key >= at if ahead else key <= at)
            parts.append(part)
        found = _together(parts)
        key = found.c.sort_key
        some = select(found).order_by(key if ahead else key.desc()).limit(limit)
        return [*self._connection.execute(some, self._values)]

    def place(self, row: _EntryRow) -> str:
        """Return where a row stands."""
        return str(row.sort_key)

    def place_of(self, id_: str) -> str:
        """Return where an entry stands; raises `NotFound`."""
        found = _together(self._sources)
        wanted = select(found.c.sort_key).where(found.c.id == id_)
        place = self._connection.scalar(wanted, self._values) if is_id(id_) else None
        if place is None:
            raise NotFound("entry")
        return str(place)

    def place_at(self, depth: float) -> str | None:
        """Return the place about so deep; None where nothing was said."""
        found = _together(self._sources)
        several = select(func.count()).select_from(found)
        last = self._connection.execute(several, self._values).scalar_one() - 1
        passed = select(found.c.sort_key).order_by(found.c.sort_key)
        passed = passed.offset(round(depth * max(last, 0))).limit(1)
        return self._connection.scalar(passed, self._values)


def _together(parts: list[Select[*tuple[Any, ...]]]) -> FromClause:
    """SQLite takes an order and a limit only in a subquery of its own."""
    return union_all(*(select(part.subquery()) for part in parts)).subquery("told")


_author = and_(
    contact.c.organisation_id == incident_entry.c.organisation_id,
    contact.c.id == incident_entry.c.contact_id,
)
_ENTRIES = (
    select(
        incident_entry.c.id,
        incident_entry.c.kind,
        incident_entry.c.at,
        func.coalesce(contact.c.display_name, incident_entry.c.person_name).label("author"),
        incident_entry.c.person_id.is_not(None).label("by_vendor"),
        incident_entry.c.body,
        incident_entry.c.before,
        incident_entry.c.after,
        incident_entry.c.sort_key,
    )
    .outerjoin(contact, _author)
    .where(
        incident_entry.c.organisation_id == bindparam("organisation"),
        incident_entry.c.incident_id == bindparam("incident"),
    )
)
_NOTES = select(
    internal_note.c.id,
    literal(EntryKind.NOTE.value).label("kind"),
    internal_note.c.at,
    internal_note.c.person_name.label("author"),
    true().label("by_vendor"),
    internal_note.c.body,
    literal("").label("before"),
    literal("").label("after"),
    internal_note.c.sort_key,
).where(
    internal_note.c.organisation_id == bindparam("organisation"),
    internal_note.c.incident_id == bindparam("incident"),
)


def _entry(row: _EntryRow, attached: tuple[Attachment, ...]) -> Entry:
    return Entry(
        id=row.id,
        kind=EntryKind(row.kind),
        at=row.at,
        author=row.author,
        by_vendor=row.by_vendor,
        body=row.body,
        before=row.before,
        after=row.after,
        attachments=attached,
    )
