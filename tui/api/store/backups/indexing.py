"""The full-text indexes of a restored store, made anew from the texts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    func,
    select,
    tuple_,
)

from tui.api.administration import Stage, Told
from tui.api.models.publishing import NoteText
from tui.api.store.database.dialect import Place
from tui.api.store.incidents import words
from tui.api.store.releases import full_text
from tui.api.store.schema import incident, incident_entry, note, note_text

_AT_ONCE = 200

_after = tuple_(note.c.sort_key, note.c.id) > tuple_(bindparam("key"), bindparam("id"))
_some = (
    select(note.c.id, note.c.sort_key)
    .where(_after)
    .order_by(note.c.sort_key, note.c.id)
    .limit(_AT_ONCE)
)
_texts = select(note_text).where(note_text.c.note_id.in_(bindparam("notes", expanding=True)))


def _beyond(rows: Table) -> ColumnElement[bool]:
    place = tuple_(bindparam("organisation"), bindparam("id"))
    return tuple_(rows.c.organisation_id, rows.c.id) > place


_said = (
    select(
        incident_entry.c.organisation_id,
        incident_entry.c.incident_id,
        incident_entry.c.id,
        incident_entry.c.body,
        incident.c.subject,
    )
    .join(
        incident,
        (incident.c.organisation_id == incident_entry.c.organisation_id)
        & (incident.c.id == incident_entry.c.incident_id),
    )
    .where(incident_entry.c.body != "", _beyond(incident_entry))
    .order_by(incident_entry.c.organisation_id, incident_entry.c.id)
    .limit(_AT_ONCE)
)
_asked = (
    select(
        incident.c.organisation_id,
        incident.c.id.label("incident_id"),
        incident.c.id,
        incident.c.description.label("body"),
        incident.c.subject,
    )
    .where(_beyond(incident))
    .order_by(incident.c.organisation_id, incident.c.id)
    .limit(_AT_ONCE)
)


def index(connection: Connection, told: Told) -> None:
    """Index every text anew, of the release notes and of the incidents."""
    _index_notes(connection, told)
    for texts in (_asked, _said):
        _index_incidents(connection, texts)


def _index_incidents(connection: Connection, texts: Select[*tuple[Any, ...]]) -> None:
    place = {"organisation": "", "id": ""}
    while rows := connection.execute(texts, place).all():
        for row in rows:
            mine = Place(row.organisation_id, row.incident_id)
            words.index(connection, mine, row.subject, row.body)
        place = {"organisation": rows[-1].organisation_id, "id": rows[-1].id}


def _index_notes(connection: Connection, told: Told) -> None:
    """The oldest first, so that the newest have the largest numbers."""
    total = connection.scalar(select(func.count()).select_from(note)) or 0
    done = 0
    for notes in _parts(connection):
        told(Stage.INDEXING, done, total)
        full_text.index(connection, _texts_of(connection, [row.id for row in reversed(notes)]))
        done += len(notes)


def _parts(connection: Connection) -> Iterator[list[Row[str, str]]]:
    place = {"key": "", "id": ""}
    while rows := [*connection.execute(_some, place)]:
        yield rows
        place = {"key": rows[-1].sort_key, "id": rows[-1].id}


def _texts_of(connection: Connection, note_ids: list[str]) -> list[tuple[str, NoteText]]:
    """Return the texts of notes, in the order of the notes."""
    found: dict[str, list[NoteText]] = {note_id: [] for note_id in note_ids}
    for row in connection.execute(_texts, {"notes": note_ids}):
        text = NoteText.model_construct(language=row.language, title=row.title, body=row.body)
        found[row.note_id].append(text)
    return [(note_id, text) for note_id, texts in found.items() for text in texts]
