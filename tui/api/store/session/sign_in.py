"""Signing in: the same work and the same answer for strangers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tui.api.errors import Forbidden, NotFound, Reason, Unauthenticated
from tui.api.models.session import Hat
from tui.api.store.database import folding
from tui.api.store.schema import demo_seat, person, portal
from tui.api.store.session import attempts, entering, sessions
from tui.api.store.session.entering import Entered


@dataclass(frozen=True)
class Candidate:
    """Somebody at the door: a person or a stranger, and the hash to compare the password with."""

    subject: str
    person_id: str | None
    kept: str


def subject_of(email: str) -> str:
    """Return by what the attempts at an account are counted."""
    return f"account:{folding.digest(folding.email_key(email))}"


def begin(connection: Connection, email: str, now: datetime, excused: int) -> Candidate:
    """Count an attempt and return whose it is; raises `Unauthenticated` while it must wait."""
    subject = subject_of(email)
    attempts.count(connection, subject, now, excused)
    mine = person.c.email_key == folding.email_key(email)
    found = select(person.c.id, person.c.password_hash).where(mine)
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
    person_id = recognised(connection, candidate)
    own = sessions.hats(connection, person_id)
    chosen = sessions.wearable(own, hat) if hat else own[0] if len(own) == 1 else None
    if hat and chosen is None:
        raise wrong_credentials()
    attempts.wipe(connection, candidate.subject)
    if not own:
        return ()
    return own if chosen is None else entering.enter(connection, person_id, chosen, now)


def recognised(connection: Connection, candidate: Candidate) -> str:
    """Return whose password was right, and still is; raises `Unauthenticated` for a stranger."""
    if candidate.person_id is None or not _is_still_right(connection, candidate):
        raise wrong_credentials()
    return candidate.person_id


def enter_as(connection: Connection, name: str, now: datetime) -> Entered:
    """Open a session of one of the demo's people."""
    seats = connection.execute(select(demo_seat.c.name, demo_seat.c.person_id)).all()
    if not seats:
        raise Forbidden(Reason.DEMO_ONLY)
    person_id = next((seat.person_id for seat in seats if seat.name == name), None)
    own = sessions.hats(connection, person_id) if person_id else ()
    if person_id is None or not own:
        raise NotFound("demo_person")
    return entering.enter(connection, person_id, own[0], now)


def wrong_credentials() -> Unauthenticated:
    """Return the one answer to a wrong password, an unknown e-mail and a hat of somebody else."""
    return Unauthenticated(Reason.WRONG_CREDENTIALS)


def _is_still_right(connection: Connection, candidate: Candidate) -> bool:
    """Whether the password that was looked at is the person's now, and until this is done."""
    found = select(person.c.password_hash).where(person.c.id == candidate.person_id)
    return connection.scalar(found.with_for_update(read=True)) == candidate.kept
