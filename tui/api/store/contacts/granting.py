"""Granting authorisation roles, so that an organisation always has an administrator."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from tui.api import policy
from tui.api.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.contacts import Contact, Grant
from tui.api.policy import ACTIVATED_ROLES, Permission, Role
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import contact, contact_role, organisation_activation
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.caller import Caller

_ContactRow = Row[*tuple[Any, ...]]


def show(connection: Connection, me: Caller, contact_id: str) -> Contact:
    """Return a contact; raises `NotFound`."""
    caller.require(connection, me, Permission.CONTACTS_MANAGE)
    return _contact(connection, me, _row(connection, me, contact_id))


def grant(
    connection: Connection,
    me: Caller,
    contact_id: str,
    wanted: Grant,
    version: int,
    *,
    now: datetime,
) -> Contact:
    """Give a contact roles; raises `NotFound`, `Conflict`, `Forbidden` and `Invalid`."""
    caller.require(connection, me, Permission.ROLES_GRANT)
    dialect_of(connection).lock(connection, f"roles {me.scope}")
    row = _row(connection, me, contact_id)
    if row.version != version:
        raise Conflict(_contact(connection, me, row))
    before = _granted(connection, me, contact_id)
    if wanted.roles != before:
        _check_activated(connection, me, wanted.roles - before)
        _write(connection, me, row, wanted.roles)
        _check_administered(connection, me)
        change = {"roles": (_words(before), _words(wanted.roles))}
        audit.record(connection, me, audit.Action.ROLES_GRANT, {contact_id: change}, now)
    return _contact(connection, me, _row(connection, me, contact_id))


def _row(connection: Connection, me: Caller, contact_id: str) -> _ContactRow:
    found = select(contact).where(contact.c.organisation_id == me.scope, contact.c.id == contact_id)
    row = connection.execute(found).one_or_none() if is_id(contact_id) else None
    if row is None:
        raise NotFound("contact")
    return row


def _granted(connection: Connection, me: Caller, contact_id: str) -> frozenset[Role]:
    held = select(contact_role.c.role).where(
        contact_role.c.organisation_id == me.scope, contact_role.c.contact_id == contact_id
    )
    return frozenset(map(Role, connection.scalars(held)))


def _check_activated(connection: Connection, me: Caller, roles: AbstractSet[Role]) -> None:
    """Raise `Forbidden`, with what to do, for a role that nobody can use here yet."""
    activated = select(organisation_activation.c.role).where(
        organisation_activation.c.organisation_id == me.scope
    )
    if (roles & ACTIVATED_ROLES) - {*connection.scalars(activated)}:
        reason, remedy = policy.NOT_ACTIVATED
        raise Forbidden(reason, remedy, Permission.ROLES_GRANT)


def _write(connection: Connection, me: Caller, row: _ContactRow, roles: AbstractSet[Role]) -> None:
    mine = {"organisation_id": me.scope, "contact_id": row.id}
    connection.execute(delete(contact_role).filter_by(**mine))
    if roles:
        connection.execute(
            insert(contact_role), [{**mine, "role": role.value} for role in sorted(roles)]
        )
    next_version = update(contact).filter_by(organisation_id=me.scope, id=row.id)
    connection.execute(next_version.values(version=row.version + 1))


def _check_administered(connection: Connection, me: Caller) -> None:
    """Raise `Invalid` where what was written leaves no active administrator."""
    same = and_(
        contact_role.c.organisation_id == contact.c.organisation_id,
        contact_role.c.contact_id == contact.c.id,
    )
    left = (
        select(contact.c.id)
        .join(contact_role, same)
        .where(
            contact.c.organisation_id == me.scope,
            contact.c.active,
            contact_role.c.role == Role.ADMINISTRATOR.value,
        )
        .limit(1)
    )
    if connection.scalar(left) is None:
        raise Invalid((FieldError("roles", "last_administrator"),))


def _contact(connection: Connection, me: Caller, row: _ContactRow) -> Contact:
    return Contact(
        id=row.id,
        display_name=row.display_name,
        roles=_granted(connection, me, row.id),
        active=row.active,
        version=row.version,
        allowed=policy.contact_actions(me.permissions),
    )


def _words(roles: AbstractSet[Role]) -> str:
    return " ".join(sorted(roles))
