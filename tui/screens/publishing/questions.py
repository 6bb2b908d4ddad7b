"""What the list asks the portal."""

from dataclasses import dataclass

from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.portal import Releases

MAX_HITS = 200
"""Matches shown of a search, the best ones; who wants others types another word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of notes, and the question that it answers; `hits` counts them in a search."""

    request: PageRequest
    page: Page[NoteSummary]
    hits: Count | None = None


async def page(releases: Releases, words: str, wanted: NoteQuery, request: PageRequest) -> Answer:
    """Read a page of the list, or where there are `words` the best matches at once."""
    if not words:
        return Answer(request, await releases.list(wanted, request))
    hits = await releases.search(words, wanted, PageRequest(limit=MAX_HITS))
    found = Count(len(hits.items), exact=hits.after is None)
    return Answer(request, Page(tuple[NoteSummary, ...](hits.items)), found)
