"""The vendor's own systems."""

from __future__ import annotations

from tui.api.http.area import Area
from tui.api.http.calls import Call, changes_of, id_of
from tui.api.models.answered import Items, NewService
from tui.api.models.services import Service, ServiceMade, ServiceNew
from tui.secret import Secret


class HttpServices(Area):
    """The vendor's own systems."""

    async def list(self) -> tuple[Service, ...]:
        """Return the services."""
        return (await self._get("services", Items[Service])).items

    async def create(self, new: ServiceNew, key: str) -> ServiceMade:
        """Make a service and its token."""
        made = await self._call(
            Call(method="POST", path="services", answers=NewService, body=changes_of(new), key=key)
        )
        return ServiceMade(service=made.service, token=Secret(made.token) if made.token else None)

    async def revoke(self, service_id: str) -> Service:
        """Let a token open nothing any more."""
        path = f"services/{id_of(service_id)}"
        return await self._call(Call(method="DELETE", path=path, answers=Service))
