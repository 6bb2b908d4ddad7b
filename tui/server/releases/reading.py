"""The release notes as they are read, found and marked."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from tui.api.errors import Invalid, NotFound
from tui.api.models.answered import Changed, Nearest, Number
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import (
    MarkedTogether,
    Note,
    NoteFacets,
    NoteHit,
    NoteQuery,
    NoteSummary,
)
from tui.api.models.sent import NotesKept, NotesRead
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Asked, Bound
from tui.server.operations import operation

router = area("releases")

_READING = {Permission.RELEASES_READ, Permission.RELEASES_PUBLISH}
_MARKING = {Permission.RELEASES_READ}
LONGEST_SEARCH = 1000

Asking = Annotated[NoteQuery, Asked(NoteQuery)]
Paging = Annotated[PageRequest, Asked(PageRequest)]


@router.get("/releases/notes")
@operation(needs=_READING, answers=Page[NoteSummary], fails=(Invalid, NotFound))
async def list_notes(portal: Bound, query: Asking, page: Paging) -> Response:
    """Return a page of notes."""
    return answer(Page[NoteSummary], await portal.releases.list(query, page))


@router.get("/releases/notes/count")
@operation(needs=_READING, answers=Count, fails=(Invalid, NotFound))
async def count_notes(portal: Bound, query: Asking) -> Response:
    """Return how many notes the list has."""
    return answer(Count, await portal.releases.count(query))


@router.get("/releases/facets")
@operation(needs=_READING, answers=NoteFacets)
async def show_facets(portal: Bound) -> Response:
    """Return what the notes can be filtered by."""
    return answer(NoteFacets, await portal.releases.facets())


@router.get("/releases/search")
@operation(needs=_READING, answers=Page[NoteHit], fails=(Invalid, NotFound))
async def search_notes(
    portal: Bound,
    words: Annotated[
        str,
        Query(
            max_length=LONGEST_SEARCH,
            description="Words that a note holds all of; the last one may be a beginning.",
        ),
    ],
    query: Asking,
    page: Paging,
) -> Response:
    """Return the notes that hold every word, the best match first; only forward pages."""
    return answer(Page[NoteHit], await portal.releases.search(words, query, page))


@router.post("/releases/notes/read")
@operation(needs=_MARKING, answers=Changed, fails=(Invalid, NotFound))
async def mark_notes(portal: Bound, sent: NotesRead) -> Response:
    """Mark notes read or unread for the caller; returns the ids that changed.

    Where one of them is no note, none is marked.
    """
    return answer(Changed, Changed(ids=await portal.releases.mark(sent.ids, read=sent.read)))


@router.post("/releases/read-together")
@operation(needs=_MARKING, answers=MarkedTogether, fails=(Invalid, NotFound))
async def mark_all_notes(portal: Bound, query: Asking) -> Response:
    """Mark every unread note of the query read."""
    return answer(MarkedTogether, await portal.releases.mark_all(query))


@router.delete("/releases/read-together/{together_id}")
@operation(needs=_MARKING, answers=Number, fails=(NotFound,))
async def take_back_marks(portal: Bound, together_id: str) -> Response:
    """Make those notes unread again that were marked together; returns how many."""
    return answer(Number, Number(count=await portal.releases.take_back(together_id)))


@router.post("/releases/notes/bookmarks")
@operation(needs=_MARKING, answers=Changed, fails=(Invalid, NotFound))
async def bookmark_notes(portal: Bound, sent: NotesKept) -> Response:
    """Keep notes as bookmarks or let them go; returns the ids that changed.

    Where one of them is no note, none is kept.
    """
    return answer(Changed, Changed(ids=await portal.releases.bookmark(sent.ids, kept=sent.kept)))


@router.get("/releases/notes/{note_id}")
@operation(needs=_READING, answers=Note, versioned=True, fails=(Invalid, NotFound))
async def show_note(portal: Bound, note_id: str, query: Asking) -> Response:
    """Return a note in the language of the query, with its revision as `ETag`."""
    note = await portal.releases.show(note_id, query)
    return answer(Note, note, version=note.revision)


@router.get("/releases/notes/{note_id}/next-unread")
@operation(needs=_READING, answers=Nearest, fails=(Invalid, NotFound))
async def next_unread_note(
    portal: Bound,
    note_id: str,
    ahead: Annotated[bool, Query(description="After the note in the list; else before it.")],
    query: Asking,
) -> Response:
    """Return the nearest unread note in the list of the query, in which the note need not be."""
    nearest = await portal.releases.next_unread(query, note_id, ahead=ahead)
    return answer(Nearest, Nearest(id=nearest))
