"""The one way of a request: out, again where that is safe, and back as a record or an error."""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar, cast

import httpx
from pydantic import ValidationError

from tui import __version__
from tui.api.contents import Download
from tui.api.errors import Fault, Incompatible, PortalError, Unavailable
from tui.api.http import downloads
from tui.api.http.calls import Call, key_of, tag_of
from tui.api.http.failures import in_answer, media_type, on_the_way
from tui.api.http.origin import Origin
from tui.api.http.patience import Patience
from tui.api.http.web import Waits
from tui.api.line import TROUBLE, Line
from tui.api.models import wire
from tui.api.models.answered import ServerVersion
from tui.api.models.attachments import OTHERWISE
from tui.api.problems import MEDIA_TYPE as PROBLEM
from tui.api.problems import NoOperation
from tui.secret import Secret

T = TypeVar("T")

LONGEST_ANSWER = 64 << 20
"""Bytes; a page of the longest notes that there are is less."""

_PIECE = 1 << 16


class Client:
    """Calls the operations of one portal, for as long as its entrance is open.

    `line` is told of each answer, and of each that does not come.
    """

    def __init__(
        self,
        origin: Origin,
        web: httpx.AsyncClient,
        patience: Patience | None = None,
        *,
        line: Line | None = None,
        waits: Waits | None = None,
    ) -> None:
        self._origin = origin
        self._web = web
        self._patience = patience or Patience()
        self._line = line or Line()
        self._waits = waits or Waits()

    async def call(self, call: Call[T], token: Secret | None = None) -> T:
        """Return what comes of `call`; raises the errors of the contract and nothing else."""
        total = self._waits.large_total if call.is_large else self._waits.total
        try:
            async with asyncio.timeout(total):
                return await self._patience.run(
                    lambda: self._heard(call, token), self._line, may_repeat=call.may_repeat
                )
        except TimeoutError:
            self._line.fails(Fault.TIMED_OUT)
            raise Unavailable(Fault.TIMED_OUT, place=self._origin.base) from None
        except (NoOperation, ValidationError):
            raise await self.incompatible() from None

    async def incompatible(self) -> Incompatible:
        """Return the error for an answer that is not as it should be, with both versions."""
        found = ""
        try:
            call = Call(method="GET", path="version", answers=ServerVersion)
            found = (await self._try(call, None)).program
        except (Unavailable, NoOperation, ValidationError):
            pass  # then it is not known
        return Incompatible(needed=__version__, found=found or "?", place=self._origin.base)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._web.aclose()

    async def _heard(self, call: Call[T], token: Secret | None) -> T:
        """Try once, and tell the line what came."""
        try:
            answer = await self._try(call, token)
        except Unavailable as error:
            if error.fault in TROUBLE:
                self._line.fails(error.fault, error.retry_after)
            else:
                self._line.works()
            raise
        except (PortalError, ValidationError):
            self._line.works()  # an answer all the same
            raise
        self._line.works()
        return answer

    async def _try(self, call: Call[T], token: Secret | None) -> T:
        request = self._request(call, token)
        try:
            response = await self._web.send(request, stream=True)
            if call.answers is Download and response.is_success:
                name = call.path.rpartition("/")[2]
                return cast("T", await downloads.opened(response, name, self._origin.base))
            try:
                body = await self._read(response)
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise on_the_way(error, self._origin.base) from error
        return self._answer(call, response, body)

    def _request(self, call: Call[T], token: Secret | None) -> httpx.Request:
        headers: dict[str, str] = {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token.reveal()}"
        if call.version is not None:
            headers["If-Match"] = f'"{call.version}"'
        if call.tag is not None:
            headers["If-None-Match"] = tag_of(call.tag)
        if call.key is not None:
            headers["Idempotency-Key"] = key_of(call.key)
        content: AsyncIterator[bytes] | None = None
        if call.body is not None:
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(len(call.body))
            content = _pieces(call.body)
        elif call.file is not None:
            headers["Content-Type"] = OTHERWISE
            headers["Content-Length"] = str(call.file.size)
            content = call.file.pieces()
        if call.answers is Download:
            headers |= {"Accept": f"*/*, {PROBLEM}", "Accept-Encoding": "identity"}
        return self._web.build_request(
            call.method,
            f"{self._origin.base}/api/v1/{call.path}",
            params=call.query or None,
            content=content,
            headers=headers,
            timeout=self._waits.timeout(is_large=call.is_large),
        )

    async def _read(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        async for part in response.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > LONGEST_ANSWER:
                raise self._no_portal()
        return b"".join(parts)

    def _answer(self, call: Call[T], response: httpx.Response, body: bytes) -> T:
        if response.status_code == 304 and call.tag is not None:
            return cast("T", None)
        if not response.is_success:
            raise in_answer(response, body, call.current, self._origin.base)
        if call.answers is None:
            if response.status_code != 204:
                raise self._no_portal()
            return cast("T", None)
        if media_type(response) != "application/json":
            raise self._no_portal()
        try:
            return wire.parse_answer(call.answers, body)
        except ValidationError as error:
            if error.errors()[0]["type"] == "json_invalid":
                raise Unavailable(Fault.CUT_OFF, place=self._origin.base) from None
            raise

    def _no_portal(self) -> Unavailable:
        return Unavailable(Fault.NOT_A_PORTAL, place=self._origin.base)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    """Send by the piece, so that the time-out of writing is for each of them."""
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
