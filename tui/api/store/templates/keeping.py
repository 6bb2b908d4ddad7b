"""Templates: listed, added, changed and removed, all by who answers by them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from tui.api import policy
from tui.api.errors import Conflict, FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.templates import MOST_TEMPLATES, Template, TemplateEdit, TemplateNew
from tui.api.policy import Permission
from tui.api.store.database import folding
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import template, vendor_member
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.audit import Action, Changes
from tui.api.store.verbs.caller import Caller

_FIELDS = ("name", "nl", "en")


def listed(connection: Connection, me: Caller) -> tuple[Template, ...]:
    """Return all of them by name."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    rows = connection.execute(_templates().order_by(template.c.sort_key).limit(MOST_TEMPLATES))
    return tuple(_as_template(me, row) for row in rows)


def add(
    connection: Connection, me: Caller, new: TemplateNew, key: str, *, now: datetime
) -> Template:
    """Add one, once however often it is sent; raises `Invalid`."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    sent = ("templates.add", key, new.model_dump_json())

    def do() -> Template:
        _lock(connection)
        if _one(connection, me, new.id) is not None:
            raise Invalid((FieldError("id", "id_taken"),))
        if connection.scalar(select(func.count()).select_from(template)) == MOST_TEMPLATES:
            raise Invalid((FieldError("id", "too_many_templates", {"limit": MOST_TEMPLATES}),))
        _check(connection, new, new.id)
        values = _values(me, new, now) | {"id": new.id, "version": 1}
        connection.execute(insert(template).values(values))
        changes: Changes = {field: (None, getattr(new, field)) for field in _FIELDS}
        audit.record(connection, me, Action.TEMPLATE_ADD, {new.id: changes}, now)
        return _of(connection, me, new.id)

    return idempotency.once(connection, me, sent, Template, now, do=do)


def change(
    connection: Connection,
    me: Caller,
    template_id: str,
    edit: TemplateEdit,
    version: int,
    *,
    now: datetime,
) -> Template:
    """Change one; raises `NotFound`, `Invalid`, and `Conflict` if stale."""
    present = _seen(connection, me, template_id, version)
    _check(connection, edit, template_id)
    changes = {
        field: (getattr(present, field), getattr(edit, field))
        for field in _FIELDS
        if getattr(present, field) != getattr(edit, field)
    }
    if not changes:
        return present
    values = _values(me, edit, now) | {"version": version + 1}
    connection.execute(update(template).where(template.c.id == template_id).values(values))
    audit.record(connection, me, Action.TEMPLATE_CHANGE, {template_id: changes}, now)
    return _of(connection, me, template_id)


def remove(
    connection: Connection, me: Caller, template_id: str, version: int, *, now: datetime
) -> None:
    """Remove one; raises `NotFound`, and `Conflict` if stale."""
    present = _seen(connection, me, template_id, version)
    connection.execute(delete(template).where(template.c.id == template_id))
    changes: Changes = {field: (getattr(present, field), None) for field in _FIELDS}
    audit.record(connection, me, Action.TEMPLATE_REMOVE, {template_id: changes}, now)


def _seen(connection: Connection, me: Caller, template_id: str, version: int) -> Template:
    """Return a template that the caller knows as it is; nobody else writes until the end."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    _lock(connection)
    present = _of(connection, me, template_id)
    if present.version != version:
        raise Conflict(present)
    return present


def _lock(connection: Connection) -> None:
    """All of them at once: a name is compared with those of the others."""
    dialect_of(connection).lock(connection, "templates")


def _check(connection: Connection, wanted: TemplateEdit, template_id: str) -> None:
    if not (wanted.nl.strip() or wanted.en.strip()):
        raise Invalid((FieldError("nl", "no_text"),))
    same = template.c.sort_key == folding.sortable(wanted.name)
    if connection.scalar(select(template.c.id).where(same, template.c.id != template_id)):
        raise Invalid((FieldError("name", "name_taken"),))


def _values(me: Caller, wanted: TemplateEdit, now: datetime) -> dict[str, object]:
    return {
        "name": wanted.name,
        "nl": wanted.nl,
        "en": wanted.en,
        "sort_key": folding.sortable(wanted.name),
        "changed_at": now,
        "changed_by_id": me.person_id,
    }


def _templates() -> Select[*tuple[Any, ...]]:
    """Select the templates, with who wrote each as it is."""
    writer = vendor_member.c.person_id == template.c.changed_by_id
    named = vendor_member.c.display_name.label("changed_by")
    return select(template, named).select_from(template.outerjoin(vendor_member, writer))


def _one(connection: Connection, me: Caller, template_id: str) -> Template | None:
    row = connection.execute(_templates().where(template.c.id == template_id)).one_or_none()
    return None if row is None else _as_template(me, row)


def _of(connection: Connection, me: Caller, template_id: str) -> Template:
    found = _one(connection, me, template_id) if is_id(template_id) else None
    if found is None:
        raise NotFound("template")
    return found


def _as_template(me: Caller, row: Row[*tuple[Any, ...]]) -> Template:
    return Template(
        id=row.id,
        name=row.name,
        nl=row.nl,
        en=row.en,
        changed_at=row.changed_at,
        changed_by=row.changed_by or "",
        version=row.version,
        allowed=policy.template_actions(me.permissions),
    )
