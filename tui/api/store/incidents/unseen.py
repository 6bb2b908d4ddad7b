"""What of a conversation those who follow an incident have not seen yet.

What the vendor's people note among themselves is no part of it: only entries are looked at.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from tui.api.store.database.keyset import PAST
from tui.api.store.incidents.incident_rows import IncidentRow, moment
from tui.api.store.schema import incident_entry
from tui.api.store.verbs.caller import Caller

_TICK = timedelta(microseconds=1)


def first(connection: Connection, me: Caller, row: IncidentRow) -> str | None:
    """Return the id of the first entry of others that the caller has not seen, of a row of `one`.

    Where others submitted the incident and the caller never looked, it is the incident's own.
    """
    if not row.unread:
        return None
    if row.seen_at is None and row.requester_id != me.contact_id:
        return str(row.id)
    unseen = _of_others(me, row.id, incident_entry.c.id)
    if row.seen_at is not None:
        unseen = unseen.where(incident_entry.c.sort_key > moment(row.seen_at) + PAST)
    return connection.scalar(unseen.order_by(incident_entry.c.sort_key).limit(1))


def before_last(connection: Connection, me: Caller, incident_id: str) -> datetime | None:
    """Return the moment just before others said something last, None where they never did."""
    said = _of_others(me, incident_id, incident_entry.c.at)
    at = connection.scalar(said.order_by(incident_entry.c.sort_key.desc()).limit(1))
    return None if at is None else at - _TICK


def _of_others(
    me: Caller, incident_id: str, column: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    entry = incident_entry.c
    return select(column).where(
        entry.organisation_id == me.scope,
        entry.incident_id == incident_id,
        or_(entry.contact_id.is_(None), entry.contact_id != me.contact_id),
    )
