"""Errors as problem details (RFC 9457) and back: the one map, for both ends of the wire.

The `type` is the only switch: `urn:klantportal:problem:` and a name. A place or a driver's words
stay where they are: what a server's files are called is nobody's business.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from tui.api.errors import (
    Conflict,
    Fault,
    FieldError,
    Forbidden,
    Incompatible,
    Invalid,
    NotFound,
    PortalError,
    Reason,
    Remedy,
    Unauthenticated,
    Unavailable,
)
from tui.api.models import wire
from tui.api.models.problem import FieldProblem, Problem, Scalar
from tui.api.models.text import LINE_LENGTH
from tui.api.vocabulary import Vocabulary

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:klantportal:problem:"

_TOLD = {
    Fault.BUSY: Fault.BUSY,
    Fault.UNREACHABLE: Fault.BUSY,
    Fault.DISK_FULL: Fault.DISK_FULL,
    Fault.READ_ONLY: Fault.READ_ONLY,
    Fault.NO_FOLDER: Fault.NO_FOLDER,
}
"""Faults of a server's own store that a client can do something with, and as what."""


@dataclass(eq=False)
class NoOperation(PortalError):
    """The server knows no such path, or not this method of it."""


E = TypeVar("E", bound=PortalError)
V = TypeVar("V", bound=Vocabulary)


@dataclass(frozen=True)
class Kind(Generic[E]):
    """A type of problem: its error and status, and how one is made of the other."""

    error: type[E]
    status: int
    title: str
    told: Callable[[E], dict[str, Any]]
    made: Callable[[Problem], E]


def _known(word: V | None, otherwise: V) -> V:
    return word if word is not None and word.is_known else otherwise


KINDS: dict[str, Kind[Any]] = {
    "unauthenticated": Kind(
        Unauthenticated,
        401,
        "There is no session, or the credentials are wrong.",
        lambda e: {"reason": e.reason, "remedy": e.remedy, "retry_after": e.retry_after},
        lambda p: Unauthenticated(
            _known(p.reason, Reason.SESSION_ENDED),
            _known(p.remedy, Remedy.SIGN_IN),
            p.retry_after,
        ),
    ),
    "forbidden": Kind(
        Forbidden,
        403,
        "The caller may not do this.",
        lambda e: {
            "reason": e.reason,
            "remedy": e.remedy,
            "permission": e.permission,
            "people": e.people,
        },
        lambda p: Forbidden(
            _known(p.reason, Reason.NOT_GRANTED),
            _known(p.remedy, Remedy.NONE),
            p.permission,
            p.people,
        ),
    ),
    "not-found": Kind(
        NotFound,
        404,
        "There is no such thing for this caller.",
        lambda e: {"what": e.what},
        lambda p: NotFound(p.what),
    ),
    "no-operation": Kind(
        NoOperation,
        404,
        "This server has no such operation.",
        lambda _: {},
        lambda _: NoOperation(),
    ),
    "invalid": Kind(
        Invalid,
        422,
        "What was sent is wrong.",
        lambda e: {"fields": tuple(_field_problem(field) for field in e.fields)},
        lambda p: Invalid(tuple(FieldError(f.field, f.code, f.parameters) for f in p.fields)),
    ),
    "conflict": Kind(
        Conflict,
        412,
        "Somebody else was first.",
        lambda e: {"current": None if e.current is None else wire.plain(e.current)},
        lambda p: Conflict(p.current),
    ),
    "unavailable": Kind(
        Unavailable,
        503,
        "The portal cannot answer now.",
        lambda e: {"fault": e.fault, "retry_after": e.retry_after, "detail": e.detail},
        lambda p: Unavailable(_known(p.fault, Fault.SERVER_FAILED), p.retry_after, detail=p.detail),
    ),
    "incompatible": Kind(
        Incompatible,
        503,
        "The portal is of another version.",
        lambda e: {"needed": e.needed, "found": e.found},
        lambda p: Incompatible(p.needed, p.found),
    ),
}
"""Every type of problem by its name. A status may be more exact: 413 for what is too large."""


def problem_of(error: PortalError, status: int | None = None) -> Problem:
    """Return what goes over the wire for `error`, with its own status where there is one."""
    error = _as_told(error)
    name, kind = next((n, k) for n, k in KINDS.items() if isinstance(error, k.error))
    return Problem(
        type=f"{TYPE}{name}",
        title=kind.title,
        status=status or _exact_status(error) or kind.status,
        **kind.told(error),
    )


def error_of(problem: Problem, current: type[object] | None, place: str) -> PortalError | None:
    """Return the error that `problem` tells of; None for a type that nobody here knows.

    `current` is what a conflict shows, `place` the portal's address.
    """
    kind = KINDS.get(problem.type.removeprefix(TYPE))
    error = kind and kind.made(problem)
    match error:
        case Conflict(current=values):
            error.current = _state(current, values)
        case Unavailable() | Incompatible():
            error.place = place
        case _:
            pass
    return error


def to_bytes(problem: Problem) -> bytes:
    """Return a problem as a JSON document, without the parameters that it has not."""
    members = {
        name: value for name, value in wire.plain(problem).items() if value not in (None, "", [])
    }
    return wire.to_bytes(dict[str, Any], members)


def _as_told(error: PortalError) -> PortalError:
    """Keep to ourselves what is the matter with our own store."""
    if not isinstance(error, Unavailable):
        return error
    if error.fault is Fault.SERVER_FAILED:
        return error
    fault = _TOLD.get(error.fault, Fault.SERVER_FAILED)
    return Unavailable(fault, error.retry_after)


def _exact_status(error: PortalError) -> int | None:
    match error:
        case Unauthenticated(reason=Reason.SLOWED_DOWN):
            return 429
        case Unavailable(fault=Fault.SERVER_FAILED):
            return 500
        case _:
            return None


def _field_problem(error: FieldError) -> FieldProblem:
    parameters = {name: _scalar(value) for name, value in error.parameters.items()}
    return FieldProblem(field=error.field, code=error.code, parameters=parameters)


def _scalar(value: object) -> Scalar:
    if isinstance(value, int | float) or value is None:
        return value
    return str(value)[:LINE_LENGTH]


def _state(kind: type[object] | None, values: object) -> object:
    """Return the present state; None where it cannot be read: it is a conflict all the same."""
    if kind is None or values is None:
        return None
    try:
        return wire.parse_state(kind, values)
    except ValidationError:
        return None
