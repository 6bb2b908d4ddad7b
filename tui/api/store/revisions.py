"""A release that was published again with other content.

A note is the same note as long as its anchor is: what people marked as read stays so.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText
from tui.api.models.releases import Impact, NoteKind
from tui.api.store.audit import Change, Changes
from tui.api.store.release_rows import ReleaseRow, add_texts, remove_texts
from tui.api.store.schema import note, note_text, release

_RECORDED = ("sort_key", "title", "release_date", "channel", "url", "source")


@dataclass(frozen=True)
class _Kept:
    """A note that the release has already."""

    id: str
    digest: str
    content: NotePublish


def revise(connection: Connection, row: ReleaseRow) -> tuple[Changes, int]:
    """Bring a release to its new content; returns what changed, and in how many notes."""
    there = _notes_of(connection, row.id)
    wanted = {each.anchor: each for each in row.release.notes}
    ids = {anchor: there[anchor].id if anchor in there else new_id() for anchor in wanted}
    rows = {
        each.anchor: row.note_values(position, each, ids[each.anchor])
        for position, each in enumerate(row.release.notes)
    }
    new = [anchor for anchor in wanted if anchor not in there]
    gone = [anchor for anchor in there if anchor not in wanted]
    kept = [anchor for anchor in wanted if anchor in there]
    different = [anchor for anchor in kept if rows[anchor]["digest"] != there[anchor].digest]
    changes = _release_changes(connection, row) | {
        f"notes/{anchor}": (
            there[anchor].content.model_dump_json() if anchor in there else None,
            wanted[anchor].model_dump_json() if anchor in wanted else None,
        )
        for anchor in (*new, *different, *gone)
    }
    remove_texts(connection, [there[anchor].id for anchor in (*different, *gone)])
    _delete(connection, [there[anchor].id for anchor in gone])
    _update(connection, row, [rows[anchor] for anchor in kept])
    if new:
        connection.execute(insert(note), [rows[anchor] | {"revision": 1} for anchor in new])
    fresh = (*different, *new)
    add_texts(connection, [(ids[each], text) for each in fresh for text in wanted[each].texts])
    return changes, len(new) + len(different) + len(gone)


def _notes_of(connection: Connection, release_id: str) -> dict[str, _Kept]:
    """Return the notes of a release, with their texts (the original first), by anchor."""
    theirs = note.c.release_id == release_id
    texts: defaultdict[str, list[NoteText]] = defaultdict(list)
    found = select(note_text).join(note).where(theirs)
    for row in connection.execute(found.order_by(note_text.c.language != note.c.language)):
        text = NoteText.model_construct(language=row.language, title=row.title, body=row.body)
        texts[row.note_id].append(text)
    return {
        row.anchor: _Kept(
            row.id,
            row.digest,
            NotePublish.model_construct(
                anchor=row.anchor,
                area=row.area,
                kind=NoteKind(row.kind),
                impact=Impact(row.impact),
                texts=tuple(texts[row.id]),
            ),
        )
        for row in connection.execute(select(note).where(theirs))
    }


def _release_changes(connection: Connection, row: ReleaseRow) -> dict[str, Change]:
    statement = select(*(release.c[name] for name in _RECORDED)).where(release.c.id == row.id)
    before = connection.execute(statement).mappings().one()
    return {
        name: (_words(before[name]), _words(row.values[name]))
        for name in _RECORDED
        if before[name] != row.values[name]
    }


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _delete(connection: Connection, note_ids: Collection[str]) -> None:
    if note_ids:
        statement = delete(note).where(note.c.id == bindparam("gone"))
        connection.execute(statement, [{"gone": note_id} for note_id in note_ids])


def _update(
    connection: Connection, row: ReleaseRow, notes: Collection[Mapping[str, object]]
) -> None:
    """Write the release, and in its notes also what follows from it: their place in the list."""
    connection.execute(update(release).where(release.c.id == row.id).values(dict(row.values)))
    if notes:
        statement = update(note).where(note.c.id == bindparam("kept"))
        connection.execute(statement, [{**values, "kept": values["id"]} for values in notes])
