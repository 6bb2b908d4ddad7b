"""Submitting an incident: once, however often it is sent, under the organisation's next number."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from tui.api.errors import FieldError, Invalid
from tui.api.models.incidents import IncidentNew, IncidentSummary
from tui.api.policy import IncidentStatus, Permission
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.database.dialect import Place, dialect_of
from tui.api.store.incidents import attachments, changing, following, incident_rows, words
from tui.api.store.incidents.attachments import Message
from tui.api.store.outbox import posting
from tui.api.store.schema import incident, incident_follower, incident_number, organisation
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller


def submit(
    connection: Connection,
    me: Caller,
    new: IncidentNew,
    key: str,
    *,
    files: AttachedFiles,
    now: datetime,
) -> IncidentSummary:
    """Submit an incident; raises `Invalid` for a taken id, and for watchers that cannot read."""
    caller.require(connection, me, Permission.INCIDENTS_SUBMIT)
    sent = ("incidents.submit", key, new.model_dump_json())

    def do() -> IncidentSummary:
        following.check_readers(connection, me, new.watcher_ids, "watcher_ids")
        _insert(connection, me, new, now)
        _follow(connection, me, new, now)
        message = Message(me.scope, new.id)
        attachments.attach(connection, me, message, new.attachments, files=files, now=now)
        place = Place(me.scope, new.id)
        words.index(connection, place, new.subject, new.description)
        audit.record(connection, me, Action.INCIDENT_SUBMIT, {new.id: {}}, now)
        posting.post(connection, me, (me.scope, new.id, new.id), now)
        row = incident_rows.find(connection, me, new.id)
        return incident_rows.summary(me, row, now)

    return idempotency.once(connection, me, sent, IncidentSummary, now, do=do)


def _insert(connection: Connection, me: Caller, new: IncidentNew, now: datetime) -> None:
    number = _next_number(connection, me)
    values = {
        **new.model_dump(exclude={"watcher_ids", "attachments", "type", "priority"}),
        **changing.keys(new.id, number, now),
        "priority_key": changing.priority_key(new.id, new.priority, now),
        "organisation_id": me.scope,
        "number": number,
        "type": new.type.value,
        "priority": new.priority.value,
        "status": IncidentStatus.NEW.value,
        "ended": False,
        "product_version": new.product_version or _runs(connection, me),
        "requester_id": me.contact_id,
        "assignee_name": "",
        "created_at": now,
        "updated_at": now,
        "version": 1,
    }
    adding = dialect_of(connection).insert(incident).values(values).on_conflict_do_nothing()
    written = connection.execute(adding, execution_options={"preserve_rowcount": True})
    if written.rowcount != 1:
        raise Invalid((FieldError("id", "id_taken"),))


def _next_number(connection: Connection, me: Caller) -> int:
    """Return the organisation's next number, for which whoever comes next waits."""
    first = dialect_of(connection).insert(incident_number)
    counting = first.values(organisation_id=me.scope, last=1).on_conflict_do_update(
        index_elements=[incident_number.c.organisation_id],
        set_={"last": incident_number.c.last + 1},
    )
    return connection.execute(counting.returning(incident_number.c.last)).scalar_one()


def _runs(connection: Connection, me: Caller) -> str:
    mine = select(organisation.c.product_version).where(organisation.c.id == me.scope)
    return connection.execute(mine).scalar_one()


def _follow(connection: Connection, me: Caller, new: IncidentNew, now: datetime) -> None:
    scope = {"organisation_id": me.scope, "incident_id": new.id}
    watchers = {*new.watcher_ids} - {me.contact_id}
    seen = {me.contact_id: now, **dict.fromkeys(watchers)}
    rows = [scope | {"contact_id": contact_id, "seen_at": at} for contact_id, at in seen.items()]
    connection.execute(insert(incident_follower), rows)
