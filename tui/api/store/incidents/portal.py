"""The verbs of the incidents; what the first list does not need is imported when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.api.contents import Download, Pieces
    from tui.api.models.actions import Colleague
    from tui.api.models.attachments import Upload, UploadNew
    from tui.api.models.incidents import (
        Closing,
        CommentNew,
        Entry,
        Incident,
        IncidentName,
        IncidentNew,
        IncidentQuery,
        IncidentSummary,
        Rating,
        Watchers,
    )
    from tui.api.models.paging import Count, Page, PageRequest


class StoreIncidents(Bound):
    """The incidents."""

    async def list(self, query: IncidentQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of incidents."""
        from tui.api.store.incidents import listing

        return await self._ask(listing.page, query, page, now=self._now)

    async def count(self, query: IncidentQuery) -> Count:
        """Return how many there are."""
        from tui.api.store.incidents import listing

        return await self._ask(listing.count, query)

    async def show(self, incident_id: str) -> Incident:
        """Return one incident."""
        from tui.api.store.incidents import changing

        return await self._ask(changing.present, incident_id, self._now)

    async def find(self, name: IncidentName) -> IncidentSummary:
        """Return the incident of a number."""
        from tui.api.store.incidents import naming

        return await self._ask(naming.find, name, now=self._now)

    async def entries(self, incident_id: str, page: PageRequest) -> Page[Entry]:
        """Return a page of its conversation."""
        from tui.api.store.incidents import conversation

        return await self._ask(conversation.page, incident_id, page)

    async def submit(self, new: IncidentNew, key: str) -> IncidentSummary:
        """Submit an incident."""
        from tui.api.store.incidents import submitting

        return await self._do(submitting.submit, new, key, files=self._desk.files, now=self._now)

    async def upload(self, new: UploadNew, pieces: Pieces) -> Upload:
        """Send a file for a message that is sent later."""
        from tui.api.store.incidents import uploading

        files = self._desk.files
        scope = await self._ask(uploading.check, new, self._now)
        async with files.received(scope, new.facts, pieces) as draft:
            return await self._do(uploading.keep, new, draft, files=files, now=self._now)

    async def download(self, incident_id: str, attachment_id: str) -> Download:
        """Begin to read an attachment."""
        from tui.api.store.incidents import attachments

        found = await self._ask(attachments.find, incident_id, attachment_id)
        return await self._desk.files.download(*found)

    async def comment(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add a comment."""
        from tui.api.store.incidents import conversation

        files, now = self._desk.files, self._now
        return await self._do(conversation.comment, incident_id, new, key, files=files, now=now)

    async def close(self, incident_id: str, closing: Closing, version: int) -> Incident:
        """Close it."""
        from tui.api.store.incidents import conversation

        return await self._do(conversation.close, incident_id, closing, version, now=self._now)

    async def reopen(self, incident_id: str, version: int) -> Incident:
        """Open it again."""
        from tui.api.store.incidents import conversation

        return await self._do(conversation.reopen, incident_id, version, now=self._now)

    async def rate(self, incident_id: str, rating: Rating) -> Incident:
        """Say how content one is."""
        from tui.api.store.incidents import conversation

        return await self._do(conversation.rate, incident_id, rating, now=self._now)

    async def watch(self, incident_id: str, watchers: Watchers) -> Incident:
        """Let contacts watch it, or no more."""
        from tui.api.store.incidents import following

        return await self._do(following.watch, incident_id, watchers, now=self._now)

    async def mark(self, incident_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark what one follows as read or unread."""
        from tui.api.store.incidents import following

        return await self._do(following.mark, tuple(incident_ids), read=read)

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can watch."""
        from tui.api.store.incidents import following

        return await self._ask(following.colleagues)
