"""What the vendor's people call by name: a customer, and an incident by its number there."""

from datetime import datetime

from sqlalchemy import Connection, or_, select

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.incidents import Incident
from tui.api.models.support import Customer
from tui.api.policy import Permission
from tui.api.store.database import folding
from tui.api.store.database.keyset import SEPARATOR
from tui.api.store.incidents import changing
from tui.api.store.schema import incident, organisation
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

_BEHIND_IDS = "g"
"""Stands behind every id, which ends the key that a customer is sorted by."""


def customer(connection: Connection, me: Caller, called: str) -> Customer:
    """Return the customer of a name or id; raises `NotFound`, and `Invalid` for a name of many."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    first = f"{folding.sortable(called)}{SEPARATOR}"
    key = organisation.c.sort_key
    meant = or_(organisation.c.id == called, (key > first) & (key < first + _BEHIND_IDS))
    found = select(organisation.c.id, organisation.c.name).where(meant).order_by(key).limit(2)
    rows = connection.execute(found).all()
    if not rows:
        raise NotFound("organisation")
    if len(rows) > 1:
        raise Invalid((FieldError("called", "several_customers"),))
    return Customer(id=rows[0].id, name=rows[0].name)


def find(
    connection: Connection, me: Caller, organisation_id: str, number: int, *, now: datetime
) -> Incident:
    """Return the incident that has this number at a customer; raises `NotFound`."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    numbered = (incident.c.organisation_id == organisation_id, incident.c.number == number)
    wanted = select(incident.c.id).where(*numbered)
    incident_id = connection.scalar(wanted) if is_id(organisation_id) else None
    if incident_id is None:
        raise NotFound("incident")
    return changing.present(connection, me, incident_id, now)
