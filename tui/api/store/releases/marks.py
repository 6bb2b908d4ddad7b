"""What a contact has read: marks, which win over the baseline of the first sign-in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal, select, true, update

from tui.api.errors import NotFound
from tui.api.ids import new_id
from tui.api.models.releases import MarkedTogether, NoteQuery
from tui.api.policy import Permission
from tui.api.store.database.chunks import chunks
from tui.api.store.database.columns import Instant
from tui.api.store.database.dialect import dialect_of, upsert
from tui.api.store.releases import notes, shapes
from tui.api.store.releases.notes import known_id
from tui.api.store.schema import mark
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller


def set_read(
    connection: Connection, me: Caller, note_ids: Iterable[str], now: datetime, *, read: bool
) -> frozenset[str]:
    """Mark notes read or unread, all or none; returns the ids of those that changed."""
    caller.require(connection, me, Permission.RELEASES_READ)
    states = states_of(connection, me, note_ids)
    changed = frozenset(note_id for note_id, row in states.items() if row.read is not read)
    rows = [
        {
            "organisation_id": me.organisation_id,
            "contact_id": me.contact_id,
            "note_id": note_id,
            "read": read,
            "at": now,
            "together_id": None,
        }
        for note_id in sorted(changed)  # in one order, so that two at once do not wait in a ring
    ]
    upsert(connection, mark, rows)
    return changed


def set_all_read(
    connection: Connection, me: Caller, query: NoteQuery, now: datetime
) -> MarkedTogether:
    """Mark every unread note of a query read, in one statement; raises `NotFound`."""
    caller.require(connection, me, Permission.RELEASES_READ)
    together_id = new_id()
    wanted = replace(query, unread=True)
    asked = shapes.parameters(connection, me, wanted)
    unread = shapes.ids(shapes.shape_of(connection, wanted, asked)).subquery()
    insert = dialect_of(connection).insert(mark)
    values: dict[str, ColumnElement[Any]] = {
        "organisation_id": literal(me.organisation_id),
        "contact_id": literal(me.contact_id),
        "note_id": unread.c.id,
        "read": literal(value=True),
        "at": literal(now, Instant),
        "together_id": literal(together_id),
    }
    # SQLite reads ON behind a table as that of a join; a condition before it says otherwise.
    chosen = select(*values.values()).where(true())
    again = {name: insert.excluded[name] for name in ("read", "at", "together_id")}
    marking = insert.from_select([*values], chosen).on_conflict_do_update(
        index_elements=list(mark.primary_key), set_=again
    )
    done = connection.execute(marking, asked, execution_options={"preserve_rowcount": True})
    return MarkedTogether(id=together_id, count=done.rowcount)


def take_back(connection: Connection, me: Caller, together_id: str, now: datetime) -> int:
    """Make the notes unread that were marked together and not since; raises `NotFound`."""
    caller.require(connection, me, Permission.RELEASES_READ)
    mine = (
        mark.c.organisation_id == me.organisation_id,
        mark.c.contact_id == me.contact_id,
        mark.c.together_id == known_id(together_id, "mark"),
    )
    unread = update(mark).where(*mine).values(read=False, at=now, together_id=None)
    count = connection.execute(unread).rowcount
    if not count:
        raise NotFound("mark")
    return count


def states_of(
    connection: Connection, me: Caller, note_ids: Iterable[str]
) -> dict[str, notes.NoteRow]:
    """Return what the caller noted of notes, by id; raises `NotFound` if one of them is none."""
    wanted = sorted({known_id(note_id) for note_id in note_ids})
    values = notes.parameters(me, NoteQuery())
    states: dict[str, notes.NoteRow] = {}
    for chunk in chunks(wanted):
        rows = connection.execute(notes.states(), values | {"wanted": chunk})
        states |= {row.id: row for row in rows}
    if len(states) < len(wanted):
        raise NotFound("note")
    return states
