"""Services: made with a token that is shown once, listed, revoked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from tui.api import policy
from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.paging import MAX_LIMIT
from tui.api.models.services import Service, ServiceMade, ServiceNew
from tui.api.policy import Permission
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import service, vendor_member
from tui.api.store.session import service_tokens, sessions
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller
from tui.secret import Secret

_COLUMNS = (
    service.c.id,
    service.c.name,
    service.c.made_at,
    service.c.last_used_at,
    service.c.revoked_at,
    vendor_member.c.display_name.label("made_by"),
)


def listed(connection: Connection, me: Caller) -> tuple[Service, ...]:
    """Return the services, the newest first; those revoked last (at most 200)."""
    caller.require(connection, me, Permission.SERVICES_MANAGE)
    order = (service.c.revoked_at.is_not(None), service.c.made_at.desc(), service.c.id.desc())
    rows = connection.execute(_services().order_by(*order).limit(MAX_LIMIT))
    return tuple(_as_service(me, row) for row in rows)


def create(
    connection: Connection, me: Caller, new: ServiceNew, key: str, now: datetime
) -> ServiceMade:
    """Make a service once, however often it is sent; raises `Invalid` for an id that is taken."""
    caller.require(connection, me, Permission.SERVICES_MANAGE)
    sent = ("services.create", key, new.model_dump_json())
    before = idempotency.answered(connection, me, sent, Service)
    if before is not None:
        return ServiceMade(service=before)
    dialect_of(connection).lock(connection, f"service {new.id}")
    if _one(connection, me, new.id) is not None:
        raise Invalid((FieldError("id", "id_taken"),))
    token = service_tokens.new_token()
    values = {
        "id": new.id,
        "name": new.name,
        "token_hash": sessions.hash_of(token),
        "made_at": now,
        "made_by_id": me.person_id,
    }
    connection.execute(insert(service).values(values))
    audit.record(connection, me, Action.SERVICE_ADD, {new.id: {"name": (None, new.name)}}, now)
    made = _of(connection, me, new.id)
    idempotency.keep(connection, me, sent, made, now)
    return ServiceMade(service=made, token=Secret(token))


def revoke(connection: Connection, me: Caller, service_id: str, now: datetime) -> Service:
    """Let a token open nothing from now on; again it changes nothing. Raises `NotFound`."""
    caller.require(connection, me, Permission.SERVICES_MANAGE)
    present = _of(connection, me, service_id)
    open_one = (service.c.id == service_id, service.c.revoked_at.is_(None))
    written = connection.execute(update(service).where(*open_one).values(revoked_at=now))
    if written.rowcount == 0:
        return present
    audit.record(connection, me, Action.SERVICE_REVOKE, {service_id: {}}, now)
    return _of(connection, me, service_id)


def _services() -> Select[*tuple[Any, ...]]:
    """Select the services, with who made each."""
    maker = vendor_member.c.person_id == service.c.made_by_id
    return select(*_COLUMNS).select_from(service.outerjoin(vendor_member, maker))


def _one(connection: Connection, me: Caller, service_id: str) -> Service | None:
    row = connection.execute(_services().where(service.c.id == service_id)).one_or_none()
    return None if row is None else _as_service(me, row)


def _of(connection: Connection, me: Caller, service_id: str) -> Service:
    found = _one(connection, me, service_id) if is_id(service_id) else None
    if found is None:
        raise NotFound("service")
    return found


def _as_service(me: Caller, row: Row[*tuple[Any, ...]]) -> Service:
    revoked = row.revoked_at is not None
    return Service(
        id=row.id,
        name=row.name,
        made_at=row.made_at,
        made_by=row.made_by or "",
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        allowed=policy.service_actions(me.permissions, revoked=revoked),
    )
