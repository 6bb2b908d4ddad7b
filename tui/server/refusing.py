"""Whatever goes wrong becomes problem details; nothing else ever leaves for an error."""

import logging
import math
from collections.abc import Iterator, Mapping
from typing import Any, cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from tui.api import problems
from tui.api.errors import Fault, FieldError, Invalid, PortalError, Unauthenticated, Unavailable
from tui.server.numbering import number_of

log = logging.getLogger(__name__)

_PARTS = {"body", "query", "path", "header"}


class Refused(HTTPException):
    """An error of the contract under a status that is more exact than its own."""

    def __init__(self, status: int, error: PortalError) -> None:
        super().__init__(status)
        self.error = error


def wrong(field: str, code: str, **parameters: object) -> Invalid:
    """Return the error for one thing that is wrong."""
    return Invalid((FieldError(field, code, parameters),))


def install(app: FastAPI) -> None:
    """Let `app` answer every exception by a problem."""
    app.add_exception_handler(PortalError, _portal_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(Exception, _unforeseen)


def problem_response(
    error: PortalError, status: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer for `error`."""
    problem = problems.problem_of(error, status)
    told = {**(headers or {})}
    if problem.retry_after is not None:
        told["Retry-After"] = str(math.ceil(problem.retry_after))
    if isinstance(error, Unauthenticated):
        told["WWW-Authenticate"] = "Bearer"
    return Response(problems.to_bytes(problem), problem.status, told, problems.MEDIA_TYPE)


async def _portal_error(request: Request, error: Exception) -> Response:
    response = problem_response(cast("PortalError", error))
    if response.status_code == 500:  # our own store: told here, and only numbered there
        log.error("unavailable", exc_info=error)
        return _failed(number_of(request.scope))
    return response


async def _http_error(request: Request, error: Exception) -> Response:
    error = cast("HTTPException", error)
    match error:
        case Refused():
            return problem_response(error.error, error.status_code, error.headers)
        case HTTPException(status_code=404):
            return problem_response(problems.NoOperation(), 404)
        case HTTPException(status_code=405):
            allowed = {"Allow": ", ".join(_methods_at(request))}
            return problem_response(problems.NoOperation(), 405, allowed)
        case _:
            return problem_response(wrong("body", "other"), error.status_code, error.headers)


def _methods_at(request: Request) -> list[str]:
    """Return what the path of a request can be asked by; a path of its own comes before a pattern.

    The framework looks no further than the first route that has the path.
    """
    routes = [each for each in request.app.routes if isinstance(each, Route)]
    there = [each for each in routes if each.matches(request.scope)[0] is not Match.NONE]
    itself = [each for each in there if each.path == request.url.path]
    return sorted({method for each in itself or there for method in each.methods or ()})


async def _validation_error(_request: Request, error: Exception) -> Response:
    found = cast("RequestValidationError", error).errors()
    return problem_response(Invalid(tuple(fields_of(found))))


async def _unforeseen(request: Request, _error: Exception) -> Response:
    """Answer; what it was is raised again behind this, and logged under the same number."""
    number = number_of(request.scope)
    # This one leaves outside of what gives every answer its headers.
    return _failed(number, {"Request-Id": number, "Cache-Control": "no-store"})


def _failed(number: str, headers: Mapping[str, str] | None = None) -> Response:
    return problem_response(Unavailable(Fault.SERVER_FAILED, detail=number), headers=headers)


def fields_of(found: Any, whole: str = "body") -> Iterator[FieldError]:
    """Return pydantic's errors as those of the contract, without what was put in.

    What is wrong with all of it together is told of `whole`.
    """
    for each in found:
        first, *rest = each["loc"] or (whole,)
        names = rest if first in _PARTS else [first, *rest]
        field = ".".join(map(str, names)) or str(first)
        code = "other" if each["type"] == "value_error" else each["type"]
        yield FieldError(field, code, each.get("ctx", {}))
