"""The vendor's customers: made, listed, and their first administrators invited."""

from typing import Annotated

from starlette.responses import Response

from tui.api.errors import Invalid, NotFound
from tui.api.models.answered import Awaited
from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Asked, Bound, Key
from tui.server.operations import operation

router = area("organisations")

_CREATING = {Permission.ORGANISATIONS_CREATE}


@router.get("/organisations")
@operation(needs=_CREATING, answers=Page[Organisation], fails=(Invalid, NotFound))
async def list_organisations(
    portal: Bound, page: Annotated[PageRequest, Asked(PageRequest)]
) -> Response:
    """Return a page of the customers, by name."""
    return answer(Page[Organisation], await portal.organisations.list(page))


@router.get("/organisations/count")
@operation(needs=_CREATING, answers=Count)
async def count_organisations(portal: Bound) -> Response:
    """Return how many customers there are, exactly up to 10,000."""
    return answer(Count, await portal.organisations.count())


@router.post("/organisations")
@operation(needs=_CREATING, answers=Awaited, status=201, fails=(Invalid,))
async def create_organisation(portal: Bound, key: Key, new: OrganisationNew) -> Response:
    """Make a customer and invite its first administrator, by a code that is shown this once.

    Whoever was invited joins with the code (`POST /api/v1/sessions/joined`). The same request again
    is answered without it. An id that is taken is invalid (`id`, `id_taken`).
    """
    return _awaited(await portal.organisations.create(new, key))


@router.post("/organisations/{organisation_id}/invitations")
@operation(needs=_CREATING, answers=Awaited, status=201, fails=(Invalid, NotFound))
async def invite_administrator(
    portal: Bound, organisation_id: str, key: Key, invitation: Invitation
) -> Response:
    """Invite the first administrator again; the code of before works no more.

    Where somebody belongs to the organisation it is invalid (`organisation_id`, `joined_already`):
    its administrator invites.
    """
    return _awaited(await portal.organisations.invite(organisation_id, invitation, key))


def _awaited(invited: Invited) -> Response:
    code = invited.code and invited.code.reveal()
    return answer(Awaited, Awaited(organisation=invited.organisation, code=code), status=201)
