"""Signing in: the same work and the same answer for strangers, and patience with guessers.

An attempt counts as failed before its password is looked at, so that many at once are no way
around the waiting; a right password wipes the slate.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from tui.api.errors import Forbidden, NotFound, Reason, Remedy, Unauthenticated
from tui.api.models.session import Hat
from tui.api.store import entering, folding, session
from tui.api.store.dialect import dialect_of
from tui.api.store.entering import Entered
from tui.api.store.schema import demo_seat, person, portal
from tui.api.store.schema import sign_in_attempt as attempt

FREE_FAILURES = 5
MAX_DELAY = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """Somebody at the door: a person or a stranger, and the hash to compare the password with."""

    subject: str
    person_id: str | None
    kept: str


def begin(connection: Connection, email: str, now: datetime) -> Candidate:
    """Count an attempt and return whose it is; raises `Unauthenticated` while it must wait."""
    key = folding.email_key(email)
    subject = f"account:{folding.digest(key)}"
    _count_attempt(connection, subject, now)
    found = select(person.c.id, person.c.password_hash).where(person.c.email_key == key)
    row = connection.execute(found).one_or_none()
    stranger = connection.execute(select(portal.c.stranger_hash)).scalar_one()
    if row is None or row.password_hash is None:
        return Candidate(subject, None, stranger)
    return Candidate(subject, row.id, row.password_hash)


def finish(
    connection: Connection,
    candidate: Candidate,
    hat: Hat | None,
    now: datetime,
) -> Entered | tuple[Hat, ...]:
    """Open a session after a right password, or return the hats to choose from.

    There are none where the person has no access (any more).
    """
    if candidate.person_id is None:
        raise wrong_credentials()
    own = session.hats(connection, candidate.person_id)
    chosen = session.wearable(own, hat) if hat else own[0] if len(own) == 1 else None
    if hat and chosen is None:
        raise wrong_credentials()
    connection.execute(delete(attempt).where(attempt.c.subject == candidate.subject))
    if not own:
        return ()
    return own if chosen is None else entering.enter(connection, candidate.person_id, chosen, now)


def enter_as(connection: Connection, name: str, now: datetime) -> Entered:
    """Open a session of one of the demo's people."""
    seats = connection.execute(select(demo_seat.c.name, demo_seat.c.person_id)).all()
    if not seats:
        raise Forbidden(Reason.DEMO_ONLY)
    person_id = next((seat.person_id for seat in seats if seat.name == name), None)
    own = session.hats(connection, person_id) if person_id else ()
    if person_id is None or not own:
        raise NotFound("demo_person")
    return entering.enter(connection, person_id, own[0], now)


def wrong_credentials() -> Unauthenticated:
    """Return the one answer to a wrong password, an unknown e-mail and a hat of somebody else."""
    return Unauthenticated(Reason.WRONG_CREDENTIALS)


def delay_after(failures: int) -> timedelta:
    """Return how long an account waits after so many failures: 1 s after 5, then doubling."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(MAX_DELAY, timedelta(seconds=2 ** min(failures - FREE_FAILURES, 20)))


def _count_attempt(connection: Connection, subject: str, now: datetime) -> None:
    dialect_of(connection).lock(connection, subject)
    found = select(attempt.c.failures, attempt.c.blocked_until).where(attempt.c.subject == subject)
    row = connection.execute(found).one_or_none()
    if row and row.blocked_until and now < row.blocked_until:
        seconds = (row.blocked_until - now).total_seconds()
        raise Unauthenticated(Reason.SLOWED_DOWN, Remedy.WAIT, retry_after=seconds)
    failures = 1 + (row.failures if row else 0)
    delay = delay_after(failures)
    values = {"failures": failures, "last_at": now, "blocked_until": now + delay if delay else None}
    if row:
        connection.execute(update(attempt).where(attempt.c.subject == subject).values(values))
    else:
        connection.execute(insert(attempt).values(values | {"subject": subject}))
    connection.execute(delete(attempt).where(attempt.c.last_at < now - _FORGOTTEN_AFTER))
