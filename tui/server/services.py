"""The vendor's own systems, and the tokens by which they come in."""

from starlette.responses import Response

from tui.api.errors import Invalid, NotFound
from tui.api.models.answered import Items, NewService
from tui.api.models.services import Service, ServiceNew
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Bound, Key
from tui.server.operations import operation

router = area("services")

_MANAGING = {Permission.SERVICES_MANAGE}


@router.get("/services")
@operation(needs=_MANAGING, answers=Items[Service])
async def list_services(portal: Bound) -> Response:
    """Return the services, the newest first; those revoked last (at most 200)."""
    return answer(Items[Service], Items(await portal.services.list()))


@router.post("/services")
@operation(needs=_MANAGING, answers=NewService, status=201, fails=(Invalid,))
async def create_service(portal: Bound, key: Key, new: ServiceNew) -> Response:
    """Make a service with a token, which is shown this once.

    The same request again is answered without the token. An id that is taken is invalid (`id`,
    `id_taken`).
    """
    made = await portal.services.create(new, key)
    token = made.token and made.token.reveal()
    return answer(NewService, NewService(service=made.service, token=token), status=201)


@router.delete("/services/{service_id}")
@operation(needs=_MANAGING, answers=Service, fails=(NotFound,))
async def revoke_service(portal: Bound, service_id: str) -> Response:
    """Let a service's token open nothing any more; the service stays in the list."""
    return answer(Service, await portal.services.revoke(service_id))
