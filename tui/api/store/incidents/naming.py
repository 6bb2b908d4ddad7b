"""Finding an incident by what people call it: its number, and the customer whose number it is."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.models.incidents import IncidentName, IncidentSummary
from tui.api.policy import Kind
from tui.api.store.database import folding
from tui.api.store.database.keyset import PAST
from tui.api.store.incidents import incident_rows
from tui.api.store.incidents.scope import READ
from tui.api.store.schema import incident, organisation
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

_HIGHEST = 2_000_000_000
"""No number is higher: it would not fit into the column."""


def find(
    connection: Connection, me: Caller, name: IncidentName, *, now: datetime
) -> IncidentSummary:
    """Return an incident by its name; a customer's people need not say whose number it is."""
    caller.require(connection, me, *READ)
    if me.kind is not Kind.CONTACT:
        _check_customer(connection, name.customer)
    if not 0 < name.number <= _HIGHEST:
        raise NotFound("incident")
    wanted = incident_rows.selected(me).where(incident.c.number == name.number)
    if name.customer:
        wanted = wanted.where(is_called(name.customer))
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise NotFound("incident")
    return incident_rows.summary(me, row, now)


def _check_customer(connection: Connection, called: str) -> None:
    """Raise `Invalid` unless at most one customer is meant."""
    if not called:
        raise Invalid((FieldError("customer", "missing"),))
    meant = select(organisation.c.id).where(is_called(called)).limit(2)
    if len(connection.execute(meant).all()) > 1:
        raise Invalid((FieldError("customer", "ambiguous"),))


def is_called(called: str) -> ColumnElement[bool]:
    """Return whether an organisation has this name, however it is spelled, or this id."""
    key = organisation.c.sort_key
    name = folding.sortable(called)
    return or_(organisation.c.id == called, and_(key > name, key < name + PAST))
