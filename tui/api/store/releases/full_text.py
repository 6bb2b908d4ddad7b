"""The full-text index over release notes, kept beside their texts.

A text is cut into parts. The number of a part begins with the day of its release, so that from the
largest number down what was found comes newest first, without looking at all of it. Of one day
what came in last comes first, and of that the notes in reading order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from tui.api.models.publishing import NoteText
from tui.api.store.database import folding
from tui.api.store.database.chunks import chunks
from tui.api.store.database.dialect import Part, dialect_of
from tui.api.store.schema import note, note_part, note_text, release

PART_BYTES = 256 * 1024
PART_TOKENS = 10_000
"""A part of the index has no more: PostgreSQL takes 1 MB, and counts places up to 16,383."""

OF_ONE_DAY = 1 << 40
"""So many numbers there are for the parts of one day."""

_Cut = tuple[str, tuple[str, ...], tuple[str, ...]]


def index(connection: Connection, texts: Sequence[tuple[str, NoteText]]) -> None:
    """Add the texts of notes, with the notes' ids, to the index."""
    days = _days(connection, [note_id for note_id, _ in texts])
    by_day: defaultdict[int, list[_Cut]] = defaultdict(list)
    for note_id, text in texts:
        for title, body in _parts(text):
            by_day[days[note_id]].append((note_id, title, body))
    for day, cut in by_day.items():
        first = _newest_of(connection, day) + len(cut)
        rows = [{"id": first - place, "note_id": each[0]} for place, each in enumerate(cut)]
        connection.execute(insert(note_part), rows)
        parts = [Part(first - place, *each[1:]) for place, each in enumerate(cut)]
        dialect_of(connection).index(connection, parts)


def forget(connection: Connection, note_ids: Sequence[str]) -> None:
    """Take notes out of the index."""
    for chunk in chunks(note_ids):
        theirs = note_part.c.note_id.in_(chunk)
        part_ids = connection.scalars(select(note_part.c.id).where(theirs)).all()
        dialect_of(connection).forget(connection, part_ids)
        connection.execute(delete(note_part).where(theirs))


def renew(connection: Connection, note_ids: Sequence[str]) -> None:
    """Index the texts of notes, as they are now, anew."""
    forget(connection, note_ids)
    for chunk in chunks(note_ids):
        theirs = select(note_text).join(note).where(note_text.c.note_id.in_(chunk))
        rows = connection.execute(theirs.order_by(note.c.oldest_key)).all()
        index(
            connection,
            [
                (
                    row.note_id,
                    NoteText.model_construct(language=row.language, title=row.title, body=row.body),
                )
                for row in rows
            ],
        )


def _days(connection: Connection, note_ids: Iterable[str]) -> dict[str, int]:
    """Return the days of the notes' releases; those without a date are the oldest."""
    days: dict[str, int] = {}
    for chunk in chunks(sorted({*note_ids})):
        dated = select(note.c.id, release.c.release_date).join(release).where(note.c.id.in_(chunk))
        for row in connection.execute(dated):
            days[row.id] = (row.release_date or date.min).toordinal()
    return days


def _newest_of(connection: Connection, day: int) -> int:
    """Return the largest number of a day; nobody else adds any, as publishing takes turns."""
    first = day * OF_ONE_DAY
    of_day = note_part.c.id.between(first, first + OF_ONE_DAY - 1)
    return connection.scalar(select(func.max(note_part.c.id)).where(of_day)) or first


def _parts(text: NoteText) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Cut a text into parts that both engines take; the title goes with each."""
    title = tuple(folding.tokens(text.title))
    part: list[str] = []
    room = PART_BYTES
    for token in folding.tokens(text.body):
        room -= len(token.encode()) + 1
        if room < 0 or len(part) == PART_TOKENS:
            yield title, tuple(part)
            part, room = [], PART_BYTES
        part.append(token)
    yield title, tuple(part)
