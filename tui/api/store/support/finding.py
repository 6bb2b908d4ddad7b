"""A customer by what the vendor's people call it."""

from sqlalchemy import Connection, select

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.models.support import Customer
from tui.api.policy import Permission
from tui.api.store.incidents.naming import is_called
from tui.api.store.schema import organisation
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller


def customer(connection: Connection, me: Caller, called: str) -> Customer:
    """Return the customer of a name or id; raises `NotFound`, and `Invalid` for a name of many."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    found = select(organisation.c.id, organisation.c.name).where(is_called(called)).limit(2)
    rows = connection.execute(found).all()
    if not rows:
        raise NotFound("organisation")
    if len(rows) > 1:
        raise Invalid((FieldError("called", "ambiguous"),))
    return Customer(id=rows[0].id, name=rows[0].name)
