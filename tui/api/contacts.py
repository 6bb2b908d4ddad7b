"""The contacts of an organisation: one Protocol per area, as in `portal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.api.models.contacts import Contact, Grant


class Contacts(Protocol):
    """The contacts of the caller's organisation. Every verb needs `contacts.manage`."""

    async def show(self, contact_id: str) -> Contact:
        """Return a contact; raises `NotFound`."""
        ...

    async def grant(self, contact_id: str, grant: Grant, version: int) -> Contact:
        """Give a contact these authorisation roles and no other; needs `roles.grant`.

        Raises `NotFound`; `Conflict` (with the present `Contact`) if stale; `Forbidden` where
        Support has not activated a role, with the remedy; and `Invalid` (`roles`, code
        `last_administrator`) where nobody active would be administrator any more.
        """
        ...
