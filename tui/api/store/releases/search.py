"""What is found among the release notes by words, and where in them these stand."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from tui.api.models.paging import Page, PageRequest
from tui.api.models.releases import NoteHit, NoteQuery
from tui.api.store.database.keyset import Cursor, bad_page
from tui.api.store.releases import excerpts, notes
from tui.api.store.releases.matches import Best, Matches
from tui.api.store.releases.notes import NoteRow
from tui.api.store.releases.reading import READ
from tui.api.store.schema import note_text
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller
from tui.api.words import Words, words_of

LOOKED_THROUGH = 16_000
"""Characters of a text in which the words are looked for to make an excerpt."""

_CURSOR = Cursor("hits ", re.compile(rf"-?\d{{1,18}} {notes.CURSOR_SHAPE}|\d{{1,18}}"))
"""A score and a sort key, or a number of the full-text index."""

_language = note_text.c.language


def search(
    connection: Connection, me: Caller, words: str, query: NoteQuery, request: PageRequest
) -> Page[NoteHit]:
    """Return the notes with every word; raises `Invalid` for pages that do not go forward.

    The best stand first, or where very many have the words the newest. A cursor goes on in the
    order of the first page.
    """
    caller.require(connection, me, *READ)
    after = _after(request)
    wanted = words_of(words)
    if not wanted:
        return Page(())
    matches = Matches(connection, me, wanted, query)
    if isinstance(after, int) or (after is None and matches.are_many()):
        rows, below = matches.newest(after, request.limit)
        end = None if below is None else str(below)
    else:
        rows, last = matches.best(after, request.limit)
        end = None if last is None else f"{last.score} {last.place}"
    texts = _excerpts(connection, rows, wanted)
    return Page(
        items=tuple(notes.hit(me, row, texts[row.id]) for row in rows),
        after=None if end is None else _CURSOR.write(end),
    )


def _after(request: PageRequest) -> Best | int | None:
    """Return where a page begins, in the one order or the other."""
    if request.after is not None:
        score, ranked, place = _CURSOR.read(request.after).partition(" ")
        return Best(int(score), place) if ranked else int(score)
    if request.edge == "last" or (request.before, request.around, request.at) != (None,) * 3:
        raise bad_page("forward_only")
    return None


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
