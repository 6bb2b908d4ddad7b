"""Who follows an incident, who could, and until when each of them looked."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, or_, select, update

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.actions import Colleague
from tui.api.models.incidents import Incident, Watchers
from tui.api.models.paging import MAX_LIMIT
from tui.api.policy import ACTIVATED_ROLES, IncidentAction, Permission, roles_granting
from tui.api.store.database.dialect import dialect_of
from tui.api.store.incidents import attachments, changing, incident_rows, scope, unseen
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.schema import (
    contact,
    contact_role,
    incident,
    incident_follower,
    organisation_activation,
)
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.caller import Caller


def colleagues(connection: Connection, me: Caller) -> tuple[Colleague, ...]:
    """Return the active contacts that may read incidents by name, at most 200."""
    caller.require(connection, me, Permission.INCIDENTS_SUBMIT)
    found = (
        select(contact.c.id, contact.c.display_name)
        .where(*_readers(me))
        .order_by(contact.c.sort_name, contact.c.id)
        .limit(MAX_LIMIT)
    )
    return tuple(
        Colleague(id=row.id, display_name=row.display_name) for row in connection.execute(found)
    )


def check_readers(
    connection: Connection, me: Caller, contact_ids: Collection[str], field: str
) -> None:
    """Raise `Invalid` unless all of them are contacts that may read incidents."""
    wanted = {*contact_ids}
    found = select(contact.c.id).where(*_readers(me), contact.c.id.in_(wanted))
    if wanted - {*connection.scalars(found)}:
        raise Invalid((FieldError(field, "no_reader"),))


def watch(
    connection: Connection,
    me: Caller,
    incident_id: str,
    wanted: Watchers,
    *,
    now: datetime,
) -> Incident:
    """Let contacts watch an incident, or no more."""
    contact_ids = wanted.contact_ids
    is_own = {*contact_ids} == {me.contact_id}
    action = IncidentAction.WATCH if is_own else IncidentAction.ADD_WATCHERS
    row = changing.locked(connection, me, incident_id, action, now)
    follows = incident_follower.c
    theirs = and_(
        follows.organisation_id == me.scope,
        follows.incident_id == incident_id,
        follows.contact_id.in_(contact_ids),
    )
    before = {*connection.scalars(select(follows.contact_id).where(theirs))}
    if wanted.watching:
        check_readers(connection, me, contact_ids, "contact_ids")
        changed = {*contact_ids} - before
        _add(connection, me, incident_id, changed, now)
    else:
        if row.requester_id in contact_ids:
            raise Invalid((FieldError("contact_ids", "is_requester"),))
        changed = before
        connection.execute(delete(incident_follower).where(theirs))
    if changed:
        told = {"watchers": (_names(before), _names(before ^ changed))}
        audit.record(connection, me, audit.Action.INCIDENT_WATCH, {incident_id: told}, now)
    return _after(connection, me, row, now)


def mark(
    connection: Connection, me: Caller, incident_ids: tuple[str, ...], *, read: bool
) -> frozenset[str]:
    """Mark what the caller follows as read or unread; returns the ids that changed."""
    caller.require(connection, me, *scope.OWN)
    wanted = {*incident_ids}
    if not all(map(is_id, wanted)):
        raise NotFound("incident")
    columns = (incident.c.id, incident.c.updated_at, scope.is_news().label("unread"))
    rows = connection.execute(
        incident_rows.keys(me, *columns, scope.followed().label("followed")).where(
            dialect_of(connection).is_one_of(incident.c.id, "wanted")
        ),
        {"wanted": [*wanted]},
    ).all()
    if wanted - {row.id for row in rows}:
        raise NotFound("incident")
    changed = {row.id: row.updated_at for row in rows if row.followed and row.unread is read}
    for incident_id, at in sorted(changed.items()):  # so that two at once do not wait in a ring
        mine = {"organisation_id": me.scope, "contact_id": me.contact_id}
        seen = update(incident_follower).filter_by(**mine, incident_id=incident_id)
        until = at if read else unseen.before_last(connection, me, incident_id)
        connection.execute(seen.values(seen_at=until))
    return frozenset(changed)


def _readers(me: Caller) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a contact of the organisation one that may read incidents."""
    roles = {*roles_granting(Permission.INCIDENTS_READ_OWN)}
    roles |= {*roles_granting(Permission.INCIDENTS_READ_ALL)}
    activated = exists().where(
        organisation_activation.c.organisation_id == contact_role.c.organisation_id,
        organisation_activation.c.role == contact_role.c.role,
    )
    counts = or_(contact_role.c.role.in_(roles - ACTIVATED_ROLES), activated)
    granted = exists().where(
        contact_role.c.organisation_id == contact.c.organisation_id,
        contact_role.c.contact_id == contact.c.id,
        contact_role.c.role.in_(roles),
        counts,
    )
    return contact.c.organisation_id == me.scope, contact.c.active, granted


def _add(
    connection: Connection, me: Caller, incident_id: str, contact_ids: set[str], now: datetime
) -> None:
    """Who adds oneself has read it; for the others all of it is new."""
    scope = {"organisation_id": me.scope, "incident_id": incident_id}
    rows = [
        scope | {"contact_id": each, "seen_at": now if each == me.contact_id else None}
        for each in contact_ids
    ]
    if rows:
        connection.execute(dialect_of(connection).insert(incident_follower), rows)


def _after(connection: Connection, me: Caller, row: IncidentRow, now: datetime) -> Incident:
    """Return the incident; to who left and reads it no more, as it was then."""
    try:
        return changing.present(connection, me, row.id, now)
    except NotFound:
        attached = attachments.of_description(connection, row)
        watching = changing.watchers(connection, row)
        left = incident_rows.whole(me, row, watching, attached, now)
        nothing = frozenset[IncidentAction]()
        return replace(left, followed=False, unread=False, allowed=nothing)


def _names(contact_ids: set[str]) -> str:
    return " ".join(sorted(contact_ids))
