"""Customers are made together with the invitation of their first administrator."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
from tui.api.policy import OrganisationAction, Permission
from tui.api.store.database.dialect import dialect_of, upsert
from tui.api.store.organisations import codes, organisation_rows
from tui.api.store.schema import invitation, organisation
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller
from tui.secret import Secret

VALID_FOR = timedelta(days=14)
"""How long a code works."""


def create(
    connection: Connection, me: Caller, new: OrganisationNew, key: str, now: datetime
) -> Invited:
    """Make a customer once, however often it is sent; raises `Invalid` for an id that is taken."""
    caller.require(connection, me, Permission.ORGANISATIONS_CREATE)
    sent = ("organisations.create", key, new.model_dump_json())
    before = idempotency.answered(connection, me, sent, Organisation)
    if before is not None:
        return Invited(organisation=before)
    lock(connection, new.id)
    if _is_there(connection, new.id):
        raise Invalid((FieldError("id", "id_taken"),))
    name = new.name or new.legal_name
    values = {"name": name, "legal_name": new.legal_name, "product_version": new.product_version}
    key_values = {"sort_key": organisation_rows.sort_key(name, new.id), "version": 1}
    connection.execute(insert(organisation).values({"id": new.id} | values | key_values))
    changes = {field: (None, value) for field, value in values.items()}
    audit.record(
        connection, me, Action.ORGANISATION_ADD, {new.id: changes}, now, organisation_id=new.id
    )
    invited = _invite(connection, me, new.id, new.administrator, now)
    idempotency.keep(connection, me, sent, invited.organisation, now)
    return invited


def invite(
    connection: Connection,
    me: Caller,
    organisation_id: str,
    wanted: Invitation,
    key: str,
    *,
    now: datetime,
) -> Invited:
    """Make another code, with which the one before works no more.

    Raises `NotFound`, and `Invalid` where somebody belongs to the organisation.
    """
    caller.require(connection, me, Permission.ORGANISATIONS_CREATE)
    if not (is_id(organisation_id) and _is_there(connection, organisation_id)):
        raise NotFound("organisation")
    sent = ("organisations.invite", key, f"{organisation_id} {wanted.model_dump_json()}")
    before = idempotency.answered(connection, me, sent, Organisation)
    if before is not None:
        return Invited(organisation=before)
    lock(connection, organisation_id)
    if OrganisationAction.INVITE not in _of(connection, me, organisation_id).allowed:
        raise Invalid((FieldError("organisation_id", "joined_already"),))
    invited = _invite(connection, me, organisation_id, wanted.email, now)
    idempotency.keep(connection, me, sent, invited.organisation, now)
    return invited


def lock(connection: Connection, organisation_id: str) -> None:
    """Let nobody else invite somebody to an organisation, or join it, until this is done."""
    dialect_of(connection).lock(connection, f"organisation {organisation_id}")


def _invite(
    connection: Connection, me: Caller, organisation_id: str, email: str, now: datetime
) -> Invited:
    code = codes.new_code()
    awaited = select(invitation.c.email).where(invitation.c.organisation_id == organisation_id)
    before = connection.scalar(awaited)
    row = {
        "organisation_id": organisation_id,
        "email": email,
        "code_hash": codes.hash_of(code),
        "made_at": now,
        "expires_at": now + VALID_FOR,
    }
    upsert(connection, invitation, [row])
    things = {organisation_id: {"email": (before, email)}}
    audit.record(
        connection, me, Action.ORGANISATION_INVITE, things, now, organisation_id=organisation_id
    )
    return Invited(organisation=_of(connection, me, organisation_id), code=Secret(code))


def _is_there(connection: Connection, organisation_id: str) -> bool:
    found = select(organisation.c.id).where(organisation.c.id == organisation_id)
    return connection.scalar(found) is not None


def _of(connection: Connection, me: Caller, organisation_id: str) -> Organisation:
    found = organisation_rows.selected().where(organisation.c.id == organisation_id)
    return organisation_rows.as_organisation(me, connection.execute(found).one())
