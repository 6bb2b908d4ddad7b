"""The caller's own session."""

from __future__ import annotations

from tui.api.http.area import Area
from tui.api.http.calls import id_of
from tui.api.models.answered import Explained, Items
from tui.api.models.session import Denial, Hat, OpenSession
from tui.api.policy import Permission


class HttpSessions(Area):
    """The caller's own session."""

    async def explain(self, permission: Permission) -> Denial | None:
        """Return why a permission is missing."""
        return (await self._get(f"session/permissions/{permission}", Explained)).denial

    async def hats(self) -> tuple[Hat, ...]:
        """Return the caller's hats."""
        return (await self._get("session/hats", Items[Hat])).items

    async def sign_out(self) -> None:
        """End the session."""
        await self._do("DELETE", "session")

    async def list(self) -> tuple[OpenSession, ...]:
        """Return the caller's open sessions."""
        return (await self._get("sessions", Items[OpenSession])).items

    async def revoke(self, session_id: str) -> None:
        """End a session of the caller's own."""
        await self._do("DELETE", f"sessions/{id_of(session_id)}")
