"""A release that was published again with other content.

A note is the same note as long as its anchor is: what people marked or noted of it stays so. One
that is no longer in the release is withdrawn, one that comes back is there again. A note that the
file has as it had it before is left as it is, corrected or taken back as it may be meanwhile.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText
from tui.api.models.releases import Impact, NoteKind
from tui.api.store.publishing.release_rows import ReleaseRow, add_texts, remove_texts
from tui.api.store.releases import full_text, notes
from tui.api.store.schema import note, note_text, release
from tui.api.store.verbs.audit import Change, Changes

_RECORDED = ("sort_key", "title", "release_date", "channel", "url", "source")
_GONE = ""
"""The digest of a note that is not in its release any more: no note has that."""

Values = Mapping[str, object]


@dataclass(frozen=True)
class _Kept:
    """A note that the release has already; `is_gone` once it was left out of it."""

    id: str
    digest: str
    revision: int
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    content: NotePublish

    @property
    def is_gone(self) -> bool:
        return self.digest == _GONE


def revise(connection: Connection, row: ReleaseRow, now: datetime) -> tuple[Changes, int]:
    """Bring a release to its new content; returns what changed, and in how many notes."""
    there = _notes_of(connection, row.id)
    wanted = {each.anchor: each for each in row.release.notes}
    ids = {anchor: there[anchor].id if anchor in there else new_id() for anchor in wanted}
    rows = {
        each.anchor: row.note_values(position, each, ids[each.anchor])
        for position, each in enumerate(row.release.notes)
    }
    new = [anchor for anchor in wanted if anchor not in there]
    left = [anchor for anchor in there if anchor not in wanted]
    gone = [anchor for anchor in left if not there[anchor].is_gone]
    kept = [anchor for anchor in wanted if anchor in there]
    different = [anchor for anchor in kept if rows[anchor]["digest"] != there[anchor].digest]
    same = [anchor for anchor in kept if rows[anchor]["digest"] == there[anchor].digest]
    moved = _release_changes(connection, row)
    changes = moved | {
        f"notes/{anchor}": (
            there[anchor].content.model_dump_json() if anchor in there else None,
            wanted[anchor].model_dump_json() if anchor in wanted else None,
        )
        for anchor in (*new, *different, *gone)
    }
    connection.execute(update(release).where(release.c.id == row.id).values(dict(row.values)))
    _withdraw(connection, [there[anchor].id for anchor in gone], now)
    _place(connection, row, _placed(rows, same, there, left, len(wanted)))
    revised = [_revised(rows[each], there[each], wanted[each], now) for each in different]
    _rewrite(connection, revised)
    if new:
        connection.execute(insert(note), [rows[anchor] | {"revision": 1} for anchor in new])
    remove_texts(connection, [there[anchor].id for anchor in different])
    fresh = (*different, *new)
    add_texts(connection, [(ids[each], text) for each in fresh for text in wanted[each].texts])
    if "release_date" in moved:  # by which what is found is in order
        full_text.renew(connection, [there[anchor].id for anchor in (*same, *left)])
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
            row.revision,
            row.corrected_at,
            row.withdrawn_at,
            NotePublish.model_construct(
                anchor=row.anchor,
                area=row.area,
                kind=NoteKind(row.kind),
                impact=Impact(row.impact),
                texts=tuple(texts[row.id]),
            ),
        )
        for row in connection.execute(select(note).where(theirs).order_by(note.c.position))
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


def _withdraw(connection: Connection, note_ids: Collection[str], now: datetime) -> None:
    """Withdraw notes; those that the vendor took back before stay so since then."""
    if note_ids:
        statement = (
            update(note)
            .where(note.c.id == bindparam("gone"))
            .values(digest=_GONE, withdrawn_at=func.coalesce(note.c.withdrawn_at, now))
        )
        connection.execute(statement, [{"gone": note_id} for note_id in note_ids])


def _placed(
    rows: Mapping[str, Values],
    same: Sequence[str],
    there: Mapping[str, _Kept],
    left: Sequence[str],
    behind: int,
) -> Iterable[tuple[_Kept, int]]:
    """Return the notes whose words stay, each with its position: what is left out comes last."""
    for anchor in same:
        yield there[anchor], int(str(rows[anchor]["position"]))
    for position, anchor in enumerate(left, behind):
        yield there[anchor], position


def _place(connection: Connection, row: ReleaseRow, placed: Iterable[tuple[_Kept, int]]) -> None:
    """Write what follows from the release and the position in it: the places in the list."""
    values: list[dict[str, object]] = []
    for kept, position in placed:
        oldest = notes.oldest_key(row.sort_key, row.id, position)
        values.append(
            {
                "kept": kept.id,
                "position": position,
                "sort_key": notes.sort_key(row.sort_key, row.id, position),
                "oldest_key": oldest,
                "area_key": notes.area_key(kept.content.area, oldest),
            }
        )
    _rewrite(connection, values)


def _revised(values: Values, kept: _Kept, wanted: NotePublish, now: datetime) -> dict[str, object]:
    """Return the row of a note that the file tells otherwise now; it is there again."""
    corrected = _by_language(wanted) != _by_language(kept.content)
    return {
        **values,
        "kept": kept.id,
        "revision": kept.revision + 1,
        "corrected_at": now if corrected else kept.corrected_at,
        "withdrawn_at": None,
    }


def _by_language(content: NotePublish) -> dict[str, NoteText]:
    return {text.language: text for text in content.texts}


def _rewrite(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(update(note).where(note.c.id == bindparam("kept")), rows)
