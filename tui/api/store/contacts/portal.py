"""The verbs of the contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.contacts import Contact, Grant


class StoreContacts(Bound):
    """The contacts of the organisation."""

    async def show(self, contact_id: str) -> Contact:
        """Return a contact."""
        from tui.api.store.contacts import granting

        return await self._ask(granting.show, contact_id)

    async def grant(self, contact_id: str, grant: Grant, version: int) -> Contact:
        """Give a contact authorisation roles."""
        from tui.api.store.contacts import granting

        return await self._do(granting.grant, contact_id, grant, version, now=self._now)
