"""What the vendor's people do to an incident: answer it, note, change and merge."""

from datetime import datetime

from sqlalchemy import Connection, Row, and_, insert, select

from tui.api.errors import FieldError, Invalid
from tui.api.models.incidents import CommentNew, Entry, EntryKind, Incident
from tui.api.models.support import Answer, IncidentEdit, Merge
from tui.api.policy import IncidentAction, IncidentStatus, Permission
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.database.dialect import dialect_of
from tui.api.store.incidents import attachments, changing, conversation, incident_rows
from tui.api.store.incidents.attachments import Message
from tui.api.store.incidents.changing import Change, NewEntry
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.schema import incident, incident_follower, internal_note, vendor_member
from tui.api.store.verbs import audit, caller, idempotency
from tui.api.store.verbs.caller import Caller


def answer(
    connection: Connection,
    me: Caller,
    incident_id: str,
    new: Answer,
    key: str,
    *,
    files: AttachedFiles,
    now: datetime,
) -> Entry:
    """Answer the customer; what nobody works on becomes the caller's."""
    sent = ("support.answer", key, f"{incident_id} {new.model_dump_json()}")

    def do() -> Entry:
        row = changing.locked(connection, me, incident_id, IncidentAction.ANSWER, now)
        change = Change(entries=(NewEntry(EntryKind.COMMENT, new.body, id=new.id),))
        if row.assignee_id is None:
            change += _assigned(row, me.person_id, me.display_name)
        change += _in_status(row, new.status, now)
        at = changing.write(connection, me, row, change, now)
        message = Message(row.organisation_id, incident_id, new.id)
        attached = attachments.attach(
            connection, me, message, new.attachments, files=files, now=now
        )
        return conversation.said(me, new.id, new.body, at, attached=attached)

    return idempotency.once(connection, me, sent, Entry, now, do=do)


def note(
    connection: Connection,
    me: Caller,
    incident_id: str,
    new: CommentNew,
    key: str,
    *,
    now: datetime,
) -> Entry:
    """Add an internal note; the incident itself, of which customers are told, stays as it is.

    Nor does it stand in the customer's record of what was done, which administrators read.
    """
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    if new.attachments:
        raise Invalid((FieldError("attachments", "none_here"),))
    sent = ("support.note", key, f"{incident_id} {new.model_dump_json()}")

    def do() -> Entry:
        row = incident_rows.find(connection, me, incident_id)
        scope = {"organisation_id": row.organisation_id}
        values = {
            **scope,
            "id": new.id,
            "incident_id": incident_id,
            "sort_key": changing.entry_key(new.id, now),
            "at": now,
            "person_id": me.person_id,
            "person_name": me.display_name,
            "body": new.body,
        }
        adding = dialect_of(connection).insert(internal_note).values(values)
        if connection.scalar(select(internal_note.c.id).filter_by(**scope, id=new.id)):
            raise Invalid((FieldError("id", "id_taken"),))
        connection.execute(adding)
        audit.record(connection, me, audit.Action.INCIDENT_NOTE, {incident_id: {}}, now)
        return conversation.said(me, new.id, new.body, now, kind=EntryKind.NOTE)

    return idempotency.once(connection, me, sent, Entry, now, do=do)


def change(
    connection: Connection,
    me: Caller,
    incident_id: str,
    edit: IncidentEdit,
    version: int,
    *,
    now: datetime,
) -> Incident:
    """Change what is given in `edit`; raises `Conflict` if stale, and `Invalid`."""
    row = changing.locked(connection, me, incident_id, IncidentAction.CHANGE, now)
    changing.check_version(connection, me, row, version, now)
    wanted = _edited(connection, row, edit, now)
    if wanted.entries:
        changing.write(connection, me, row, wanted, now)
    return changing.present(connection, me, incident_id, now)


def merge(
    connection: Connection,
    me: Caller,
    incident_id: str,
    into: Merge,
    version: int,
    *,
    now: datetime,
) -> Incident:
    """Close an incident as a duplicate; its followers follow the other one from now on."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    _lock_both(connection, me, incident_id, into)
    row = changing.locked(connection, me, incident_id, IncidentAction.MERGE, now)
    changing.check_version(connection, me, row, version, now)
    other = _other(connection, row, into)
    if other is None or other.merged_into_id is not None or other.id == row.id:
        raise Invalid((FieldError("into", "no_incident"),))
    target = incident_rows.find(connection, me, other.id)
    _follow(connection, row, target)
    told = NewEntry(EntryKind.MERGED, before=str(row.number))
    changing.write(connection, me, target, Change(entries=(told,)), now)
    closing = Change(
        {"merged_into_id": target.id}, (NewEntry(EntryKind.MERGED, after=str(target.number)),)
    )
    closing += changing.to_status(row, IncidentStatus.CLOSED, now)
    changing.write(connection, me, row, closing, now)
    return changing.present(connection, me, incident_id, now)


def _edited(connection: Connection, row: IncidentRow, edit: IncidentEdit, now: datetime) -> Change:
    wanted = Change()
    if edit.status is not None:
        wanted += _in_status(row, edit.status, now)
    if edit.priority is not None and edit.priority != row.priority:
        key = changing.priority_key(row.id, edit.priority, row.created_at)
        told = NewEntry(EntryKind.PRIORITY, before=row.priority, after=edit.priority.value)
        wanted += Change({"priority": edit.priority.value, "priority_key": key}, (told,))
    if edit.type is not None and edit.type != row.type:
        told = NewEntry(EntryKind.TYPE, before=row.type, after=edit.type.value)
        wanted += Change({"type": edit.type.value}, (told,))
    if "assignee_id" in edit.model_fields_set and edit.assignee_id != row.assignee_id:
        wanted += _assigned(row, edit.assignee_id, _name_of(connection, edit.assignee_id))
    return wanted


def _in_status(row: IncidentRow, status: IncidentStatus, now: datetime) -> Change:
    if status is IncidentStatus.NEW and row.status != status:
        raise Invalid((FieldError("status", "not_new_again"),))
    return changing.to_status(row, status, now)


def _assigned(row: IncidentRow, person_id: str | None, name: str) -> Change:
    told = NewEntry(EntryKind.ASSIGNEE, before=row.assignee_name, after=name)
    return Change({"assignee_id": person_id, "assignee_name": name}, (told,))


def _name_of(connection: Connection, person_id: str | None) -> str:
    """Return what one of the vendor's people is called; raises `Invalid` for anybody else."""
    if person_id is None:
        return ""
    named = select(vendor_member.c.display_name).where(vendor_member.c.person_id == person_id)
    name = connection.scalar(named)
    if name is None:
        raise Invalid((FieldError("assignee_id", "no_engineer"),))
    return name


def _lock_both(connection: Connection, me: Caller, incident_id: str, into: Merge) -> None:
    """Always in the same order, so that two who merge crosswise do not wait for one another."""
    row = incident_rows.find(connection, me, incident_id)
    other = _other(connection, row, into)
    both: set[str] = {incident_id} if other is None else {incident_id, other.id}
    for each in sorted(both):
        changing.lock(connection, each)


def _other(connection: Connection, row: IncidentRow, into: Merge) -> Row[str, str | None] | None:
    same = and_(incident.c.organisation_id == row.organisation_id, incident.c.number == into.into)
    found = select(incident.c.id, incident.c.merged_into_id).where(same)
    return connection.execute(found).one_or_none()


def _follow(connection: Connection, row: IncidentRow, target: IncidentRow) -> None:
    """Let who follows the duplicate follow the other one, of which all is new."""
    follows = incident_follower.c

    def of(incident_id: str) -> set[str]:
        mine = and_(
            follows.organisation_id == row.organisation_id, follows.incident_id == incident_id
        )
        return {*connection.scalars(select(follows.contact_id).where(mine))}

    scope = {"organisation_id": row.organisation_id, "incident_id": target.id}
    rows = [scope | {"contact_id": contact_id} for contact_id in of(row.id) - of(target.id)]
    if rows:
        connection.execute(insert(incident_follower), rows)
