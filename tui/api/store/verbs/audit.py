"""The record of who did what, written in the transaction that does it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert

from tui.api.ids import new_id
from tui.api.store.schema import audit, change
from tui.api.store.verbs.caller import Caller


class Action(StrEnum):
    """What was done."""

    SIGN_IN = "session.sign_in"
    SIGN_OUT = "session.sign_out"
    SESSION_REVOKE = "session.revoke"
    PROFILE_EDIT = "profile.edit"
    PASSWORD_CHANGE = "profile.change_password"  # noqa: S105 - what was done
    RELEASE_ADD = "releases.add"
    RELEASE_CHANGE = "releases.change"
    ACTION_EDIT = "actions.edit"
    NOTE_CORRECT = "releases.correct"
    NOTE_WITHDRAW = "releases.withdraw"
    SERVICE_ADD = "services.create"
    SERVICE_REVOKE = "services.revoke"
    ORGANISATION_ADD = "organisations.create"
    ORGANISATION_INVITE = "organisations.invite"
    INCIDENT_SUBMIT = "incidents.submit"
    INCIDENT_COMMENT = "incidents.comment"
    INCIDENT_CHANGE = "incidents.change"
    INCIDENT_NOTE = "incidents.note"
    ACTIVATION_CHANGE = "incident_manager.activate"
    TEMPLATE_ADD = "templates.add"
    TEMPLATE_CHANGE = "templates.change"
    TEMPLATE_REMOVE = "templates.remove"
    INCIDENT_WATCH = "incidents.watch"
    ROLES_GRANT = "contacts.grant"
    CONTACT_JOIN = "contacts.join"


Change = tuple[str | None, str | None]
"""A value before and after."""

Changes = Mapping[str, Change]
"""What changed, by field."""


def record(
    connection: Connection,
    caller: Caller,
    action: Action,
    things: Mapping[str, Changes],
    now: datetime,
    *,
    organisation_id: str | None = None,
) -> None:
    """Write that the caller did `action` to things, by id, with what changed in each.

    It stands where the caller works; what the vendor's side does at a customer at that customer's.
    """
    scope = {"organisation_id": caller.scope if organisation_id is None else organisation_id}
    rows = {
        object_id: {
            **scope,
            "id": new_id(),
            "person_id": caller.person_id,
            "kind": caller.kind,
            "action": action,
            "object_id": object_id,
            "at": now,
        }
        for object_id in things
    }
    values = [
        scope | {"audit_id": rows[object_id]["id"], "field": name, "before": old, "after": new}
        for object_id, changes in things.items()
        for name, (old, new) in changes.items()
    ]
    if rows:
        connection.execute(insert(audit), list(rows.values()))
    if values:
        connection.execute(insert(change), values)
