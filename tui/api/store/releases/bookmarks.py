"""What a contact keeps as bookmarks."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete

from tui.api.policy import Permission
from tui.api.store.database.dialect import upsert
from tui.api.store.releases.marks import states_of
from tui.api.store.schema import bookmark
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller


def keep(
    connection: Connection, me: Caller, note_ids: Iterable[str], now: datetime, *, kept: bool
) -> frozenset[str]:
    """Keep notes or let them go, all or none; returns the ids of those that changed."""
    caller.require(connection, me, Permission.RELEASES_READ)
    states = states_of(connection, me, note_ids)
    changed = frozenset(note_id for note_id, row in states.items() if row.bookmarked is not kept)
    mine = {"organisation_id": me.organisation_id, "contact_id": me.contact_id}
    # In one order, so that two at once do not wait in a ring.
    rows = [{**mine, "note_id": note_id, "at": now} for note_id in sorted(changed)]
    if kept:
        upsert(connection, bookmark, rows)
    elif rows:
        gone = delete(bookmark).filter_by(**mine).where(bookmark.c.note_id == bindparam("gone"))
        connection.execute(gone, [{"gone": row["note_id"]} for row in rows])
    return changed
