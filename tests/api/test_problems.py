"""Errors over a wire: what a server raises is what a client catches, and nothing can be wrong."""

import json
from datetime import UTC, datetime

import pytest

from tests.api.test_errors import ERRORS
from tui.api import problems
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
from tui.api.models.problem import Problem
from tui.api.models.profile import Profile
from tui.api.models.session import Theme

PLACE = "https://portal.example.nl"
PRESENT = Profile(display_name="Emma", email="2@example.nl", theme=Theme.DARK, version=3)


def _over(error: PortalError, current: type[object] | None = None) -> PortalError | None:
    sent = problems.to_bytes(problems.problem_of(error))
    return problems.error_of(wire.parse_answer(Problem, sent), current, PLACE)


WHOLE = [
    Unauthenticated(),
    Unauthenticated(Reason.SLOWED_DOWN, Remedy.WAIT, retry_after=2.5),
    Forbidden(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, "releases.read", ("Çağlar Öz", "Bo")),
    NotFound(),
    NotFound("release"),
    Invalid((FieldError("releases.0.version", "version_taken", {"version": "1", "n": 2}),)),
    Conflict(),
    Conflict(PRESENT),
    Unavailable(Fault.BUSY, retry_after=1.5, place=PLACE),
    Unavailable(Fault.DISK_FULL, place=PLACE),
    Unavailable(Fault.SERVER_FAILED, place=PLACE, detail="0123456789abcdef"),
    Incompatible("2", "1", PLACE),
]


@pytest.mark.parametrize("error", WHOLE, ids=lambda error: error.key)
def test_an_error_arrives_with_all_its_parameters(error: PortalError) -> None:
    came = _over(error, Profile)
    assert (type(came), vars(came)) == (type(error), vars(error))


# What the owner of a store meets at its own machine goes over no wire.
OF_THE_CONTRACT = [error for error in ERRORS if type(error).__module__ == PortalError.__module__]


@pytest.mark.parametrize("error", OF_THE_CONTRACT, ids=lambda error: error.key)
def test_every_error_arrives_as_one_of_its_kind(error: PortalError) -> None:
    came = _over(error)
    assert type(came) is type(error)
    assert "portal.db" not in json.dumps(vars(came), default=str)


def test_every_error_of_the_tree_has_its_type() -> None:
    kinds = {kind.error for kind in problems.KINDS.values()}
    assert kinds >= {type(error) for error in OF_THE_CONTRACT}
    assert kinds - {problems.NoOperation} == {
        kind for kind in PortalError.__subclasses__() if kind.__module__ == PortalError.__module__
    }


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({"type": "unauthenticated", "reason": "new_reason"}, Unauthenticated()),
        ({"type": "unauthenticated"}, Unauthenticated()),
        ({"type": "forbidden", "reason": "new", "remedy": "new"}, Forbidden(Reason.NOT_GRANTED)),
        (
            {"type": "unavailable", "fault": "on_fire"},
            Unavailable(Fault.SERVER_FAILED, place=PLACE),
        ),
        ({"type": "unavailable"}, Unavailable(Fault.SERVER_FAILED, place=PLACE)),
        ({"type": "conflict", "current": {"version": "x"}}, Conflict()),
        ({"type": "conflict", "current": 7}, Conflict()),
        ({"type": "invalid"}, Invalid(())),
        ({"type": "not-found", "what": "b\x1b[2Jx", "extra": {"a": 1}}, NotFound("b[2Jx")),
    ],
)
def test_what_a_newer_server_adds_or_an_older_one_leaves_out_is_an_error_all_the_same(
    members: dict[str, object], error: PortalError
) -> None:
    sent = json.dumps({**members, "type": f"{problems.TYPE}{members['type']}"}).encode()
    came = problems.error_of(wire.parse_answer(Problem, sent), Profile, PLACE)
    assert (type(came), vars(came)) == (type(error), vars(error))


def test_a_type_that_nobody_knows_is_told_apart() -> None:
    for type_ in ("about:blank", f"{problems.TYPE}teapot", "https://example.nl/problem"):
        assert problems.error_of(Problem(type=type_), None, PLACE) is None


def test_the_present_state_of_a_newer_server_is_shown() -> None:
    values = {**wire.plain(PRESENT), "theme": "sepia", "extra": 1}
    problem = Problem(type=f"{problems.TYPE}conflict", current=values)
    came = problems.error_of(problem, Profile, PLACE)
    assert isinstance(came, Conflict)
    assert isinstance(came.current, Profile)
    assert came.current.theme == "sepia"


def test_parameters_that_json_does_not_know_are_told_as_texts() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    error = Invalid((FieldError("page", "other", {"error": ValueError("no"), "at": moment}),))
    came = _over(error)
    assert isinstance(came, Invalid)
    assert came.fields[0].parameters == {"error": "no", "at": str(moment)}


def test_a_problem_has_no_parameters_that_it_has_not() -> None:
    sent = json.loads(problems.to_bytes(problems.problem_of(NotFound("note"))))
    assert sent == {
        "type": "urn:klantportal:problem:not-found",
        "title": "There is no such thing for this caller.",
        "status": 404,
        "what": "note",
    }
