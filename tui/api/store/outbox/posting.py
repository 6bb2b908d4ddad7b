"""Posting: a row for each receiver of an event, in the transaction of the event.

A row names event and receiver and holds no text: what may be told is found when it is sent.
"""

from datetime import datetime

from sqlalchemy import Connection, and_, delete, select

from tui.api.outbox import KEPT, Outcome
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import contact, incident_follower, outbox
from tui.api.store.verbs.caller import Caller


def post(
    connection: Connection,
    me: Caller,
    event: tuple[str, str, str],
    now: datetime,
    *,
    engineer_id: str | None = None,
) -> None:
    """Post an event to who follows the incident, and to the engineer; never to the caller.

    `event` is the organisation, the incident and what happened. Posting it again adds nothing.
    """
    organisation_id, incident_id, event_id = event
    receivers: list[tuple[str, str | None]] = [
        (contact_id, contact_id)
        for contact_id in _followers(connection, me, organisation_id, incident_id)
    ]
    if engineer_id is not None and engineer_id != me.person_id:
        receivers.append((engineer_id, None))
    rows = [
        {
            "organisation_id": organisation_id,
            "event_id": event_id,
            "receiver_id": receiver_id,
            "contact_id": contact_id,
            "incident_id": incident_id,
            "posted_at": now,
            "due_at": now,
            "tries": 0,
            "outcome": Outcome.WAITING.value,
            "reason": "",
        }
        for receiver_id, contact_id in receivers
    ]
    if rows:
        connection.execute(dialect_of(connection).insert(outbox).on_conflict_do_nothing(), rows)
        _clear(connection, organisation_id, now)


def _followers(
    connection: Connection, me: Caller, organisation_id: str, incident_id: str
) -> list[str]:
    """Return the contacts that follow it, without the caller under any hat."""
    follows = incident_follower.c
    same = and_(
        contact.c.organisation_id == follows.organisation_id, contact.c.id == follows.contact_id
    )
    found = (
        select(contact.c.id)
        .join(incident_follower, same)
        .where(
            follows.organisation_id == organisation_id,
            follows.incident_id == incident_id,
            contact.c.person_id != me.person_id,
        )
        .order_by(contact.c.id)
    )
    return [*connection.scalars(found)]


def _clear(connection: Connection, organisation_id: str, now: datetime) -> None:
    """Let go of what is long over, or was never fetched: an outbox grows with a month's events."""
    old = and_(outbox.c.organisation_id == organisation_id, outbox.c.posted_at < now - KEPT)
    connection.execute(delete(outbox).where(old))
