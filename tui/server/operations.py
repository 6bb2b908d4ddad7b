"""How an operation is declared: who may call it, what it answers, and how it may fail.

    @area.get("/notes")
    @operation(needs={Permission.RELEASES_READ}, answers=Page[NoteSummary], fails=(Invalid,))
    async def list_notes(portal: Bound, query: Annotated[NoteQuery, Asked(NoteQuery)]) -> Response:

A route whose function declares nothing stops the start. What is declared is what the store
decides: a test compares the two for every caller.
"""

import warnings
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ParamSpec

from fastapi._compat import ModelField
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from tui.api import problems
from tui.api.errors import Forbidden, PortalError, Unauthenticated, Unavailable
from tui.api.policy import Permission
from tui.server import bodies, files
from tui.server.asking import backend_of, check_parameters, names_of, parameters_of, token_of

P = ParamSpec("P")
Endpoint = Callable[P, Coroutine[Any, Any, Response]]

_DECLARED = "__operation__"


class Undeclared(TypeError):
    """A route says nothing of who may call it."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What is declared of an operation.

    `needs` are permissions of which the caller holds one; empty: whoever is signed in. None: also
    who is not. `answers` is what the document says of the answer; None: there is none. `or_status`
    is the other status that it may have. What is `versioned` has its version as `ETag`. What
    `takes_file` is sent bytes and no JSON, and what `gives_file` answers them.
    """

    needs: frozenset[Permission] | None
    answers: Any = None
    status: int = 200
    or_status: int | None = None
    fails: tuple[type[PortalError], ...] = ()
    body_limit: int = bodies.LIMIT
    versioned: bool = False
    takes_file: bool = False
    gives_file: bool = False


def operation(
    *,
    needs: Collection[Permission] | None,
    answers: Any = None,
    status: int | None = None,
    or_status: int | None = None,
    fails: tuple[type[PortalError], ...] = (),
    body_limit: int = bodies.LIMIT,
    versioned: bool = False,
    takes_file: bool = False,
    gives_file: bool = False,
) -> Callable[[Endpoint[P]], Endpoint[P]]:
    """Declare the operation of a function; see `Operation`."""
    declared = Operation(
        needs=None if needs is None else frozenset(needs),
        answers=answers,
        status=status or (204 if answers is None else 200),
        or_status=or_status,
        fails=fails,
        body_limit=body_limit,
        versioned=versioned,
        takes_file=takes_file,
        gives_file=gives_file,
    )

    def declare(endpoint: Endpoint[P]) -> Endpoint[P]:
        setattr(endpoint, _DECLARED, declared)
        return endpoint

    return declare


class DeclaredRoute(APIRoute):
    """A route whose function declares its operation; raises `Undeclared` where it does not."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:
        declared = getattr(endpoint, _DECLARED, None)
        if not isinstance(declared, Operation):
            raise Undeclared(f"{path}: {endpoint.__qualname__} declares no operation")
        self.operation = declared
        settings |= {
            "status_code": declared.status,
            "responses": dict(_responses(declared)),
            "response_description": "What was asked for.",
            "operation_id": endpoint.__name__,
        }
        super().__init__(path, endpoint, **settings)
        if self.body_field is not None:
            _build(self.body_field)
        self.openapi_extra = {
            "parameters": [*parameters_of(self.dependant)],
            "security": [] if declared.needs is None else [{"session": []}],
            "x-permissions": sorted(declared.needs or ()),
        } | ({"requestBody": _SENT_FILE} if declared.takes_file else {})

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Look at the query and the body strictly before anything is made of them."""
        answer = super().get_route_handler()
        names = names_of(self.dependant)
        kind = self.body_field.field_info.annotation if self.body_field else None
        needs, limit = self.operation.needs, self.operation.body_limit

        async def strictly(request: Request) -> Response:
            if needs is not None:
                token_of(request)
            check_parameters(request, names)
            if needs and limit > bodies.LIMIT:
                await _admit(request, needs)
            if kind is not None:
                request = bodies.strict(request, limit, kind)
            return await answer(request)

        return strictly


def check(routes: Iterable[BaseRoute]) -> None:
    """Raise `Undeclared` where a route, however deep, is not one that declares itself."""
    for context in iter_route_contexts([*routes]):
        if not isinstance(context.original_route, DeclaredRoute):
            raise Undeclared(f"{context.path}: this route declares no operation")


async def _admit(request: Request, needs: frozenset[Permission]) -> None:
    """Let only who may do it send much; raises `Unauthenticated` or `Forbidden`."""
    signed_in = await backend_of(request).resume(token_of(request))
    if needs.isdisjoint(signed_in.session.permissions):
        denial = await signed_in.portal.session.explain(min(needs))
        if denial is not None:
            raise Forbidden(denial.reason, denial.remedy, denial.permission, denial.people)


def _build(field: ModelField) -> None:
    """Build the validator of a body now, which inputs put off until they are used.

    FastAPI hushes this warning where it builds one; nothing is wrong with the alias.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
        field.validate(None, {}, loc=())


def _responses(declared: Operation) -> Iterator[tuple[int | str, dict[str, Any]]]:
    if declared.gives_file:
        yield declared.status, {"content": _FILE, "headers": files.HEADERS}
    elif declared.answers is not None:
        yield declared.status, {"model": declared.answers}
        if declared.or_status is not None:
            yield declared.or_status, {"model": declared.answers, "description": _OTHERWISE}
    fails: set[type[PortalError]] = {*declared.fails, Unavailable}
    if declared.needs is not None:
        fails.add(Unauthenticated)
    if declared.needs:
        fails.add(Forbidden)
    for kind in problems.KINDS.values():
        if kind.error in fails:
            yield kind.status, {"description": kind.title, "content": _PROBLEM}


_FILE = {files.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_SENT_FILE = {
    "required": True,
    "description": f"The file itself. At most {files.LIMIT:,} bytes.",
    "content": _FILE,
}
_OTHERWISE = "The other answer that there is, told of above."
_PROBLEM = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
