"""The contacts of the caller's organisation, and what they may do."""

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.contacts import Contact, Grant
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Bound, Version
from tui.server.operations import operation

router = area("contacts")


@router.get("/contacts/{contact_id}")
@operation(needs={Permission.CONTACTS_MANAGE}, answers=Contact, fails=(NotFound,))
async def show_contact(portal: Bound, contact_id: str) -> Response:
    """Return a contact."""
    contact = await portal.contacts.show(contact_id)
    return answer(Contact, contact, version=contact.version)


@router.put("/contacts/{contact_id}/roles")
@operation(
    needs={Permission.ROLES_GRANT},
    answers=Contact,
    versioned=True,
    fails=(Conflict, Invalid, NotFound),
)
async def grant_roles(portal: Bound, contact_id: str, version: Version, grant: Grant) -> Response:
    """Give a contact these authorisation roles and no other, from the next request on.

    A role that Support has not activated is refused (`not_activated`). Roles that would leave
    nobody active as administrator are invalid (`roles`, `last_administrator`).
    """
    contact = await portal.contacts.grant(contact_id, grant, version)
    return answer(Contact, contact, version=contact.version)
