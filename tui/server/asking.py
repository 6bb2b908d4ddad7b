"""What an operation is handed: the caller's portal, queries, versions and keys."""

import re
from collections.abc import Collection, Iterator
from typing import Annotated, Any, Generic, TypeVar, cast

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from pydantic import ValidationError
from starlette.requests import Request

from tui.api.errors import Invalid, Unauthenticated
from tui.api.models import wire
from tui.api.portal import Backend, Portal
from tui.secret import Secret
from tui.server.refusing import Refused, fields_of, wrong

Q = TypeVar("Q")

_BEARER = re.compile(r"(?i:bearer) +([A-Za-z0-9._~+/=-]{1,4096}) *")
_VERSION = re.compile(r'"(\d{1,18})"')
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]{1,200})"')
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_NO_VERSION = -1


def backend_of(request: Request) -> Backend:
    """Return what this server stands on."""
    return cast("Backend", request.app.state.backend)


def _given(request: Request, name: str) -> str | None:
    """Return a header; one that stands twice is read as the list that it is (RFC 9110, 5.3)."""
    return ", ".join(request.headers.getlist(name)) if name in request.headers else None


def token_of(request: Request) -> Secret:
    """Return the token that the request shows; raises `Unauthenticated` where there is none."""
    shown = _BEARER.fullmatch(_given(request, "authorization") or "")
    if shown is None:
        raise Unauthenticated
    return Secret(shown[1])


async def _token(request: Request) -> Secret:
    return token_of(request)


async def _portal(request: Request) -> Portal:
    return backend_of(request).portal_of(token_of(request))


async def _backend(request: Request) -> Backend:
    return backend_of(request)


async def _version(request: Request) -> int:
    """Return the version that `If-Match` names; what is no version of ours matches none."""
    given = _given(request, "if-match")
    if given is None:
        raise Refused(428, wrong("If-Match", "missing"))
    named = _VERSION.fullmatch(given)
    return int(named[1]) if named else _NO_VERSION


async def _known(request: Request) -> str:
    """Return the tag that `If-None-Match` names, "" where it names none of ours."""
    named = _TAG.fullmatch(_given(request, "if-none-match") or "")
    return named[1] if named else ""


async def _key(request: Request) -> str:
    given = _given(request, "idempotency-key") or ""
    if not _KEY.fullmatch(given):
        raise Refused(400, wrong("Idempotency-Key", "missing"))
    return given


Shown = Annotated[Secret, Depends(_token)]
"""The token that the caller shows."""

Bound = Annotated[Portal, Depends(_portal)]
"""The caller's portal."""

Standing = Annotated[Backend, Depends(_backend)]
"""What this server stands on, for who is not signed in."""

Version = Annotated[int, Depends(_version)]
"""The version that the caller has seen, from `If-Match`."""

Known = Annotated[str, Depends(_known)]
"""What the caller knows already, from `If-None-Match`."""

Key = Annotated[str, Depends(_key)]
"""The key by which the same request is known again, from `Idempotency-Key`."""

_HEADERS: dict[Any, dict[str, Any]] = {
    _version: {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "pattern": r'^"\d+"$'},
        "description": "The version that was seen, as its `ETag` gave it.",
    },
    _known: {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "The `ETag` of an earlier answer: the same again is 304, without a body.",
    },
    _key: {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        "description": "Made when the form was opened. The same request under the same key is done"
        " once, and answered the same each time.",
    },
}


class Fields(Generic[Q]):
    """Reads the fields of a record from the query: each is a parameter of its own."""

    def __init__(self, kind: type[Q]) -> None:
        self.kind = kind
        schema = wire.schema(kind)
        self._schema: dict[str, Any] = schema
        self.names: Collection[str] = frozenset(schema["properties"])

    async def __call__(self, request: Request) -> Q:
        """Return the record; raises `Invalid`."""
        given = request.query_params
        values = {name: given[name] for name in self.names if name in given}
        try:
            return wire.parse(self.kind, values)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            raise Invalid(tuple(fields_of(found, "query"))) from None

    def parameters(self) -> Iterator[dict[str, Any]]:
        """Yield what the document says of each parameter."""
        required = self._schema.get("required", ())
        for name, schema in self._schema["properties"].items():
            yield {
                "name": name,
                "in": "query",
                "required": name in required,
                "schema": _parameter_schema(schema, self._schema.get("$defs", {})),
            }


def Asked(kind: type[Any]) -> Any:  # noqa: N802 - stands where `Query` and `Header` do
    """Mark an argument that is read from the query: `Annotated[NoteQuery, Asked(NoteQuery)]`."""
    return Depends(Fields(kind))


def parameters_of(dependant: Dependant) -> Iterator[dict[str, Any]]:
    """Yield those parameters of an operation of which the framework does not know by itself."""
    for each in dependant.dependencies:
        if isinstance(each.call, Fields):
            yield from cast("Fields[Any]", each.call).parameters()
        elif each.call in _HEADERS:
            yield _HEADERS[each.call]


def names_of(dependant: Dependant) -> frozenset[str]:
    """Return the names that may stand in the query of an operation."""
    read = (each["name"] for each in parameters_of(dependant) if each["in"] == "query")
    return frozenset(read) | {field.alias for field in dependant.query_params}


def records_of(dependant: Dependant) -> Iterator[type[Any]]:
    """Yield the records whose fields are parameters of an operation's query."""
    for each in dependant.dependencies:
        if isinstance(each.call, Fields):
            yield cast("Fields[Any]", each.call).kind


def check_parameters(request: Request, names: Collection[str]) -> None:
    """Raise `Invalid` for parameters of the query that do not belong there, or stand twice."""
    if not request.scope["query_string"]:
        return
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in names:
            raise wrong(name, "extra_forbidden")
    if len({*given}) < len(given):
        twice = next(name for name in given if given.count(name) > 1)
        raise wrong(twice, "stands_twice")


def _parameter_schema(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without references and without null: a parameter is there or it is not."""
    default = {} if schema.get("default") is None else {"default": schema["default"]}
    if "$ref" in schema:
        return definitions[schema["$ref"].rpartition("/")[2]] | default
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if len(choices) == 1:
        return _parameter_schema(choices[0], definitions)
    return {name: value for name, value in schema.items() if name != "title"}
