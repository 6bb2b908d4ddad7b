"""What the vendor does for its customers and systems: one Protocol per area, as in `portal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
    from tui.api.models.paging import Count, Page, PageRequest
    from tui.api.models.services import Service, ServiceMade, ServiceNew


class Organisations(Protocol):
    """The vendor's customers. Every verb needs `organisations.create`."""

    async def list(self, page: PageRequest) -> Page[Organisation]:
        """Return a page of customers by name."""
        ...

    async def count(self) -> Count:
        """Return how many there are."""
        ...

    async def create(self, new: OrganisationNew, key: str) -> Invited:
        """Make a customer and invite its first administrator.

        `key` is the idempotency key; what is sent twice is answered without the code. Raises
        `Invalid` (`id`, code `id_taken`) where there is something of this id already.
        """
        ...

    async def invite(self, organisation_id: str, invitation: Invitation, key: str) -> Invited:
        """Invite the first administrator again; the code of before works no more.

        Raises `NotFound`, and `Invalid` (`organisation_id`, code `joined_already`) where somebody
        belongs to the organisation: its administrator invites.
        """
        ...


class Services(Protocol):
    """The vendor's own systems. Every verb needs `services.manage`."""

    async def list(self) -> tuple[Service, ...]:
        """Return the services, the newest first; those revoked last (at most 200)."""
        ...

    async def create(self, new: ServiceNew, key: str) -> ServiceMade:
        """Make a service and its token.

        `key` is the idempotency key; what is sent twice is answered without the token. Raises
        `Invalid` (`id`, code `id_taken`) where there is something of this id already.
        """
        ...

    async def revoke(self, service_id: str) -> Service:
        """Let a service's token open nothing any more; raises `NotFound`."""
        ...
