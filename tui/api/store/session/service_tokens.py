"""Tokens of services: the vendor's own systems, which nobody signs in.

A token is 256 random bits, kept by its hash alone as that of a session, and lasts until it is
revoked. It begins with a word of its own, by which people and scanners for secrets know it.
"""

import secrets
from datetime import datetime

from sqlalchemy import Connection, select, true, update

from tui.api import policy
from tui.api.errors import Unauthenticated
from tui.api.policy import Kind
from tui.api.store.schema import portal, service
from tui.api.store.verbs.caller import Caller

_PREFIX = "kps_"


def new_token() -> str:
    """Return a token that nobody has yet."""
    return f"{_PREFIX}{secrets.token_urlsafe(32)}"


def is_one(token: str) -> bool:
    """Whether a token says that it is a service's."""
    return token.startswith(_PREFIX)


def find(connection: Connection, token_hash: str) -> Caller:
    """Return the service of a token; raises `Unauthenticated` where it opens nothing (any more)."""
    row = connection.execute(
        select(service.c.id, service.c.name, service.c.last_used_at, portal.c.vendor_name)
        .join(portal, true())
        .where(service.c.token_hash == token_hash, service.c.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Unauthenticated
    return Caller(
        session_id=row.id,
        root_id=row.id,
        person_id=row.id,
        email="",
        display_name=row.name,
        kind=Kind.SERVICE,
        organisation_id=None,
        organisation_name=row.vendor_name,
        contact_id=None,
        granted=frozenset(),
        roles=frozenset(),
        permissions=policy.permissions_of(Kind.SERVICE),
        read_until_key=None,
        language=None,
        theme=None,
        time_zone="",
        last_used_at=row.last_used_at,
        expires_at=None,
    )


def note_use(connection: Connection, me: Caller, now: datetime) -> None:
    """Note that the caller's token is in use."""
    mine = service.c.id == me.session_id
    connection.execute(update(service).where(mine).values(last_used_at=now))
