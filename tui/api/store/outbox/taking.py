"""Taking pieces out of the outbox, and noting what became of them: on the vendor's side."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, update

from tui.api.models.paging import MAX_LIMIT
from tui.api.outbox import KEEPS_TRYING, LEASE, OutboxFigures, Outcome, Piece, Posted
from tui.api.store.database import sides
from tui.api.store.database.sides import Side
from tui.api.store.schema import contact, incident, organisation, outbox, vendor_member

_WAITING = outbox.c.outcome == Outcome.WAITING.value
LONGEST_REASON = 300


def is_any_due(connection: Connection, now: datetime) -> bool:
    """Return whether there is something to take, so that looking keeps nobody from writing."""
    sides.act(connection, Side.VENDOR)
    due = select(outbox.c.event_id).where(outbox.c.due_at <= now).limit(1)
    return connection.scalar(due) is not None


def take(connection: Connection, now: datetime) -> Piece | None:
    """Take what is due longest, past what another process is taking at this moment."""
    sides.act(connection, Side.VENDOR)
    due = (
        select(outbox.c.organisation_id, outbox.c.event_id, outbox.c.receiver_id, outbox.c.tries)
        .where(outbox.c.due_at <= now)
        .order_by(outbox.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)  # says nothing on SQLite, where one writes at a time
    )
    row = connection.execute(due).one_or_none()
    if row is None:
        return None
    piece = Piece(
        organisation_id=row.organisation_id,
        event_id=row.event_id,
        receiver_id=row.receiver_id,
        tries=row.tries + 1,
    )
    taken = update(outbox).where(_is(piece)).values(due_at=now + LEASE, tries=piece.tries)
    connection.execute(taken)
    return piece


def end(connection: Connection, piece: Piece, outcome: Outcome, reason: str = "") -> None:
    """Note what became of a piece, unless somebody else took it after its time was over."""
    sides.act(connection, Side.VENDOR)
    values = {"due_at": None, "outcome": outcome.value, "reason": reason[:LONGEST_REASON]}
    connection.execute(update(outbox).where(_is_still(piece)).values(values))


def put_back(
    connection: Connection, piece: Piece, wait: timedelta, reason: str, now: datetime
) -> None:
    """Let a piece be taken again after a while; one that would be too old then has failed."""
    sides.act(connection, Side.VENDOR)
    due = now + wait
    is_over = outbox.c.posted_at < due - KEEPS_TRYING
    values = {
        "due_at": case((is_over, None), else_=due),
        "outcome": case((is_over, Outcome.FAILED.value), else_=Outcome.WAITING.value),
        "reason": reason[:LONGEST_REASON],
    }
    connection.execute(update(outbox).where(_is_still(piece)).values(values))


def figures(connection: Connection) -> OutboxFigures:
    """Return how the outbox stands."""
    tried = and_(_WAITING, outbox.c.reason != "")
    counted = select(
        func.count().filter(_WAITING).label("waiting"),
        func.count().filter(tried).label("tried"),
        func.count().filter(outbox.c.outcome == Outcome.FAILED.value).label("failed"),
    )
    row = connection.execute(counted.select_from(outbox)).one()
    last = select(outbox.c.reason).where(tried).order_by(outbox.c.posted_at.desc()).limit(1)
    reason = connection.scalar(last) or ""
    return OutboxFigures(waiting=row.waiting, tried=row.tried, failed=row.failed, reason=reason)


def listed(connection: Connection) -> tuple[Posted, ...]:
    """Return the newest pieces, with whom they are for."""
    sides.act(connection, Side.VENDOR)
    return tuple(
        Posted(
            organisation_name=row.name,
            number=row.number,
            receiver=row.receiver,
            outcome=Outcome(row.outcome),
            reason=row.reason,
            posted_at=row.posted_at,
            tries=row.tries,
        )
        for row in connection.execute(_LISTED)
    )


_receiver = and_(
    contact.c.organisation_id == outbox.c.organisation_id, contact.c.id == outbox.c.contact_id
)
_about = and_(
    incident.c.organisation_id == outbox.c.organisation_id, incident.c.id == outbox.c.incident_id
)
_LISTED = (
    select(
        outbox.c.outcome,
        outbox.c.reason,
        outbox.c.posted_at,
        outbox.c.tries,
        organisation.c.name,
        incident.c.number,
        func.coalesce(contact.c.display_name, vendor_member.c.display_name, "").label("receiver"),
    )
    .join(organisation, organisation.c.id == outbox.c.organisation_id)
    .join(incident, _about)
    .outerjoin(contact, _receiver)
    .outerjoin(vendor_member, vendor_member.c.person_id == outbox.c.receiver_id)
    .order_by(outbox.c.posted_at.desc(), outbox.c.event_id, outbox.c.receiver_id)
    .limit(MAX_LIMIT)
)


def _is(piece: Piece) -> ColumnElement[bool]:
    return and_(
        outbox.c.organisation_id == piece.organisation_id,
        outbox.c.event_id == piece.event_id,
        outbox.c.receiver_id == piece.receiver_id,
    )


def _is_still(piece: Piece) -> ColumnElement[bool]:
    return and_(_is(piece), _WAITING, outbox.c.tries == piece.tries)
