"""The contacts of the organisation."""

from tui.api.http.area import Area
from tui.api.http.calls import id_of
from tui.api.models.contacts import Contact, Grant


class HttpContacts(Area):
    """The contacts of the organisation."""

    async def show(self, contact_id: str) -> Contact:
        """Return a contact."""
        return await self._get(f"contacts/{id_of(contact_id)}", Contact)

    async def grant(self, contact_id: str, grant: Grant, version: int) -> Contact:
        """Give a contact authorisation roles."""
        path = f"contacts/{id_of(contact_id)}/roles"
        return await self._edit(path, Contact, grant, version, method="PUT")
