"""What the vendor mends in notes that readers have already: corrected, or taken back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from tui.api.errors import Conflict
from tui.api.models.publishing import NoteCorrection, NoteText
from tui.api.models.releases import Note, NoteQuery
from tui.api.models.session import Language
from tui.api.policy import Permission
from tui.api.store.database.chunks import chunks
from tui.api.store.database.dialect import dialect_of, upsert
from tui.api.store.releases import full_text, notes, reading
from tui.api.store.releases.marks import states_of
from tui.api.store.releases.notes import NoteRow
from tui.api.store.schema import note, note_text
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action, Change, Changes
from tui.api.store.verbs.caller import Caller

_FIELDS = ("area", "kind", "impact")


def correct(
    connection: Connection,
    me: Caller,
    note_id: str,
    correction: NoteCorrection,
    revision: int,
    *,
    now: datetime,
) -> Note:
    """Correct a note and what finds it; raises `NotFound`, and `Conflict` if stale.

    What the note was published as stays known, so that the same file taken in again changes
    nothing of the correction.
    """
    caller.require(connection, me, Permission.RELEASES_PUBLISH)
    dialect_of(connection).lock(connection, "releases")
    query = NoteQuery(language=_language(me, correction.text))
    shown = reading.show(connection, me, note_id, query)
    if shown.revision != revision:
        raise Conflict(shown)
    before = connection.execute(select(note).where(note.c.id == note_id)).one()
    changes = _changes(connection, before, correction)
    if not changes:
        return shown
    if correction.text is not None:
        text = {"note_id": note_id, **correction.text.model_dump()}
        upsert(connection, note_text, [text])
        full_text.renew(connection, [note_id])
    _write(connection, before, correction, now)
    audit.record(connection, me, Action.NOTE_CORRECT, {note_id: changes}, now)
    return reading.show(connection, me, note_id, query)


def withdraw(
    connection: Connection,
    me: Caller,
    note_ids: Iterable[str],
    now: datetime,
    *,
    withdrawn: bool,
) -> frozenset[str]:
    """Take notes back or publish them again, all or none; returns the ids of those that changed."""
    caller.require(connection, me, Permission.RELEASES_PUBLISH)
    dialect_of(connection).lock(connection, "releases")
    states = states_of(connection, me, note_ids)
    since = {note_id: row.withdrawn_at for note_id, row in states.items()}
    changed = sorted(note_id for note_id, at in since.items() if (at is not None) is not withdrawn)
    for chunk in chunks(changed):
        theirs = update(note).where(note.c.id.in_(chunk))
        connection.execute(theirs.values(withdrawn_at=now if withdrawn else None))
    changes: dict[str, Changes] = {
        note_id: {"withdrawn_at": (_words(since[note_id]), _words(now if withdrawn else None))}
        for note_id in changed
    }
    audit.record(connection, me, Action.NOTE_WITHDRAW, changes, now)
    return frozenset(changed)


def _language(me: Caller, text: NoteText | None) -> Language:
    """Return the language in which the corrected note is answered."""
    known = {language.value for language in Language}
    spoken = text.language if text and text.language in known else me.language
    return Language(spoken) if spoken else Language.ENGLISH


def _changes(connection: Connection, before: NoteRow, correction: NoteCorrection) -> Changes:
    changes: dict[str, Change] = {}
    for field in _FIELDS:
        was, becomes = getattr(before, field), getattr(correction, field)
        if becomes is not None and becomes != was:
            changes[field] = (was, becomes)
    if correction.text is not None:
        was = _text(connection, before.id, correction.text.language)
        if was != correction.text:
            said = correction.text.model_dump_json()
            changes[f"texts/{correction.text.language}"] = (was and was.model_dump_json(), said)
    return changes


def _text(connection: Connection, note_id: str, language: str) -> NoteText | None:
    said = select(note_text).where(note_text.c.note_id == note_id, note_text.c.language == language)
    row = connection.execute(said).one_or_none()
    if row is None:
        return None
    return NoteText.model_construct(language=row.language, title=row.title, body=row.body)


def _write(
    connection: Connection, before: NoteRow, correction: NoteCorrection, now: datetime
) -> None:
    """Write the note's own row, with the keys that follow from what it says now."""
    given = {field: getattr(correction, field) for field in _FIELDS}
    present = {field: getattr(before, field) for field in _FIELDS}
    values = present | {field: value for field, value in given.items() if value is not None}
    original = _text(connection, before.id, before.language)
    title, body = (original.title, original.body) if original else ("", "")
    area, kind = str(values["area"]), str(values["kind"])
    statement = update(note).where(note.c.id == bindparam("which"))
    values |= {
        "area_key": notes.area_key(area, before.oldest_key),
        "content_key": notes.content_key(before.product, area, kind, title, body),
        "revision": before.revision + 1,
        "corrected_at": now,
    }
    connection.execute(statement, {**values, "which": before.id})


def _words(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
