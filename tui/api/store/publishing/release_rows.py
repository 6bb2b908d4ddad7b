"""The rows of a release: its own, and those of its notes with their texts and index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, delete, insert

from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText, ReleasePublish
from tui.api.store.database import folding
from tui.api.store.database.chunks import chunks
from tui.api.store.releases import full_text, notes
from tui.api.store.schema import note as note_table
from tui.api.store.schema import note_text
from tui.api.store.schema import release as release_table


@dataclass(frozen=True)
class ReleaseRow:
    """A release as it is to stand in the store."""

    id: str
    release: ReleasePublish
    source: str
    digest: str
    """What two releases with the same content have in common."""

    @classmethod
    def of(cls, release: ReleasePublish, release_id: str, source: str) -> "ReleaseRow":
        """Return the row of `release`."""
        return cls(release_id, release, source, folding.digest(release.model_dump_json()))

    @cached_property
    def sort_key(self) -> str:
        """What orders it: its own key, without one its date, and else nothing."""
        day = self.release.release_date
        return self.release.sort_key or (day.isoformat() if day else "")

    @cached_property
    def values(self) -> Mapping[str, object]:
        """Its columns."""
        return {
            "id": self.id,
            "product": self.release.product,
            "version": self.release.version,
            "sort_key": self.sort_key,
            "title": self.release.title,
            "release_date": self.release.release_date,
            "channel": self.release.channel,
            "url": self.release.url,
            "source": self.source,
            "digest": self.digest,
            "note_count": len(self.release.notes),
        }

    def note_values(self, position: int, note: NotePublish, note_id: str) -> dict[str, object]:
        """Return the row of one of its notes."""
        product, original = self.release.product, note.texts[0]
        oldest = notes.oldest_key(self.sort_key, self.id, position)
        return {
            "id": note_id,
            "release_id": self.id,
            "anchor": note.anchor,
            "position": position,
            "sort_key": notes.sort_key(self.sort_key, self.id, position),
            "oldest_key": oldest,
            "area_key": notes.area_key(note.area, oldest),
            "content_key": notes.content_key(
                product, note.area, note.kind, original.title, original.body
            ),
            "product": product,
            "version": self.release.version,
            "area": note.area,
            "kind": note.kind,
            "impact": note.impact,
            "language": original.language,
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
            values.append(row.note_values(position, note, note_id) | {"revision": 1})
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
    full_text.index(connection, texts)


def remove_texts(connection: Connection, note_ids: Sequence[str]) -> None:
    """Remove the texts of notes, and what finds them."""
    full_text.forget(connection, note_ids)
    for chunk in chunks(note_ids):
        theirs = note_text.c.note_id.in_(chunk)
        connection.execute(delete(note_text).where(theirs))
