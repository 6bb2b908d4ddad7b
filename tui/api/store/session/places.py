"""Where a person is signed in: looking at it, and ending it from somewhere else.

A sign-in is a first session and those under other hats that hang on it.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.paging import MAX_LIMIT
from tui.api.models.session import OpenSession
from tui.api.policy import Permission
from tui.api.store.schema import session
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller

_worn = session.alias("worn")


def open_ones(connection: Connection, me: Caller, now: datetime) -> tuple[OpenSession, ...]:
    """Return the caller's sign-ins that are open, the one used last first (at most 200)."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    used, idle = func.max(_worn.c.last_used_at), func.max(_worn.c.idle_expires_at)
    rows = connection.execute(
        select(session.c.id, session.c.created_at, session.c.expires_at, used.label("used"), idle)
        .select_from(session.join(_worn, _worn.c.root_id == session.c.id))
        .where(*_mine(me, now))
        .group_by(session.c.id, session.c.created_at, session.c.expires_at)
        .having(idle > now)
        .order_by(used.desc(), session.c.id.desc())
        .limit(MAX_LIMIT)
    )
    return tuple(
        OpenSession(
            id=row.id,
            created_at=row.created_at,
            last_used_at=row.used,
            expires_at=min(row.expires_at, row[-1]),
            current=row.id == me.root_id,
        )
        for row in rows
    )


def revoke(connection: Connection, me: Caller, session_id: str, now: datetime) -> None:
    """End a sign-in of the caller's own under all its hats; raises `NotFound`."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    if not (is_id(session_id) and _end(connection, me, now, session.c.id == session_id)):
        raise NotFound("session")


def end_others(connection: Connection, me: Caller, now: datetime) -> None:
    """End every sign-in of the caller's but this one."""
    _end(connection, me, now, session.c.id != me.root_id)


def _end(
    connection: Connection, me: Caller, now: datetime, which: ColumnElement[bool]
) -> frozenset[str]:
    """End sign-ins and return their ids; with the first session those of the other hats end."""
    ended = (
        update(session).where(which, *_mine(me, now)).values(revoked_at=now).returning(session.c.id)
    )
    ids = frozenset(connection.scalars(ended))
    audit.record(connection, me, Action.SESSION_REVOKE, {each: {} for each in ids}, now)
    return ids


def _mine(me: Caller, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what a first session of the caller's is that has not come to its end."""
    return (
        session.c.person_id == me.person_id,
        session.c.id == session.c.root_id,
        session.c.revoked_at.is_(None),
        session.c.expires_at > now,
    )
