"""What a contact has read: marks, which win over the baseline of the first sign-in."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from tui.api.errors import NotFound
from tui.api.models.releases import NoteQuery
from tui.api.policy import Permission
from tui.api.store import caller, notes
from tui.api.store.caller import Caller
from tui.api.store.chunks import chunks
from tui.api.store.dialect import upsert
from tui.api.store.schema import mark


def set_read(
    connection: Connection, me: Caller, note_ids: Iterable[str], now: datetime, *, read: bool
) -> frozenset[str]:
    """Mark notes read or unread, all or none; returns the ids of those that changed."""
    caller.require(connection, me, Permission.RELEASES_READ)
    wanted = {notes.known_id(note_id) for note_id in note_ids}
    states = _states(connection, me, wanted)
    if len(states) < len(wanted):
        raise NotFound("note")
    changed = frozenset(note_id for note_id, was_read in states.items() if was_read is not read)
    rows = [
        {
            "organisation_id": me.organisation_id,
            "contact_id": me.contact_id,
            "note_id": note_id,
            "read": read,
            "at": now,
        }
        for note_id in sorted(changed)  # in one order, so that two at once do not wait in a ring
    ]
    upsert(connection, mark, rows)
    return changed


def _states(connection: Connection, me: Caller, note_ids: Iterable[str]) -> dict[str, bool]:
    """Return whether notes are read, for those that there are."""
    values = notes.parameters(me, NoteQuery())
    states: dict[str, bool] = {}
    for chunk in chunks(sorted(note_ids)):
        rows = connection.execute(notes.read_states(), values | {"wanted": chunk})
        states |= {row.id: row.read for row in rows}
    return states
