"""The verb of what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.needs import Need, News


class StoreNeeds(Bound):
    """What waits for the caller."""

    async def list(self) -> tuple[Need, ...]:
        """Return what waits."""
        from tui.api.store.needs import waiting

        return await self._ask(waiting.listed, self._now)

    async def news(self, known: str = "") -> News | None:
        """Return the same where it is something else than what is known."""
        from tui.api.store.needs import waiting

        return await self._glance(waiting.news, known, self._now)
