"""What waits for the caller, over all areas."""

from starlette.responses import Response

from tui.api.models.answered import Items
from tui.api.models.needs import Need
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Bound
from tui.server.operations import operation

router = area("needs")


@router.get("/needs")
@operation(needs=(), answers=Items[Need])
async def list_needs(portal: Bound) -> Response:
    """Return what waits in the areas that the caller may see, the most pressing first."""
    return answer(Items[Need], Items(await portal.needs.list()))
