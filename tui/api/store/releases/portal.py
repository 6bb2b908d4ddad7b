"""The verbs of the release notes; what the first list does not need is imported when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.releases import reading
from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.api.models.paging import Count, Page, PageRequest
    from tui.api.models.publishing import NoteCorrection, Published, ReleaseDocument
    from tui.api.models.releases import (
        MarkedTogether,
        Note,
        NoteFacets,
        NoteHit,
        NoteQuery,
        NoteSummary,
    )


class StoreReleases(Bound):
    """The release notes."""

    async def list(self, query: NoteQuery, page: PageRequest) -> Page[NoteSummary]:
        """Return a page of notes."""
        return await self._ask(reading.page, query, page)

    async def count(self, query: NoteQuery) -> Count:
        """Return how many there are."""
        return await self._ask(reading.count, query)

    async def facets(self) -> NoteFacets:
        """Return what they can be filtered by."""
        return await self._ask(reading.facets)

    async def show(self, note_id: str, query: NoteQuery) -> Note:
        """Return one note."""
        return await self._ask(reading.show, note_id, query)

    async def search(self, words: str, query: NoteQuery, page: PageRequest) -> Page[NoteHit]:
        """Return the notes that hold the words."""
        from tui.api.store.releases import search

        return await self._ask(search.search, words, query, page)

    async def mark(self, note_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark notes read or unread."""
        from tui.api.store.releases import marks

        return await self._do(marks.set_read, tuple(note_ids), self._now, read=read)

    async def mark_all(self, query: NoteQuery) -> MarkedTogether:
        """Mark all unread notes of a query read."""
        from tui.api.store.releases import marks

        return await self._do(marks.set_all_read, query, self._now)

    async def take_back(self, together_id: str) -> int:
        """Make notes unread again."""
        from tui.api.store.releases import marks

        return await self._do(marks.take_back, together_id, self._now)

    async def next_unread(self, query: NoteQuery, note_id: str, *, ahead: bool) -> str | None:
        """Return the nearest unread note."""
        return await self._ask(reading.next_unread, query, note_id, ahead=ahead)

    async def bookmark(self, note_ids: Iterable[str], *, kept: bool) -> frozenset[str]:
        """Keep notes as bookmarks."""
        from tui.api.store.releases import bookmarks

        return await self._do(bookmarks.keep, tuple(note_ids), self._now, kept=kept)

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        """Publish the releases of one file."""
        from tui.api.store.publishing import documents

        return await self._do(documents.publish, document, key, self._now)

    async def correct(self, note_id: str, correction: NoteCorrection, revision: int) -> Note:
        """Correct a note."""
        from tui.api.store.publishing import corrections

        return await self._do(corrections.correct, note_id, correction, revision, now=self._now)

    async def withdraw(self, note_ids: Iterable[str], *, withdrawn: bool) -> frozenset[str]:
        """Take notes back, or publish them again."""
        from tui.api.store.publishing import corrections

        ids = tuple(note_ids)
        return await self._do(corrections.withdraw, ids, self._now, withdrawn=withdrawn)
