"""The full-text index of a restored store, made anew from the texts."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, bindparam, func, select, tuple_

from tui.api.administration import Stage, Told
from tui.api.models.publishing import NoteText
from tui.api.store.releases import full_text
from tui.api.store.schema import note, note_text

_AT_ONCE = 200

_after = tuple_(note.c.sort_key, note.c.id) > tuple_(bindparam("key"), bindparam("id"))
_some = (
    select(note.c.id, note.c.sort_key)
    .where(_after)
    .order_by(note.c.sort_key, note.c.id)
    .limit(_AT_ONCE)
)
_texts = select(note_text).where(note_text.c.note_id.in_(bindparam("notes", expanding=True)))


def index(connection: Connection, told: Told) -> None:
    """Index every text, the oldest first, so that the newest have the largest numbers."""
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
