"""What is found among the release notes by words, and where in them these stand."""

import re
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from sqlalchemy import Connection, func, select

from tui.api.models.paging import Page, PageRequest
from tui.api.models.releases import NoteHit, NoteQuery
from tui.api.store.database.keyset import Cursor, bad_page
from tui.api.store.releases import excerpts, notes
from tui.api.store.releases.matches import LOOKED_THROUGH, Best, Matches
from tui.api.store.releases.notes import NoteRow
from tui.api.store.releases.reading import READ
from tui.api.store.schema import note_text
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller
from tui.api.words import Words, words_of

_CURSOR = Cursor("hits ", re.compile(rf"-?\d{{1,18}} {notes.CURSOR_SHAPE}|\d{{1,18}}"))
"""A score and a sort key, or a number of the full-text index."""


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
    texts = _excerpts(connection, me, rows, wanted)
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


def _excerpts(
    connection: Connection, me: Caller, rows: Sequence[NoteRow], words: Words
) -> dict[str, str]:
    """Return by note where the words stand, in the language shown if they stand there."""
    shown = {row.id: notes.text_of(me, row) for row in rows}
    best = {row.id: excerpts.excerpt(row.title, shown[row.id], words) for row in rows}
    every = len({word[0] for word in words})
    short = {row.id: row.language for row in rows if shown[row.id] and best[row.id][0] < every}
    for text in _texts(connection, short):
        if text.language != short[text.note_id]:
            found = excerpts.excerpt(text.title, text.body, words)
            best[text.note_id] = max(best[text.note_id], found, key=itemgetter(0))
    return {note_id: text for note_id, (_, text) in best.items()}


def _texts(connection: Connection, note_ids: Collection[str]) -> Iterable[NoteRow]:
    """Return the texts of notes in every language."""
    if not note_ids:
        return ()
    body = func.substr(note_text.c.body, 1, LOOKED_THROUGH).label("body")
    return connection.execute(
        select(note_text.c.note_id, note_text.c.language, note_text.c.title, body)
        .where(note_text.c.note_id.in_(note_ids))
        .order_by(note_text.c.language)
    )
