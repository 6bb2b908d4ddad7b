"""What a piece says: read for its receiver, by what the receiver may read when it is sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from tui.api.errors import Forbidden, NotFound
from tui.api.outbox import KEEPS_TRYING, Dropped, Letter, Piece
from tui.api.policy import Kind
from tui.api.store.database import sides
from tui.api.store.database.sides import Side
from tui.api.store.incidents import conversation, incident_rows
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.schema import outbox, portal
from tui.api.store.verbs import caller, receiver
from tui.api.store.verbs.caller import Caller

_Row = Row[*tuple[Any, ...]]


def read(connection: Connection, piece: Piece, now: datetime) -> Letter | Dropped:
    """Return the letter, or why there is none.

    From the step in on, the database shows no more than the receiver's own side has.
    """
    sides.act(connection, Side.VENDOR)
    row = _row(connection, piece)
    if row is None:
        return Dropped.NOT_READABLE
    if row.posted_at < now - KEEPS_TRYING:
        return Dropped.TOO_OLD
    caller.step_out(connection)
    me = _receiver(connection, piece, row)
    if me is None:
        return Dropped.RECEIVER_GONE
    caller.step_in(connection, me)
    try:
        about = incident_rows.find(connection, me, row.incident_id)
    except (Forbidden, NotFound):
        return Dropped.NOT_READABLE
    if reason := _does_not_concern(me, about):
        return reason
    return _letter(connection, piece, me, row, about)


def _row(connection: Connection, piece: Piece) -> _Row | None:
    found = select(outbox.c.contact_id, outbox.c.incident_id, outbox.c.posted_at).where(
        outbox.c.organisation_id == piece.organisation_id,
        outbox.c.event_id == piece.event_id,
        outbox.c.receiver_id == piece.receiver_id,
    )
    return connection.execute(found).one_or_none()


def _receiver(connection: Connection, piece: Piece, row: _Row) -> Caller | None:
    if row.contact_id is None:
        return receiver.as_vendor(connection, piece.receiver_id)
    return receiver.as_contact(connection, piece.organisation_id, row.contact_id)


def _does_not_concern(me: Caller, about: IncidentRow) -> Dropped | None:
    """Return why the incident is not the receiver's business any more, or None."""
    if about.merged_into_id is not None:
        return Dropped.MERGED
    if me.kind is not Kind.CONTACT:
        return None if about.assignee_id == me.person_id else Dropped.NOT_ASSIGNED
    return None if about.followed else Dropped.NOT_FOLLOWED


def _letter(
    connection: Connection, piece: Piece, me: Caller, row: _Row, about: IncidentRow
) -> Letter | Dropped:
    is_new = piece.event_id == row.incident_id
    place = (piece.organisation_id, row.incident_id)
    entries = () if is_new else conversation.told_at_once(connection, *place, piece.event_id)
    if not (is_new or entries):
        return Dropped.NOT_READABLE
    told = connection.execute(select(portal.c.name, portal.c.vendor_name)).one()
    return Letter(
        piece=piece,
        address=me.email,
        name=me.display_name,
        language=me.language,
        portal_name=told.name,
        vendor_name=told.vendor_name,
        by_desk=me.kind is not Kind.CONTACT,
        organisation_name=about.organisation_name,
        incident_id=about.id,
        number=about.number,
        subject=about.subject,
        requester=about.requester_name,
        description=about.description if is_new else "",
        entries=entries,
        posted_at=row.posted_at,
    )
