"""Sessions: opened, worn under another hat, prolonged, ended.

A token is 256 random bits; the store keeps its hash alone. A session under another hat of the same
person hangs on the first one: its token follows from the first token, so asking twice makes one
session, and signing out of either ends both.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, true, update

from tui.api.errors import NotFound
from tui.api.ids import new_id
from tui.api.models.session import Hat
from tui.api.policy import Kind
from tui.api.store import audit, caller, folding
from tui.api.store.audit import Action
from tui.api.store.caller import Caller
from tui.api.store.dialect import dialect_of
from tui.api.store.schema import contact, organisation, portal, session, vendor_member

IDLE = timedelta(days=14)
"""How long a session lasts without use."""

ABSOLUTE = timedelta(days=90)
"""How long a session lasts at most."""

PROLONG_AFTER = timedelta(hours=1)
"""How long a use counts before the next one is noted."""


def hats(connection: Connection, person_id: str) -> tuple[Hat, ...]:
    """Return the hats of a person: organisations by name, then the vendor's side."""
    memberships = (
        select(organisation.c.id, organisation.c.name)
        .join(contact, contact.c.organisation_id == organisation.c.id)
        .where(contact.c.person_id == person_id, contact.c.active)
    )
    membership = (
        select(vendor_member.c.kind, portal.c.vendor_name)
        .join(portal, true())
        .where(vendor_member.c.person_id == person_id)
    )
    customer = [
        Hat.model_construct(kind=Kind.CONTACT, organisation_id=row.id, name=row.name)
        for row in connection.execute(memberships)
    ]
    vendor = [
        Hat.model_construct(kind=Kind(row.kind), organisation_id=None, name=row.vendor_name)
        for row in connection.execute(membership)
    ]
    return (*sorted(customer, key=lambda hat: folding.fold(hat.name)), *vendor)


def wearable(own: Sequence[Hat], hat: Hat) -> Hat | None:
    """Return that one of a person's own hats which `hat` means; its name does not count."""
    wanted = (hat.kind, hat.organisation_id)
    return next((each for each in own if (each.kind, each.organisation_id) == wanted), None)


def open_session(connection: Connection, person_id: str, hat: Hat, now: datetime) -> str:
    """Open a session and return its token; sessions that expired are swept out."""
    connection.execute(
        delete(session).where(session.c.person_id == person_id, session.c.expires_at <= now)
    )
    token = secrets.token_urlsafe(32)
    session_id = new_id()
    _insert(
        connection,
        hat,
        now,
        id=session_id,
        root_id=session_id,
        token_hash=hash_of(token),
        person_id=person_id,
        expires_at=now + ABSOLUTE,
    )
    return token


def wear(connection: Connection, token: str, hat: Hat, now: datetime) -> str:
    """Return the token of this session under another hat; raises `NotFound`."""
    me = find(connection, token, now)
    own = wearable(hats(connection, me.person_id), hat)
    if own is None:
        raise NotFound("hat")
    if wears(me, own):
        return token
    other = sha256(f"{token} {own.kind} {own.organisation_id}".encode()).hexdigest()
    dialect_of(connection).lock(connection, f"session {me.root_id}")
    found = select(session.c.id).where(session.c.token_hash == hash_of(other))
    if connection.scalar(found) is None:
        root = select(session.c.expires_at).where(session.c.id == me.root_id)
        _insert(
            connection,
            own,
            now,
            id=new_id(),
            root_id=me.root_id,
            token_hash=hash_of(other),
            person_id=me.person_id,
            expires_at=connection.execute(root).scalar_one(),
        )
    return other


def wears(me: Caller, hat: Hat) -> bool:
    """Whether the caller's session is under this hat."""
    return (me.kind, me.organisation_id) == (hat.kind, hat.organisation_id)


def is_due(me: Caller, now: datetime) -> bool:
    """Whether it is time to note that a session is in use."""
    return now - me.last_used_at >= PROLONG_AFTER


def prolong(connection: Connection, me: Caller, now: datetime) -> None:
    """Note that a session, and the one it hangs on, is in use; not oftener than is needed."""
    if not is_due(me, now):
        return
    connection.execute(
        update(session)
        .where(session.c.id.in_((me.session_id, me.root_id)))
        .values(last_used_at=now, idle_expires_at=now + IDLE)
    )


def sign_out(connection: Connection, me: Caller, now: datetime) -> None:
    """End the caller's session under all its hats."""
    connection.execute(
        update(session)
        .where(session.c.root_id == me.root_id, session.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    audit.record(connection, me, Action.SIGN_OUT, {me.session_id: {}}, now)


def find(connection: Connection, token: str, now: datetime) -> Caller:
    """Return the caller of `token`; raises `Unauthenticated`."""
    return caller.find(connection, hash_of(token), now)


def hash_of(token: str) -> str:
    """Return what the store keeps of a token."""
    return folding.digest(token)


def _insert(connection: Connection, hat: Hat, now: datetime, **columns: object) -> None:
    connection.execute(
        insert(session).values(
            organisation_id=hat.organisation_id,
            kind=hat.kind,
            created_at=now,
            last_used_at=now,
            idle_expires_at=now + IDLE,
            **columns,
        )
    )
