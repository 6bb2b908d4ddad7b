"""The release notes."""

from __future__ import annotations

from collections.abc import Iterable

from tui.api.http.area import Area
from tui.api.http.calls import Call, changes_of, id_of, json_of, query_of, sendable
from tui.api.models.answered import Changed, Nearest, Number
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

LONGEST_SEARCH = 1000
"""Characters of what is searched for that are sent; the words beyond them count no more."""


class HttpReleases(Area):
    """The release notes."""

    async def list(self, query: NoteQuery, page: PageRequest) -> Page[NoteSummary]:
        """Return a page of notes."""
        return await self._get("releases/notes", Page[NoteSummary], query, page)

    async def count(self, query: NoteQuery) -> Count:
        """Return how many there are."""
        return await self._get("releases/notes/count", Count, query)

    async def facets(self) -> NoteFacets:
        """Return what they can be filtered by."""
        return await self._get("releases/facets", NoteFacets)

    async def show(self, note_id: str, query: NoteQuery) -> Note:
        """Return one note."""
        return await self._get(f"releases/notes/{id_of(note_id)}", Note, query)

    async def search(self, words: str, query: NoteQuery, page: PageRequest) -> Page[NoteHit]:
        """Return the notes that hold the words."""
        words = sendable(words[:LONGEST_SEARCH])
        return await self._get("releases/search", Page[NoteHit], query, page, words=words)

    async def mark(self, note_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark notes read or unread."""
        return await self._change("read", note_ids, read=read)

    async def mark_all(self, query: NoteQuery) -> MarkedTogether:
        """Mark all unread notes of a query read."""
        path, asked = "releases/read-together", query_of(query)
        return await self._call(Call(method="POST", path=path, answers=MarkedTogether, query=asked))

    async def take_back(self, together_id: str) -> int:
        """Make notes unread again."""
        path = f"releases/read-together/{id_of(together_id)}"
        return (await self._call(Call(method="DELETE", path=path, answers=Number))).count

    async def next_unread(self, query: NoteQuery, note_id: str, *, ahead: bool) -> str | None:
        """Return the nearest unread note."""
        path = f"releases/notes/{id_of(note_id)}/next-unread"
        return (await self._get(path, Nearest, query, ahead=str(ahead).lower())).id

    async def bookmark(self, note_ids: Iterable[str], *, kept: bool) -> frozenset[str]:
        """Keep notes as bookmarks."""
        return await self._change("bookmarks", note_ids, kept=kept)

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        """Publish the releases of one file."""
        return await self._call(
            Call(
                method="POST",
                path="releases",
                answers=Published,
                body=changes_of(document),
                key=key,
                is_large=True,
            )
        )

    async def correct(self, note_id: str, correction: NoteCorrection, revision: int) -> Note:
        """Correct a note."""
        path = f"releases/notes/{id_of(note_id)}"
        return await self._edit(path, Note, correction, revision)

    async def withdraw(self, note_ids: Iterable[str], *, withdrawn: bool) -> frozenset[str]:
        """Take notes back, or publish them again."""
        return await self._change("withdrawn", note_ids, withdrawn=withdrawn)

    async def _change(self, what: str, note_ids: Iterable[str], **wished: bool) -> frozenset[str]:
        body = json_of(ids=[id_of(note_id) for note_id in note_ids], **wished)
        path = f"releases/notes/{what}"
        return (await self._call(Call(method="POST", path=path, answers=Changed, body=body))).ids
