"""What the releases require of the caller's organisation."""

from typing import Annotated

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
from tui.api.models.answered import Items
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Asked, Bound, Version
from tui.server.operations import operation

router = area("actions")

_ACTING = {Permission.RELEASES_ACT}
Query = Annotated[ActionQuery, Asked(ActionQuery)]


@router.get("/actions")
@operation(needs=_ACTING, answers=Page[Action], fails=(Invalid, NotFound))
async def list_actions(
    portal: Bound, query: Query, page: Annotated[PageRequest, Asked(PageRequest)]
) -> Response:
    """Return a page of actions, those of the newest release first."""
    return answer(Page[Action], await portal.actions.list(query, page))


@router.get("/actions/count")
@operation(needs=_ACTING, answers=Count, fails=(Invalid,))
async def count_actions(portal: Bound, query: Query) -> Response:
    """Return how many actions the list has."""
    return answer(Count, await portal.actions.count(query))


@router.get("/actions/progress")
@operation(needs=_ACTING, answers=Items[Progress])
async def list_progress(portal: Bound) -> Response:
    """Return how far one is with each release that asks something, the newest first."""
    return answer(Items[Progress], Items(await portal.actions.progress()))


@router.get("/actions/colleagues")
@operation(needs=_ACTING, answers=Items[Colleague])
async def list_colleagues(portal: Bound) -> Response:
    """Return who can own an action: active contacts, by name (at most 200)."""
    return answer(Items[Colleague], Items(await portal.actions.colleagues()))


@router.patch("/actions/{note_id}")
@operation(needs=_ACTING, answers=Action, versioned=True, fails=(Conflict, Invalid, NotFound))
async def edit_action(portal: Bound, note_id: str, version: Version, edit: ActionEdit) -> Response:
    """Set owner, due date or done; a field left out stays as it is, null takes it away.

    `If-Match` is the `version` of the action as it was shown, 0 where nobody has touched it yet.
    """
    action = await portal.actions.edit(note_id, edit, version)
    return answer(Action, action, version=action.version)
