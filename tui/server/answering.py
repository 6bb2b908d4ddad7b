"""What an operation answers: a record as JSON, with its version where it has one."""

from typing import TypeVar

from starlette.responses import Response

from tui.api.models import wire

T = TypeVar("T")

MEDIA_TYPE = "application/json"


def answer(kind: type[T], value: T, *, status: int = 200, version: int | None = None) -> Response:
    """Return `value` as a `kind`; nothing of it is checked anew."""
    headers = None if version is None else {"ETag": f'"{version}"'}
    return Response(wire.to_bytes(kind, value), status, headers, MEDIA_TYPE)


def done() -> Response:
    """Return that there is nothing to say."""
    return Response(status_code=204)
