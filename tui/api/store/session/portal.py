"""The verbs of one's own session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.policy import Kind
from tui.api.store.session import sessions
from tui.api.store.session.bound import Bound
from tui.api.store.verbs import caller

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui.api.models.session import Denial, Hat, OpenSession
    from tui.api.policy import Permission
    from tui.api.store.verbs.caller import Caller


class StoreSessions(Bound):
    """The caller's own session."""

    async def explain(self, permission: Permission) -> Denial | None:
        """Return why a permission is missing."""
        return await self._ask(caller.explain, permission)

    async def hats(self) -> tuple[Hat, ...]:
        """Return the caller's hats."""
        return await self._ask(_hats)

    async def sign_out(self) -> None:
        """End the session."""
        await self._do(sessions.sign_out, self._now)

    async def list(self) -> tuple[OpenSession, ...]:
        """Return the caller's open sessions."""
        from tui.api.store.session import places

        return await self._ask(places.open_ones, self._now)

    async def revoke(self, session_id: str) -> None:
        """End a session of the caller's own."""
        from tui.api.store.session import places

        await self._do(places.revoke, session_id, self._now)


def _hats(connection: Connection, me: Caller) -> tuple[Hat, ...]:
    if me.kind is Kind.SERVICE:
        return (me.session().hat,)
    caller.step_out(connection)  # the other hats are of other organisations
    return sessions.hats(connection, me.person_id)
