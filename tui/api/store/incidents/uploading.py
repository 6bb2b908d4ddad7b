"""Files that no message names yet: each its sender's alone, for a day."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from tui.api.errors import FieldError, Invalid
from tui.api.models.attachments import Upload, UploadNew
from tui.api.policy import Permission
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import attachment, upload
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

WAITS_FOR = timedelta(days=1)
"""How long an upload is kept that no message names."""

MOST_WAITING = 50
"""Uploads of one person that wait for their messages: more than fit in five of them."""


def waiting(me: Caller, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what makes an upload one that a message of the caller's may name."""
    mine = upload.c
    return (
        mine.organisation_id == me.scope,
        mine.person_id == me.person_id,
        mine.at > now - WAITS_FOR,
    )


def check(connection: Connection, me: Caller, new: UploadNew, now: datetime) -> str:
    """Return whose files it is to be among; raises `Forbidden` and `Invalid` before it is sent."""
    caller.require(connection, me, Permission.INCIDENTS_SUBMIT, Permission.INCIDENTS_SERVE)
    others = select(func.count()).where(*waiting(me, now), upload.c.id != new.id)
    if connection.execute(others).scalar_one() >= MOST_WAITING:
        raise Invalid((FieldError("id", "too_many_uploads", {"limit": MOST_WAITING}),))
    return me.scope


def keep(
    connection: Connection,
    me: Caller,
    new: UploadNew,
    draft: Path,
    *,
    files: AttachedFiles,
    now: datetime,
) -> Upload:
    """Keep a file that was received, and take those away for which no message came."""
    caller.require(connection, me, Permission.INCIDENTS_SUBMIT, Permission.INCIDENTS_SERVE)
    _sweep(connection, me, files, now)
    dialect_of(connection).lock(connection, f"upload {me.scope} {new.id}")
    mine = {"organisation_id": me.scope, "id": new.id}
    found = connection.execute(select(upload).filter_by(**mine)).one_or_none()
    is_same = found is not None and (found.person_id, found.size, found.sha256) == (
        me.person_id,
        new.size,
        new.sha256,
    )
    if found is not None and not is_same:
        raise Invalid((FieldError("id", "id_taken"),))
    files.put(draft, me.scope, new.id)
    if found is None:
        values = {"person_id": me.person_id, "size": new.size, "sha256": new.sha256, "at": now}
        connection.execute(insert(upload).values(**mine, **values))
    else:
        connection.execute(update(upload).filter_by(**mine).values(at=now))
    return Upload(id=new.id, size=new.size, sha256=new.sha256)


def _sweep(connection: Connection, me: Caller, files: AttachedFiles, now: datetime) -> None:
    """Take away what waited too long, of whomever at the same organisation."""
    before = now - WAITS_FOR
    theirs = upload.c.organisation_id == me.scope
    gone = delete(upload).where(theirs, upload.c.at <= before)
    rows = connection.execute(gone.returning(upload.c.id, upload.c.sha256)).all()
    files.drop(me.scope, [row.id for row in rows], before)
    for digest in sorted({row.sha256 for row in rows}):
        _let_go(connection, me, files, digest)


def _let_go(connection: Connection, me: Caller, files: AttachedFiles, digest: str) -> None:
    """Take an upload away that became an attachment in a transaction that failed after that."""
    for organisation_id in files.holders(digest):
        if me.scope in ("", organisation_id):
            hold(connection, organisation_id, digest)
            mine = attachment.c.organisation_id == organisation_id
            named = select(attachment.c.id).where(mine, attachment.c.sha256 == digest).limit(1)
            if connection.execute(named).first() is None:
                files.let_go(organisation_id, digest)


def hold(connection: Connection, organisation_id: str, digest: str) -> None:
    """Let nobody else make a file an attachment, or take it away, until the transaction ends."""
    dialect_of(connection).lock(connection, f"attachment {organisation_id} {digest}")
