"""What the room asks the portal, each with an answer of its own."""

from dataclasses import dataclass, replace

from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import Impact, NoteQuery, NoteSummary
from tui.api.portal import Releases

MAX_HITS = 200
"""Matches shown of a search, the best ones; who wants others types another word."""

EVERYTHING = NoteQuery()
"""No filter."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of notes, and the question that it answers; `hits` counts them in a search."""

    request: PageRequest
    page: Page[NoteSummary]
    hits: Count | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notes the filters leave, and how many of those ask for attention."""

    notes: Count
    unread: Count
    required: Count


@dataclass(frozen=True, slots=True)
class Marked:
    """Notes that became read or unread."""

    note_ids: frozenset[str]
    read: bool


async def page(releases: Releases, words: str, wanted: NoteQuery, request: PageRequest) -> Answer:
    """Read a page of the list, or where there are `words` the best matches at once."""
    if not words:
        return Answer(request, await releases.list(wanted, request))
    hits = await releases.search(words, wanted, PageRequest(limit=MAX_HITS))
    found = Count(len(hits.items), exact=hits.after is None)
    return Answer(request, Page(tuple[NoteSummary, ...](hits.items)), found)


async def counts(releases: Releases, wanted: NoteQuery) -> Counts:
    """Count what the filters leave."""
    return Counts(
        await releases.count(wanted),
        await releases.count(replace(wanted, unread=True)),
        await releases.count(replace(wanted, impact=Impact.ACTION_REQUIRED)),
    )


async def mark(releases: Releases, note_id: str, *, read: bool) -> Marked:
    """Mark a note read or unread."""
    return Marked(await releases.mark([note_id], read=read), read)
