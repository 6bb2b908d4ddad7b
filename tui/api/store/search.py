"""Full text over release notes: the index, and what is found in it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select

from tui.api.models.paging import Page, PageRequest
from tui.api.models.publishing import NoteText
from tui.api.models.releases import NoteHit, NoteQuery
from tui.api.store import caller, excerpts, folding, notes
from tui.api.store.caller import Caller
from tui.api.store.chunks import chunks
from tui.api.store.dialect import Part, Words, dialect_of
from tui.api.store.keyset import Cursor, bad_page
from tui.api.store.notes import NoteRow, Shape
from tui.api.store.releases import READ
from tui.api.store.schema import note, note_part, note_text

MAX_WORDS = 32
MAX_TOKENS = 16
"""Tokens of one word that count, as the parts of an address do."""

PART_BYTES = 256 * 1024
PART_TOKENS = 10_000
"""A part of the index has no more: PostgreSQL takes 1 MB, and counts places up to 16,383."""

LOOKED_THROUGH = 16_000
"""Characters of a text in which the words are looked for to make an excerpt."""

_CURSOR = Cursor("hits ", re.compile(rf"-?\d{{1,18}} {notes.CURSOR_SHAPE}"))
_SPACE = re.compile(r"\s+")
_language = note_text.c.language


def search(
    connection: Connection, me: Caller, words: str, query: NoteQuery, request: PageRequest
) -> Page[NoteHit]:
    """Return the notes with every word, the best first; raises `Invalid` for other pages."""
    caller.require(connection, me, *READ)
    after = _after(request)
    wanted = words_of(words)
    if not wanted:
        return Page(())
    statement = _found(connection, wanted, Shape.of(query), after, request.limit + 1)
    rows = connection.execute(statement, notes.parameters(me, query)).all()
    kept = rows[: request.limit]
    texts = _excerpts(connection, kept, wanted)
    last = kept[-1] if len(rows) > request.limit else None
    return Page(
        items=tuple(notes.hit(me, row, texts[row.id]) for row in kept),
        after=_CURSOR.write(f"{last.score} {last.sort_key}") if last else None,
    )


def words_of(text: str) -> Words:
    """Return what is searched for: each word as the tokens that stand together in it."""
    words = (tuple(islice(folding.tokens(word), MAX_TOKENS)) for word in _SPACE.split(text))
    return tuple(islice((word for word in words if word), MAX_WORDS))


def index(connection: Connection, texts: Sequence[tuple[str, NoteText]]) -> None:
    """Add the texts of notes, with the notes' ids, to the index."""
    cut = [(note_id, part) for note_id, text in texts for part in _parts(text)]
    if not cut:
        return
    adding = insert(note_part).returning(note_part.c.id, sort_by_parameter_order=True)
    part_ids = connection.scalars(adding, [{"note_id": note_id} for note_id, _ in cut]).all()
    parts = [
        Part(part_id, title, body)
        for part_id, (_, (title, body)) in zip(part_ids, cut, strict=True)
    ]
    dialect_of(connection).index(connection, parts)


def forget(connection: Connection, note_ids: Sequence[str]) -> None:
    """Take notes out of the index."""
    for chunk in chunks(note_ids):
        theirs = note_part.c.note_id.in_(chunk)
        part_ids = connection.scalars(select(note_part.c.id).where(theirs)).all()
        dialect_of(connection).forget(connection, part_ids)
        connection.execute(delete(note_part).where(theirs))


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


def _after(request: PageRequest) -> tuple[int, str] | None:
    if request.after is not None:
        score, _, place = _CURSOR.read(request.after).partition(" ")
        return int(score), place
    if request.edge == "last" or (request.before, request.around, request.at) != (None,) * 3:
        raise bad_page("forward_only")
    return None


def _found(
    connection: Connection,
    words: Words,
    shape: Shape,
    after: tuple[int, str] | None,
    limit: int,
) -> Select[*tuple[Any, ...]]:
    """Select the best notes of a shape; what is shown of them is joined to these alone."""
    matches = dialect_of(connection).matches(words)
    score = func.max(matches.c.score)
    best = (
        notes.ids(shape)
        .add_columns(score.label("score"))
        .join(note_part, note_part.c.note_id == note.c.id)
        .join(matches, matches.c.part_id == note_part.c.id)
        .group_by(note.c.id)
        .order_by(score.desc(), note.c.sort_key.desc())
        .limit(limit)
    )
    if after is not None:
        worst, place = after
        same = and_(score == worst, note.c.sort_key < place)
        best = best.having(or_(score < worst, same))
    chosen = best.subquery("best")
    return (
        notes.summaries(Shape((), unread=False))
        .add_columns(chosen.c.score)
        .join(chosen, chosen.c.id == note.c.id)
        .order_by(chosen.c.score.desc(), note.c.sort_key.desc())
    )


def _excerpts(connection: Connection, rows: Sequence[NoteRow], words: Words) -> dict[str, str]:
    """Return by note where the words stand, in the language shown if they stand there."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row.language].append(row.id)
    shown = [and_(_language == each, note_text.c.note_id.in_(ids[each])) for each in ids]
    best = {note_id: (found, text) for note_id, found, text in _looked(connection, shown, words)}
    every = len({word[0] for word in words})
    short = {note_id for note_id, (found, _) in best.items() if found < every}
    others = [
        and_(_language != each, note_text.c.note_id.in_(short.intersection(ids[each])))
        for each in ids
        if not short.isdisjoint(ids[each])
    ]
    for note_id, found, text in _looked(connection, others, words):
        if found > best[note_id][0]:
            best[note_id] = (found, text)
    return {note_id: text for note_id, (_, text) in best.items()}


def _looked(
    connection: Connection, which: Sequence[ColumnElement[bool]], words: Words
) -> Iterator[tuple[str, int, str]]:
    """Yield the note, how many of the words are found, and the excerpt, of each of these texts."""
    if not which:
        return
    statement = select(
        note_text.c.note_id,
        note_text.c.title,
        func.substr(note_text.c.body, 1, LOOKED_THROUGH).label("body"),
    ).where(or_(*which))
    for text in connection.execute(statement):
        found, excerpt = excerpts.excerpt(text.title, text.body, words)
        yield text.note_id, found, excerpt
