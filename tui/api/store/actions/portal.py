"""The verbs of what the releases ask of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
    from tui.api.models.paging import Count, Page, PageRequest


class StoreActions(Bound):
    """What the releases require of the organisation."""

    async def list(self, query: ActionQuery, page: PageRequest) -> Page[Action]:
        """Return a page of actions."""
        from tui.api.store.actions import required

        return await self._ask(required.page, query, page)

    async def count(self, query: ActionQuery) -> Count:
        """Return how many there are."""
        from tui.api.store.actions import required

        return await self._ask(required.count, query)

    async def progress(self) -> tuple[Progress, ...]:
        """Return how far one is, by release."""
        from tui.api.store.actions import required

        return await self._ask(required.progress)

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can own one."""
        from tui.api.store.actions import required

        return await self._ask(required.colleagues)

    async def edit(self, note_id: str, edit: ActionEdit, version: int) -> Action:
        """Set owner, due date or done."""
        from tui.api.store.actions import required

        return await self._do(required.edit, note_id, edit, version, now=self._now)
