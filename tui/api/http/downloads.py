"""A file that a portal answers: what it is by its headers, and its bytes by the piece."""

import re
from collections.abc import AsyncIterator
from urllib.parse import unquote

import httpx

from tui.api.contents import Download, whole
from tui.api.errors import Fault
from tui.api.http.failures import media_type, on_the_way
from tui.api.models import wire
from tui.api.models.attachments import Attachment

_NAME = re.compile(r"filename\*=UTF-8''([^;]*)", re.IGNORECASE)


async def opened(response: httpx.Response, attachment_id: str, place: str) -> Download:
    """Return an answer as a download, which closes it; raises `pydantic.ValidationError`."""
    headers = response.headers
    name = _NAME.search(headers.get("content-disposition", ""))
    told = {
        "id": attachment_id,
        "name": unquote(name[1]) if name else "",
        "content_type": media_type(response),
        "size": headers.get("content-length", ""),
        "sha256": headers.get("etag", "").strip('"'),
    }
    try:
        attachment = wire.parse(Attachment, told)
    except BaseException:
        await response.aclose()
        raise
    pieces = whole(_pieces(response, place), attachment, Fault.CUT_OFF, place)
    return Download(attachment, pieces, response.aclose)


async def _pieces(response: httpx.Response, place: str) -> AsyncIterator[bytes]:
    try:
        async for piece in response.aiter_bytes():
            yield piece
    except httpx.HTTPError as error:
        raise on_the_way(error, place) from error
