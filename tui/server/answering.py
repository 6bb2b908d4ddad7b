"""What an operation answers: a record as JSON, with its version where it has one."""

from typing import TypeVar

from starlette.responses import Response

from tui.api.models import wire

T = TypeVar("T")

MEDIA_TYPE = "application/json"


def answer(
    kind: type[T],
    value: T,
    *,
    status: int = 200,
    version: int | None = None,
    tag: str | None = None,
) -> Response:
    """Return `value` as a `kind`, known by a version or a tag; nothing of it is checked anew."""
    known = tag if version is None else str(version)
    headers = None if known is None else {"ETag": f'"{known}"'}
    return Response(wire.to_bytes(kind, value), status, headers, MEDIA_TYPE)


def unchanged(tag: str) -> Response:
    """Return that the answer would be the one that is known by this tag."""
    return Response(status_code=304, headers={"ETag": f'"{tag}"'})


def done() -> Response:
    """Return that there is nothing to say."""
    return Response(status_code=204)
