"""What a server says of its own interface."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tui.server import openapi
from tui.server.answering import MEDIA_TYPE
from tui.server.areas import area
from tui.server.operations import operation

router = area("health")


@router.get("/openapi.json")
@operation(needs=None, answers=dict[str, Any])
async def show_document(request: Request) -> Response:
    """Return the document of this interface (OpenAPI 3.1), made when it is first asked for."""
    state = request.app.state
    if state.document is None:
        state.document = await asyncio.to_thread(openapi.text, request.app.routes)
    return Response(state.document, media_type=MEDIA_TYPE)
