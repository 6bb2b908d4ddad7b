"""The verbs of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.services import Service, ServiceMade, ServiceNew


class StoreServices(Bound):
    """The vendor's own systems."""

    async def list(self) -> tuple[Service, ...]:
        """Return the services."""
        from tui.api.store.services import managing

        return await self._ask(managing.listed)

    async def create(self, new: ServiceNew, key: str) -> ServiceMade:
        """Make a service and its token."""
        from tui.api.store.services import managing

        return await self._do(managing.create, new, key, self._now)

    async def revoke(self, service_id: str) -> Service:
        """Let a token open nothing any more."""
        from tui.api.store.services import managing

        return await self._do(managing.revoke, service_id, self._now)
