"""What waits for the caller, over all areas."""

from starlette.responses import Response

from tui.api.models.needs import News
from tui.server.answering import answer, unchanged
from tui.server.areas import area
from tui.server.asking import Bound, Known
from tui.server.operations import operation

router = area("needs")


@router.get("/needs")
@operation(needs=(), answers=News)
async def list_needs(portal: Bound, known: Known) -> Response:
    """Return what waits in the areas that the caller may see, the most pressing first.

    Meant to be asked now and then, with the `ETag` of the last answer as `If-None-Match`: asking
    does not prolong the session.
    """
    news = await portal.needs.news(known)
    return unchanged(known) if news is None else answer(News, news, tag=news.tag)
