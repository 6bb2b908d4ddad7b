"""Activating incident management for a customer, which its administrator then grants."""

from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update

from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.support import Activation, ActivationEdit
from tui.api.policy import Permission, Role
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import contact, contact_role, organisation, organisation_activation
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.caller import Caller

_ROLE = Role.INCIDENT_MANAGER.value
_ACTIVE = and_(
    organisation_activation.c.organisation_id == organisation.c.id,
    organisation_activation.c.role == _ROLE,
)


def activation(connection: Connection, me: Caller, organisation_id: str) -> Activation:
    """Return whether it is active; raises `NotFound`."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    return _of(connection, organisation_id)


def activate(
    connection: Connection, me: Caller, organisation_id: str, edit: ActivationEdit, *, now: datetime
) -> Activation:
    """Activate it, or deactivate it and withdraw the role from everybody; raises `NotFound`."""
    caller.require(connection, me, Permission.INCIDENT_MANAGER_ACTIVATE)
    if is_id(organisation_id):
        dialect_of(connection).lock(connection, f"activation {organisation_id}")
    before = _of(connection, organisation_id)
    if (before.activated_at is not None) is edit.active:
        return before
    scope = {"organisation_id": organisation_id, "role": _ROLE}
    changes: dict[str, audit.Changes] = {organisation_id: {"activated": _change(edit.active)}}
    if edit.active:
        adding = dialect_of(connection).insert(organisation_activation)
        connection.execute(adding.values(**scope, activated_at=now))
    else:
        connection.execute(delete(organisation_activation).filter_by(**scope))
        withdrawn = _withdraw(connection, organisation_id)
        changes |= {who: {"role": (_ROLE, None)} for who in withdrawn}
    audit.record(
        connection,
        me,
        audit.Action.ACTIVATION_CHANGE,
        changes,
        now,
        organisation_id=organisation_id,
    )
    return _of(connection, organisation_id)


def _withdraw(connection: Connection, organisation_id: str) -> list[str]:
    """Take the role from everybody who holds it; who saw them with it is told so by the version."""
    mine = {"organisation_id": organisation_id}
    # As for each grant there: one that is under way would leave the role behind.
    dialect_of(connection).lock(connection, f"roles {organisation_id}")
    held = select(contact_role.c.contact_id).filter_by(**mine, role=_ROLE)
    who = [*connection.scalars(held)]
    next_version = update(contact).filter_by(**mine).where(contact.c.id.in_(who))
    connection.execute(next_version.values(version=contact.c.version + 1))
    connection.execute(delete(contact_role).filter_by(**mine, role=_ROLE))
    return who


def _of(connection: Connection, organisation_id: str) -> Activation:
    found = (
        select(organisation.c.id, organisation.c.name, organisation_activation.c.activated_at)
        .outerjoin(organisation_activation, _ACTIVE)
        .where(organisation.c.id == organisation_id)
    )
    row = connection.execute(found).one_or_none() if is_id(organisation_id) else None
    if row is None:
        raise NotFound("organisation")
    return Activation(
        organisation_id=row.id, organisation_name=row.name, activated_at=row.activated_at
    )


def _change(active: bool) -> audit.Change:
    return (None, "yes") if active else ("yes", None)
