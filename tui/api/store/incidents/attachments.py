"""Files that were sent with what was said: those of a message, and which uploads become them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from tui.api.errors import FieldError, Invalid, NotFound
from tui.api.ids import is_id
from tui.api.models.attachments import Attachment, AttachmentNew
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.incidents import incident_rows, uploading
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.schema import attachment, upload
from tui.api.store.verbs.caller import Caller


@dataclass(frozen=True)
class Message:
    """What files go with: an entry of an incident, or without one its description."""

    organisation_id: str
    incident_id: str
    entry_id: str | None = None


def attach(
    connection: Connection,
    me: Caller,
    message: Message,
    wanted: Sequence[AttachmentNew],
    *,
    files: AttachedFiles,
    now: datetime,
) -> tuple[Attachment, ...]:
    """Make uploads of the caller's own the attachments of a message; raises `Invalid`."""
    if not wanted:
        return ()
    uploaded = _taken(connection, me, [each.id for each in wanted], now)
    _check_free(connection, message.organisation_id, [*uploaded])
    attached = tuple(_attachment(each, uploaded) for each in wanted)
    rows = [
        {
            "organisation_id": message.organisation_id,
            "id": each.id,
            "incident_id": message.incident_id,
            "entry_id": message.entry_id,
            "position": position,
            "name": each.name,
            "content_type": each.content_type,
            "size": each.size,
            "sha256": each.sha256,
        }
        for position, each in enumerate(attached)
    ]
    connection.execute(insert(attachment), rows)
    for each in sorted(attached, key=lambda one: one.sha256):
        uploading.hold(connection, message.organisation_id, each.sha256)
        files.attach(me.scope, each.id, message.organisation_id, each.sha256)
    return attached


def find(
    connection: Connection, me: Caller, incident_id: str, attachment_id: str
) -> tuple[str, Attachment]:
    """Return an attachment and whose it is; raises `NotFound`, also for another incident's."""
    row = incident_rows.find(connection, me, incident_id)
    wanted = select(attachment).where(
        attachment.c.organisation_id == row.organisation_id,
        attachment.c.incident_id == row.id,
        attachment.c.id == attachment_id,
    )
    found = connection.execute(wanted).one_or_none() if is_id(attachment_id) else None
    if found is None:
        raise NotFound("attachment")
    return row.organisation_id, _of(found)


def of_description(connection: Connection, row: IncidentRow) -> tuple[Attachment, ...]:
    """Return what was sent with an incident's description."""
    return of_messages(connection, row.organisation_id, row.id, None).get(None, ())


def of_messages(
    connection: Connection, organisation_id: str, incident_id: str, entry_ids: Sequence[str] | None
) -> Mapping[str | None, tuple[Attachment, ...]]:
    """Return what was sent with entries of an incident, by entry; None: with its description."""
    mine = attachment.c
    of = mine.entry_id.is_(None) if entry_ids is None else mine.entry_id.in_(entry_ids)
    found = (
        select(attachment)
        .where(mine.organisation_id == organisation_id, mine.incident_id == incident_id, of)
        .order_by(mine.position)
    )
    by_entry: dict[str | None, tuple[Attachment, ...]] = {}
    for row in connection.execute(found):
        by_entry[row.entry_id] = (*by_entry.get(row.entry_id, ()), _of(row))
    return by_entry


def _taken(
    connection: Connection, me: Caller, ids: Sequence[str], now: datetime
) -> Mapping[str, Row[*tuple[Any, ...]]]:
    """Take uploads off the list of those that wait; whoever else wants one finds it gone."""
    mine = uploading.waiting(me, now)
    taking = delete(upload).where(*mine, upload.c.id.in_(ids)).returning(upload)
    rows = {row.id: row for row in connection.execute(taking)}
    if [*ids] != [*dict.fromkeys(ids)] or rows.keys() != {*ids}:
        raise Invalid((FieldError("attachments", "no_upload"),))
    return rows


def _check_free(connection: Connection, organisation_id: str, ids: Sequence[str]) -> None:
    """Raise `Invalid` where an id has been an attachment's already, and was sent anew since."""
    mine = attachment.c.organisation_id == organisation_id
    taken = select(attachment.c.id).where(mine, attachment.c.id.in_(ids))
    if connection.execute(taken).first() is not None:
        raise Invalid((FieldError("attachments", "no_upload"),))


def _attachment(new: AttachmentNew, uploaded: Mapping[str, Row[*tuple[Any, ...]]]) -> Attachment:
    row = uploaded[new.id]
    return Attachment(
        id=new.id,
        name=new.name,
        content_type=new.content_type,
        size=row.size,
        sha256=row.sha256,
    )


def _of(row: Row[*tuple[Any, ...]]) -> Attachment:
    return Attachment(
        id=row.id,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
    )
