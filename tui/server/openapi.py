"""The document of the interface (OpenAPI 3.1): `docs/openapi.json`, and what a server says itself.

    python -m tui.server.openapi > docs/openapi.json

Made of the routes, of what they declare, and of the words that stand beside the fields of the
models: good enough to write another client, or another server, by.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any, cast

from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from tui.api import problems
from tui.api.models.problem import Problem
from tui.server.asking import records_of
from tui.server.field_words import field_words
from tui.server.health import NEWEST
from tui.server.operations import DeclaredRoute

_DESCRIPTION = """\
The customer portal of a software vendor: release notes, what they ask of an organisation, and a
person's own data and sessions.

**Signing in.** `POST /api/v1/sessions` answers a token, which goes along with every other request
as `Authorization: Bearer TOKEN`. No cookies are set or read. A token belongs to one person under
one *hat*: as a contact of one organisation, or on the vendor's side. The vendor's own systems are
*services* (`POST /api/v1/services`): each has a token that lasts until it is revoked.

**Errors** are problem details (RFC 9457) of type `application/problem+json`. The `type` is the only
switch; its other members are its parameters. What belongs to another organisation does not exist.

**Rights** are decided here. `permissions` of a session says what its bearer may do, `allowed` of a
record what may be done to it now; an operation names under `x-permissions` those of which one is
needed.

**Lists** are read by pages of at most 200 rows: one of `edge`, `after`, `before`, `around` and `at`
says which. A page costs the same however deep it lies. Counting is an operation of its own.

**Writing.** What can be edited has a version, in the record and as `ETag`; an edit sends it back
as `If-Match`, and where somebody else was first the answer is 412 with the present state in
`current`. What is created is sent with an `Idempotency-Key` and is created once, however often it
is sent; tokens and codes that are shown once are in the first answer alone.

JSON is read strictly: names that stand twice, unknown fields and parameters, whole numbers beyond
64 bits, more than 64 levels and halves of surrogate pairs are refused. Moments are in UTC (RFC
3339), days are dates without a zone.

**Versions.** Within `/api/v1` fields, operations and words of enumerations are only added: a client
takes what it does not know for what it is. `GET /api/v1/version` says what a server understands.
"""

_SESSION = {
    "type": "http",
    "scheme": "bearer",
    "description": "The token that came of signing in, or that of a service.",
}

_EVERYWHERE = {
    429: "Too many tries, or too many requests: wait as long as `Retry-After` says.",
    500: "The portal failed at its own end; `detail` is the number of the request.",
}
_OF_BODIES = {
    400: "The body is no JSON that leaves nothing to guess; `fields` has the place.",
    413: "The body is too large; `fields` has the limit in bytes.",
    415: "The body is not sent as `application/json`.",
}


_OF_FILES = {
    413: _OF_BODIES[413],
    415: "The body is not sent as `application/octet-stream`.",
}


def document(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """Return the document of these routes."""
    declared = [route for route in routes if isinstance(route, DeclaredRoute)]
    made = get_openapi(
        title="klantportal",
        version=NEWEST,
        openapi_version="3.1.0",
        description=_DESCRIPTION,
        routes=declared,
        separate_input_output_schemas=False,
    )
    for route in declared:
        for method in route.methods or ():
            _complete(made["paths"][route.path_format][method.lower()], route)
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= _schemas_of(Problem)
    for name, schema in schemas.items():
        _describe(schema, name.partition("_")[0])
    made["components"]["securitySchemes"] = {"session": _SESSION}
    made["components"]["responses"] = _shared_responses(made["paths"])
    return made


def _complete(operation: dict[str, Any], route: DeclaredRoute) -> None:
    """Say of an operation what its function's annotations do not."""
    responses = operation["responses"]
    if 422 not in route.responses:
        responses.pop("422", None)
    also = dict(_EVERYWHERE)
    if route.body_field is not None:
        also |= _OF_BODIES
        limit = route.operation.body_limit
        operation["requestBody"]["description"] = f"At most {limit:,} bytes."
    if route.operation.takes_file:
        also |= _OF_FILES
    headers = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "header"}
    if "If-Match" in headers:
        also[428] = "There is no `If-Match`."
    if "Idempotency-Key" in headers:
        also[400] = "There is no `Idempotency-Key`, or the body is no JSON."
    if "If-None-Match" in headers:
        etag = _header("string", "What it is known by, to be sent back as `If-None-Match`.")
        responses["200"]["headers"] = {"ETag": etag}
        responses["304"] = {"description": "It is as `If-None-Match` knows it."}
    for status, description in also.items():
        responses[str(status)] = _problem(description)
    for status in {"429", "503"} & responses.keys():
        responses[status]["headers"] = {"Retry-After": _header("integer", "Seconds to wait.")}
    if route.operation.versioned:
        responses[str(route.operation.status)]["headers"] = {
            "ETag": _header("string", "The version, to be sent back as `If-Match`.")
        }
    for record in records_of(route.dependant):
        words = field_words()[record.__name__]
        for parameter in operation["parameters"]:
            if parameter["in"] == "query" and parameter["name"] in words:
                parameter["description"] = words[parameter["name"]]
    operation["responses"] = dict(sorted(responses.items()))


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {problems.MEDIA_TYPE: {"schema": schema}}}


def _shared_responses(paths: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the problems by name, and let the operations refer to them."""
    names: dict[str, str] = {}
    shared: dict[str, Any] = {}
    for operation in (each for path in paths.values() for each in path.values()):
        for status, response in operation["responses"].items():
            if problems.MEDIA_TYPE not in response.get("content", {}):
                continue
            others = sum(name.partition("-")[0] == status for name in names.values())
            name = names.setdefault(response["description"], f"{status}-{others + 1}")
            shared[name] = response
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))


def _header(kind: str, description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}}


def _schemas_of(kind: type[object]) -> dict[str, Any]:
    """Return the schema of a record and of what it is made of, by name."""
    reference = "#/components/schemas/{model}"
    schema = TypeAdapter(kind).json_schema(ref_template=reference, mode="serialization")
    return cast("dict[str, Any]", schema.pop("$defs", {})) | {kind.__name__: schema}


def _describe(schema: dict[str, Any], name: str) -> None:
    """Put beside each field of a schema the words that stand beside it in the source."""
    for field, words in field_words().get(name, {}).items():
        if field in schema.get("properties", {}):
            schema["properties"][field]["description"] = words


def text(routes: Sequence[BaseRoute]) -> str:
    """Return the document as it stands in `docs/openapi.json`."""
    return json.dumps(document(routes), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the document of this version to standard output."""
    from tui.server.app import every_route

    sys.stdout.write(text(every_route()))


if __name__ == "__main__":
    main()
