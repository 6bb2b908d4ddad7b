"""Sessions: opened, worn under another hat, prolonged, ended.

A token is 256 random bits; the store keeps its hash alone. A session under another hat of the same
person hangs on the first one: its token follows from the first token, so asking twice makes one
session, and signing out of either ends both.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    true,
    update,
)

from tui.api.ids import new_id
from tui.api.models.session import Hat
from tui.api.policy import Kind, Permission
from tui.api.store.database import folding
from tui.api.store.schema import contact, organisation, person, portal, session, vendor_member
from tui.api.store.session import service_tokens
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller

IDLE = timedelta(days=14)
"""How long a session lasts without use."""

ABSOLUTE = timedelta(days=90)
"""How long a session lasts at most."""

PROLONG_AFTER = timedelta(days=1)
"""How long a use counts before the next one is noted."""


_HATS = (
    select(
        contact.c.organisation_id,
        organisation.c.name,
        vendor_member.c.kind,
        portal.c.vendor_name,
    )
    .select_from(person)
    .join(portal, true())
    .outerjoin(contact, and_(contact.c.person_id == person.c.id, contact.c.active))
    .outerjoin(organisation, organisation.c.id == contact.c.organisation_id)
    .outerjoin(vendor_member, vendor_member.c.person_id == person.c.id)
    .where(person.c.id == bindparam("person"))
)
"""One row for each organisation, or one without."""


def hats(connection: Connection, person_id: str) -> tuple[Hat, ...]:
    """Return the hats of a person: organisations by name, then the vendor's side."""
    rows = connection.execute(_HATS, {"person": person_id}).all()
    customer = [
        Hat(kind=Kind.CONTACT, organisation_id=row.organisation_id, name=row.name)
        for row in rows
        if row.organisation_id
    ]
    vendor = [
        Hat(kind=Kind(row.kind), organisation_id=None, name=row.vendor_name)
        for row in rows[:1]
        if row.kind
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


def token_under(token: str, hat: Hat) -> str:
    """Return the token of the same session under another of the person's own hats."""
    return sha256(f"{token} {hat.kind} {hat.organisation_id}".encode()).hexdigest()


def is_known(connection: Connection, token: str) -> bool:
    """Whether there is a session of this token, idle for however long."""
    found = select(session.c.id).where(session.c.token_hash == hash_of(token))
    return connection.scalar(found) is not None


def hang(connection: Connection, me: Caller, token: str, hat: Hat, now: datetime) -> None:
    """Open a session of `token` under another hat, that ends when the caller's first one does."""
    root = select(session.c.expires_at).where(session.c.id == me.root_id)
    _insert(
        connection,
        hat,
        now,
        id=new_id(),
        root_id=me.root_id,
        token_hash=hash_of(token),
        person_id=me.person_id,
        expires_at=connection.execute(root).scalar_one(),
    )


def wears(me: Caller, hat: Hat) -> bool:
    """Whether the caller's session is under this hat."""
    return (me.kind, me.organisation_id) == (hat.kind, hat.organisation_id)


def is_due(me: Caller, now: datetime) -> bool:
    """Whether it is time to note that a session is in use."""
    return is_due_since(me.last_used_at, now)


def is_due_since(noted_at: datetime | None, now: datetime) -> bool:
    """Whether it is time to note it again, or to try to."""
    return noted_at is None or now - noted_at >= PROLONG_AFTER


def prolong(connection: Connection, me: Caller, now: datetime) -> None:
    """Note that a session, and the one it hangs on, is in use; not oftener than is needed."""
    if not is_due(me, now):
        return
    if me.kind is Kind.SERVICE:
        service_tokens.note_use(connection, me, now)
    else:
        _in_use(connection, session.c.id.in_((me.session_id, me.root_id)), now)


def note_use(connection: Connection, me: Caller, token: str, now: datetime) -> None:
    """Note that the caller uses the session of `token`, which hangs on the same first one."""
    mine = session.c.id.in_((me.session_id, me.root_id))
    other = and_(session.c.root_id == me.root_id, session.c.token_hash == hash_of(token))
    _in_use(connection, or_(mine, other), now)


def sign_out(connection: Connection, me: Caller, now: datetime) -> None:
    """End the caller's session under all its hats."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    connection.execute(
        update(session)
        .where(session.c.root_id == me.root_id, session.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    audit.record(connection, me, Action.SIGN_OUT, {me.session_id: {}}, now)


def find(connection: Connection, token: str, now: datetime) -> Caller:
    """Return the caller of `token`; raises `Unauthenticated`."""
    if service_tokens.is_one(token):
        return service_tokens.find(connection, hash_of(token))
    return caller.find(connection, hash_of(token), now)


def hash_of(token: str) -> str:
    """Return what the store keeps of a token."""
    return folding.digest(token)


def _in_use(connection: Connection, which: ColumnElement[bool], now: datetime) -> None:
    values = {"last_used_at": now, "idle_expires_at": now + IDLE}
    connection.execute(update(session).where(which).values(values))


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
