"""What the releases require of the organisation."""

from tui.api.http.area import Area
from tui.api.http.calls import id_of
from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
from tui.api.models.answered import Items
from tui.api.models.paging import Count, Page, PageRequest


class HttpActions(Area):
    """What the releases require of the organisation."""

    async def list(self, query: ActionQuery, page: PageRequest) -> Page[Action]:
        """Return a page of actions."""
        return await self._get("actions", Page[Action], query, page)

    async def count(self, query: ActionQuery) -> Count:
        """Return how many there are."""
        return await self._get("actions/count", Count, query)

    async def progress(self) -> tuple[Progress, ...]:
        """Return how far one is, by release."""
        return (await self._get("actions/progress", Items[Progress])).items

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can own one."""
        return (await self._get("actions/colleagues", Items[Colleague])).items

    async def edit(self, note_id: str, edit: ActionEdit, version: int) -> Action:
        """Set owner, due date or done."""
        return await self._edit(f"actions/{id_of(note_id)}", Action, edit, version)
