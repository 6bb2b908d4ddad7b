"""The rows of a release: its own, and those of its notes with their texts and index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert

from tui.api.ids import new_id
from tui.api.models.releases import NotePublish, NoteText, ReleasePublish
from tui.api.store import folding, notes, search
from tui.api.store.schema import note as note_table
from tui.api.store.schema import note_text
from tui.api.store.schema import release as release_table

_CHUNK = 500


@dataclass(frozen=True)
class ReleaseRow:
    """A release as it is to stand in the store."""

    id: str
    release: ReleasePublish
    sort_key: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, release: ReleasePublish, release_id: str, source: str) -> "ReleaseRow":
        """Return the row of `release`; without a key its date orders it, and else nothing does."""
        day = release.release_date.isoformat() if release.release_date else ""
        sort_key = release.sort_key or day
        values = {
            "id": release_id,
            "product": release.product,
            "version": release.version,
            "sort_key": sort_key,
            "title": release.title,
            "release_date": release.release_date,
            "channel": release.channel,
            "url": release.url,
            "source": source,
            "digest": folding.digest(release.model_dump_json()),
            "note_count": len(release.notes),
        }
        return cls(release_id, release, sort_key, values)

    def note_values(self, position: int, note: NotePublish, note_id: str) -> dict[str, object]:
        """Return the row of one of its notes."""
        return {
            "id": note_id,
            "release_id": self.id,
            "anchor": note.anchor,
            "position": position,
            "sort_key": notes.sort_key(self.sort_key, self.id, position),
            "oldest_key": notes.oldest_key(self.sort_key, self.id, position),
            "product": self.release.product,
            "version": self.release.version,
            "area": note.area,
            "kind": note.kind,
            "impact": note.impact,
            "language": note.texts[0].language,
            "digest": folding.digest(note.model_dump_json()),
        }


def add(connection: Connection, rows: Sequence[ReleaseRow]) -> None:
    """Add releases with their notes."""
    if not rows:
        return
    connection.execute(insert(release_table), [row.values for row in rows])
    values: list[dict[str, object]] = []
    texts: list[tuple[str, NoteText]] = []
    for row in rows:
        for position, note in enumerate(row.release.notes):
            note_id = new_id()
            values.append(row.note_values(position, note, note_id))
            texts.extend((note_id, text) for text in note.texts)
    if values:
        connection.execute(insert(note_table), values)
    add_texts(connection, texts)


def add_texts(connection: Connection, texts: Sequence[tuple[str, NoteText]]) -> None:
    """Add texts of notes, with the notes' ids, and what finds them."""
    rows = [
        {
            "note_id": note_id,
            "language": text.language,
            "title": text.title,
            "body": text.body,
        }
        for note_id, text in texts
    ]
    if rows:
        connection.execute(insert(note_text), rows)
    search.index(connection, texts)


def remove_texts(connection: Connection, note_ids: Sequence[str]) -> None:
    """Remove the texts of notes, and what finds them."""
    search.forget(connection, note_ids)
    for start in range(0, len(note_ids), _CHUNK):
        theirs = note_text.c.note_id.in_(note_ids[start : start + _CHUNK])
        connection.execute(delete(note_text).where(theirs))
