"""The verbs of the support desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.incidents import CommentNew, Entry, Incident, IncidentSummary
    from tui.api.models.paging import Count, Page, PageRequest
    from tui.api.models.support import (
        Activation,
        ActivationEdit,
        Answer,
        Customer,
        Engineer,
        IncidentEdit,
        Merge,
        QueueFigures,
        QueueQuery,
    )


class StoreSupport(Bound):
    """The vendor's side of the incidents."""

    async def list(self, query: QueueQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of the queue."""
        from tui.api.store.support import queue

        return await self._ask(queue.page, query, page, now=self._now)

    async def count(self, query: QueueQuery) -> Count:
        """Return how many there are."""
        from tui.api.store.support import queue

        return await self._ask(queue.count, query, now=self._now)

    async def figures(self) -> QueueFigures:
        """Return how the desk stands."""
        from tui.api.store.support import queue

        return await self._ask(queue.figures, now=self._now)

    async def engineers(self) -> tuple[Engineer, ...]:
        """Return who can work on incidents."""
        from tui.api.store.support import queue

        return await self._ask(queue.engineers)

    async def customer(self, called: str) -> Customer:
        """Return the customer of a name or an id."""
        from tui.api.store.support import finding

        return await self._ask(finding.customer, called)

    async def answer(self, incident_id: str, answer: Answer, key: str) -> Entry:
        """Answer the customer."""
        from tui.api.store.support import serving

        files = self._desk.files
        return await self._do(serving.answer, incident_id, answer, key, files=files, now=self._now)

    async def note(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add an internal note."""
        from tui.api.store.support import serving

        return await self._do(serving.note, incident_id, new, key, now=self._now)

    async def change(self, incident_id: str, edit: IncidentEdit, version: int) -> Incident:
        """Change status, priority, type or assignee."""
        from tui.api.store.support import serving

        return await self._do(serving.change, incident_id, edit, version, now=self._now)

    async def merge(self, incident_id: str, merge: Merge, version: int) -> Incident:
        """Close an incident as a duplicate."""
        from tui.api.store.support import serving

        return await self._do(serving.merge, incident_id, merge, version, now=self._now)

    async def activation(self, organisation_id: str) -> Activation:
        """Return whether incident management is active."""
        from tui.api.store.support import activating

        return await self._ask(activating.activation, organisation_id)

    async def activate(self, organisation_id: str, edit: ActivationEdit) -> Activation:
        """Activate incident management, or deactivate it."""
        from tui.api.store.support import activating

        return await self._do(activating.activate, organisation_id, edit, now=self._now)
