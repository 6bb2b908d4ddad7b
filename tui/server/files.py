"""Files over the wire: taken by the piece and bounded, and given so that nothing runs them."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tui.api.contents import Download
from tui.api.models.attachments import LARGEST, OTHERWISE
from tui.server.refusing import Refused, wrong

MEDIA_TYPE = OTHERWISE
LIMIT = LARGEST
_DIGITS = 12
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-()")

HEADERS = {
    "Content-Disposition": {
        "description": "`attachment`, with the name of the file (RFC 6266, RFC 8187).",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "The SHA-256 of the file, in hexadecimal.",
        "schema": {"type": "string"},
    },
}


def check(request: Request) -> None:
    """Refuse what is no file, or says that it is too large, before any of it is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > _DIGITS or int(announced) > LIMIT):
        raise _too_large()
    media_type, _, _ = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != MEDIA_TYPE:
        raise Refused(415, wrong("Content-Type", "content_type"))


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """Read what is sent; raises `Refused` as soon as it is too large, whatever was announced."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > LIMIT:
            raise _too_large()
        yield piece


def given(download: Download) -> Response:
    """Return a file as one to be saved: no browser looks at it, or takes it for something else."""
    attachment = download.attachment
    headers = {
        "Content-Disposition": _disposition(attachment.name),
        "Content-Length": str(attachment.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "ETag": f'"{attachment.sha256}"',
        "Content-Type": attachment.content_type,  # as it is, without a charset
    }
    return StreamingResponse(_closing(download), headers=headers)


async def _closing(download: Download) -> AsyncGenerator[bytes]:
    async with aclosing(download):
        async for piece in download:
            yield piece


def _disposition(name: str) -> str:
    """Return a name for those who know RFC 8187, and another for those who do not."""
    plain = "".join(each if each in _PLAIN else "_" for each in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _too_large() -> Refused:
    return Refused(413, wrong("body", "body_too_large", limit=LIMIT))
