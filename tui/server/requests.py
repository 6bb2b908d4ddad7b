"""Every request: its number, its line in the log, and what no answer is without.

A line has the template of the path and never the path, for ids stand in it; no query, no header
and no address of anybody.
"""

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tui.server import numbering

log = logging.getLogger(__name__)


class Requests:
    """Goes around the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, and write down how long it took and what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = numbering.number(scope)
        numbering.current.set(number)
        began = perf_counter()
        status = 500

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_headers(number)]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            took = (perf_counter() - began) * 1000
            log.info("request", extra={"told": _told(scope, status, took)})


def _headers(number: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"request-id", number.encode()),
    ]


def _told(scope: Scope, status: int, took: float) -> dict[str, object]:
    return {
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", ""),
        "status": status,
        "ms": round(took, 2),
    }
