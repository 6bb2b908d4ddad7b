"""What is sent: bounded, of the right type, and JSON that leaves nothing to guess."""

import asyncio
from typing import Any

from starlette.requests import Request

from tui.api.strict_json import JsonRefused, Limits, read
from tui.server.refusing import Refused, wrong

LIMIT = 1 << 20
"""Bytes of a body, where an operation does not say otherwise."""

_LIMITS = Limits(depth=64, tokens=250_000, whole=2**63 - 1)
_SLOW = 1 << 18
"""Bytes above which a body is read in a thread, so that others need not wait for it."""


class StrictRequest(Request):
    """A request whose body is bounded and whose JSON is read strictly."""

    def __init__(self, request: Request, limit: int) -> None:
        super().__init__(request.scope, request.receive)
        self._limit = limit
        self._read: bytes | None = None

    async def body(self) -> bytes:
        """Return the body; raises `Refused` as soon as it is too large."""
        if self._read is None:
            parts: list[bytes] = []
            size = 0
            async for part in self.stream():
                parts.append(part)
                size += len(part)
                if size > self._limit:
                    raise _too_large(self._limit)
            self._read = b"".join(parts)
        return self._read

    async def json(self) -> Any:
        """Return the body; raises `Refused`, with the place, for what is not clear."""
        body = await self.body()
        return await asyncio.to_thread(_decoded, body) if len(body) > _SLOW else _decoded(body)


def strict(request: Request, limit: int) -> Request:
    """Return the request as one whose body is read strictly; raises `Refused`."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise Refused(415, wrong("Content-Type", "content_type"))
    return StrictRequest(request, limit)


def _too_large(limit: int) -> Refused:
    return Refused(413, wrong("body", "body_too_large", limit=limit))


def _decoded(body: bytes) -> object:
    try:
        return read(body.decode(), _LIMITS)
    except UnicodeDecodeError as error:
        place = {"line": 1, "column": error.start + 1}
        raise Refused(400, wrong("body", "json", detail="not UTF-8", **place)) from None
    except JsonRefused as error:
        place = {"line": error.line, "column": error.column}
        raise Refused(400, wrong("body", error.code, **place, **error.parameters)) from None
