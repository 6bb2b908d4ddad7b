"""The vendor's customers."""

from __future__ import annotations

from tui.api.http.area import Area
from tui.api.http.calls import Call, changes_of, id_of
from tui.api.models.answered import Awaited
from tui.api.models.base import Input
from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
from tui.api.models.paging import Count, Page, PageRequest
from tui.secret import Secret


class HttpOrganisations(Area):
    """The vendor's customers."""

    async def list(self, page: PageRequest) -> Page[Organisation]:
        """Return a page of them."""
        return await self._get("organisations", Page[Organisation], page)

    async def count(self) -> Count:
        """Return how many there are."""
        return await self._get("organisations/count", Count)

    async def create(self, new: OrganisationNew, key: str) -> Invited:
        """Make one and invite its first administrator."""
        return await self._invite("organisations", new, key)

    async def invite(self, organisation_id: str, invitation: Invitation, key: str) -> Invited:
        """Invite the first administrator again."""
        path = f"organisations/{id_of(organisation_id)}/invitations"
        return await self._invite(path, invitation, key)

    async def _invite(self, path: str, sent: Input, key: str) -> Invited:
        call = Call(method="POST", path=path, answers=Awaited, body=changes_of(sent), key=key)
        awaited = await self._call(call)
        code = Secret(awaited.code) if awaited.code else None
        return Invited(organisation=awaited.organisation, code=code)
