"""What every answer has and what none has, and how a server says that it fails."""

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import NoReturn

import httpx
import pytest

from tests.server.conftest import Served, name_of, problem_of
from tui.api.errors import (
    Conflict,
    Fault,
    Forbidden,
    Incompatible,
    NotFound,
    PortalError,
    Reason,
    Unauthenticated,
    Unavailable,
)
from tui.server.log import JsonLines
from tui.server.stopping import Readiness

ANSWERS = [
    ("GET", "/profile", "employee", 200),
    ("GET", "/releases/notes", "employee", 200),
    ("GET", "/version", None, 200),
    ("GET", "/portal", None, 200),
    ("GET", "/openapi.json", None, 200),
    ("GET", "/profile", None, 401),
    ("GET", "/actions", "support", 422),
    ("GET", "/releases/notes/x", "employee", 404),
    ("GET", "/nothing", None, 404),
    ("POST", "/profile", "employee", 405),
    ("DELETE", "/session", "none", 204),
]


@pytest.mark.parametrize(("method", "path", "name", "status"), ANSWERS)
async def test_no_answer_is_kept_followed_shared_or_known_again(
    served: Served, method: str, path: str, name: str | None, status: int
) -> None:
    origin = {"Origin": "https://elsewhere.example", "X-Forwarded-For": "10.0.0.1"}
    response = await served.ask(method, path, name, headers=origin)
    assert response.status_code == status
    headers = response.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert len(headers["request-id"]) == 16
    unwanted = {"set-cookie", "location", "server", "x-powered-by"}
    assert not unwanted & headers.keys()
    assert not [each for each in headers if each.startswith("access-control-")]
    if status >= 400:
        problem_of(response)


async def test_every_request_has_a_number_of_its_own(served: Served) -> None:
    numbers = {(await served.ask("GET", "/version")).headers["request-id"] for _ in range(5)}
    assert len(numbers) == 5


# Failing


async def _failing(
    served: Served, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> httpx.Response:
    async def fail() -> NoReturn:
        raise error

    monkeypatch.setattr(served.app.state.backend, "info", fail)
    return await served.ask("GET", "/portal", None)


@pytest.mark.parametrize(
    ("error", "status", "name", "retry_after"),
    [
        (Unauthenticated(), 401, "unauthenticated", None),
        (Unauthenticated(Reason.SLOWED_DOWN, retry_after=1.2), 429, "unauthenticated", "2"),
        (Forbidden(Reason.NOT_GRANTED, people=("Anna",)), 403, "forbidden", None),
        (NotFound("note"), 404, "not-found", None),
        (Conflict(), 412, "conflict", None),
        (Unavailable(Fault.BUSY, retry_after=1.0), 503, "unavailable", "1"),
        (Unavailable(Fault.DISK_FULL), 503, "unavailable", None),
        (Unavailable(Fault.CORRUPT), 500, "unavailable", None),
        (Incompatible("2", "1"), 503, "incompatible", None),
    ],
)
async def test_an_error_of_the_contract_is_a_problem_of_its_type(
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    error: PortalError,
    status: int,
    name: str,
    retry_after: str | None,
) -> None:
    response = await _failing(served, monkeypatch, error)
    assert (response.status_code, name_of(response)) == (status, name)
    assert response.headers.get("retry-after") == retry_after


async def test_what_is_the_matter_with_the_store_is_told_to_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = Unavailable(Fault.CORRUPT, place="/srv/secret/portal.sqlite", detail="page 7 of note")
    response = await _failing(served, monkeypatch, error)
    problem = problem_of(response)
    assert problem["fault"] == "server_failed"
    assert problem["detail"] == response.headers["request-id"]
    assert "secret" not in response.text
    assert "page 7" not in response.text


async def test_what_nobody_foresaw_is_a_problem_with_the_number_of_the_request(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = await _failing(served, monkeypatch, ValueError("geheim"))
    assert response.status_code == 500
    problem = problem_of(response)
    assert (problem["fault"], problem["detail"]) == (
        "server_failed",
        response.headers["request-id"],
    )
    assert "geheim" not in response.text


# Being there


async def test_a_process_that_lives_says_so_whatever_its_store_is(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check() -> NoReturn:
        raise Unavailable(Fault.UNREACHABLE)

    assert (await served.web.get("/readyz")).status_code == 204
    monkeypatch.setattr(served.app.state.backend, "check", check)
    assert (await served.web.get("/healthz")).status_code == 204
    response = await served.web.get("/readyz")
    assert (response.status_code, problem_of(response)["fault"]) == (503, "busy")


async def test_a_schema_that_another_program_changed_is_not_served(
    served: Served, world: tuple, database: str
) -> None:
    ground, _ = world
    ground.execute(database, "UPDATE schema_version SET version_num = '9999'")
    response = await served.web.get("/readyz")
    assert (response.status_code, name_of(response)) == (503, "incompatible")


async def test_a_server_that_stops_is_not_ready_and_answers_all_the_same(served: Served) -> None:
    readiness: Readiness = served.app.state.readiness
    readiness.stopping = True
    response = await served.web.get("/readyz")
    assert (response.status_code, problem_of(response)["fault"]) == (503, "busy")
    assert (await served.ask("GET", "/profile")).status_code == 200


async def test_a_server_says_what_it_understands(served: Served) -> None:
    version = (await served.ask("GET", "/version", None)).json()
    assert version == {"program": "0.1.0", "oldest": "1.0", "newest": "1.0"}


# The log


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """What is written to the log, as it is read again."""
    written: list[dict[str, object]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = JsonLines().format(record)
            assert "\n" not in line
            written.append(json.loads(line))

    handler = Kept()
    logger = logging.getLogger("tui.server")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


async def test_a_request_is_a_line_with_the_template_of_its_path(
    served: Served, lines: list[dict[str, object]]
) -> None:
    note_id = await served.note_id()
    lines.clear()
    response = await served.ask("GET", f"/releases/notes/{note_id}?language=nl")
    (line,) = lines
    assert line.pop("time")
    assert isinstance(took := line.pop("ms"), float)
    assert took > 0
    assert line == {
        "level": "info",
        "event": "request",
        "request": response.headers["request-id"],
        "method": "GET",
        "route": "/api/v1/releases/notes/{note_id}",
        "status": 200,
    }


async def test_nothing_of_anybody_stands_in_the_log(
    served: Served, lines: list[dict[str, object]]
) -> None:
    note_id = await served.note_id()
    secrets = [note_id, served.tokens["employee"], "geheim", "2@example.nl", "10.0.0.1"]
    paths = [f"/releases/notes/{note_id}", "/releases/search?words=geheim", "/geheim"]
    for path in paths:
        await served.ask("GET", path, headers={"X-Forwarded-For": "10.0.0.1", "Referer": "geheim"})
    credentials = {"email": "2@example.nl", "password": "geheim"}
    await served.ask("POST", "/sessions", None, json=credentials)
    assert len(lines) == 5
    assert [secret for secret in secrets if secret in json.dumps(lines)] == []


def test_of_an_error_its_kind_and_its_places_are_written_and_not_its_words() -> None:
    try:
        raise ValueError("Emma de Vries \x1b[2J")
    except ValueError as error:
        raised = (ValueError, error, None)
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), raised)
        line = json.loads(JsonLines().format(record))
    assert (line["event"], line["error"]) == ("failed", "ValueError")
    assert len(line["at"]) == 1
    assert line["at"][0].startswith("tests/server/test_answers.py:")
    assert "Emma" not in json.dumps(line)


async def test_requests_at_the_same_time_keep_their_numbers(
    served: Served, lines: list[dict[str, object]]
) -> None:
    responses = await asyncio.gather(*(served.ask("GET", "/profile") for _ in range(8)))
    assert {line["request"] for line in lines} == {r.headers["request-id"] for r in responses}
