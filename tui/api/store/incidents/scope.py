"""Which incidents a caller may read, follows and has news of, as conditions.

Knows no models of incidents: those bring pydantic along, and what waits for somebody is told at
every start, where nobody may ever open an incident.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, true

from tui.api.policy import Kind, Permission
from tui.api.store.schema import incident, incident_follower
from tui.api.store.verbs.caller import Caller

OWN = (Permission.INCIDENTS_READ_OWN, Permission.INCIDENTS_READ_ALL)
"""Any of these reads incidents of the own organisation."""

READ = (*OWN, Permission.INCIDENTS_SERVE)

mine = incident_follower.alias("mine")
"""The caller's own following, where an incident is `joined` with it."""


def joined(some: Select[*tuple[Any, ...]], me: Caller) -> Select[*tuple[Any, ...]]:
    """Add the caller's own following; nobody of the vendor's side is a contact."""
    follows = and_(
        mine.c.organisation_id == incident.c.organisation_id,
        mine.c.contact_id == (me.contact_id or ""),
        mine.c.incident_id == incident.c.id,
    )
    return some.select_from(incident).outerjoin(mine, follows)


def readable(me: Caller) -> ColumnElement[bool]:
    """Return whether an incident is one that the caller may read."""
    if me.kind is not Kind.CONTACT:
        return true()
    own = incident.c.organisation_id == me.scope
    if Permission.INCIDENTS_READ_ALL in me.permissions:
        return own
    return and_(own, followed())


def followed() -> ColumnElement[bool]:
    """Return whether the caller follows an incident that is `joined`."""
    return mine.c.contact_id.is_not(None)


def is_news() -> ColumnElement[bool]:
    """Return whether something was said since the caller, who follows it, looked last."""
    unseen = or_(mine.c.seen_at.is_(None), mine.c.seen_at < incident.c.updated_at)
    return and_(followed(), unseen)
