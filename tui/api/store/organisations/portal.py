"""The verbs of the vendor's customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
    from tui.api.models.paging import Count, Page, PageRequest


class StoreOrganisations(Bound):
    """The vendor's customers."""

    async def list(self, page: PageRequest) -> Page[Organisation]:
        """Return a page of them."""
        from tui.api.store.organisations import listing

        return await self._ask(listing.page, page)

    async def count(self) -> Count:
        """Return how many there are."""
        from tui.api.store.organisations import listing

        return await self._ask(listing.count)

    async def create(self, new: OrganisationNew, key: str) -> Invited:
        """Make one and invite its first administrator."""
        from tui.api.store.organisations import inviting

        return await self._do(inviting.create, new, key, self._now)

    async def invite(self, organisation_id: str, invitation: Invitation, key: str) -> Invited:
        """Invite the first administrator again."""
        from tui.api.store.organisations import inviting

        return await self._do(inviting.invite, organisation_id, invitation, key, now=self._now)
