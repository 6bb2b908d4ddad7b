"""What is sent: bounded, of the right type, JSON that leaves nothing to guess, and checked."""

import asyncio
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from tui.api.errors import Invalid
from tui.api.models import wire
from tui.api.strict_json import JsonRefused, Limits, read
from tui.server.refusing import Refused, fields_of, wrong

LIMIT = 1 << 20
"""Bytes of a body, where an operation does not say otherwise."""

_LIMITS = Limits(depth=64, tokens=250_000, whole=2**63 - 1)
_DIGITS = 12
_SLOW = 1 << 18
"""Bytes above which a body is read in a thread, so that others need not wait for it."""


class StrictRequest(Request):
    """A request whose body is bounded, and whose JSON is read strictly as a `kind`."""

    def __init__(self, request: Request, limit: int, kind: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._limit = limit
        self._kind = kind
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
        """Return the body as what it is; raises `Refused` with the place of what is wrong."""
        body = await self.body()
        if len(body) > _SLOW:
            return await asyncio.to_thread(_made, self._kind, body)
        return _made(self._kind, body)


def strict(request: Request, limit: int, kind: Any) -> Request:
    """Return the request as one whose body is read strictly; raises `Refused`."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > _DIGITS or int(announced) > limit):
        raise _too_large(limit)
    media_type, _, _ = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != "application/json":
        raise Refused(415, wrong("Content-Type", "content_type"))
    return StrictRequest(request, limit, kind)


def _too_large(limit: int) -> Refused:
    return Refused(413, wrong("body", "body_too_large", limit=limit))


def _made(kind: Any, body: bytes) -> object:
    """Return a body as a `kind`, which nobody needs to check any more."""
    try:
        return wire.parse_sent(kind, _decoded(body))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise Refused(422, Invalid(tuple(fields_of(found)))) from None


def _decoded(body: bytes) -> str:
    """Return the text of a body that is JSON without anything to guess; raises `Refused`."""
    try:
        text = body.decode()
        read(text, _LIMITS)
    except UnicodeDecodeError as error:
        place = {"line": 1, "column": error.start + 1}
        raise Refused(400, wrong("body", "json", detail="not UTF-8", **place)) from None
    except JsonRefused as error:
        place = {"line": error.line, "column": error.column}
        raise Refused(400, wrong("body", error.code, **place, **error.parameters)) from None
    return text
