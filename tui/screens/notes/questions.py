"""What a list of notes asks the portal."""

from dataclasses import replace

from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.portal import Releases
from tui.screens.listing import Answer

MAX_HITS = 200
"""Matches shown of a search, the best ones; who wants others types another word."""

EVERYTHING = NoteQuery()
"""No filter."""


def unfiltered(wanted: NoteQuery) -> NoteQuery:
    """Return the query without its filters; language, order and the compared versions stay."""
    return replace(
        EVERYTHING,
        language=wanted.language,
        sort=wanted.sort,
        since=wanted.since,
        until=wanted.until,
    )


def is_filtered(wanted: NoteQuery) -> bool:
    """Whether anything is filtered."""
    return wanted != unfiltered(wanted)


async def page(
    releases: Releases, words: str, wanted: NoteQuery, request: PageRequest
) -> Answer[NoteSummary]:
    """Read a page of the list, or where there are `words` the best matches at once."""
    if not words:
        return Answer(request, await releases.list(wanted, request))
    hits = await releases.search(words, wanted, PageRequest(limit=MAX_HITS))
    found = Count(len(hits.items), exact=hits.after is None)
    return Answer(request, Page(tuple[NoteSummary, ...](hits.items)), found)
