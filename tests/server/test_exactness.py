"""Nothing that is sent is taken for something else, and what a path can be asked is told whole."""

import httpx
import pytest

from tests.server.conftest import Served, codes_of, name_of, problem_of
from tui import i18n
from tui.api import problems
from tui.api.models import wire
from tui.api.models.problem import Problem

NO_NOTE = "00000000-0000-0000-0000-000000000000"


READ, KEPT, ACTION = "/releases/notes/read", "/releases/notes/bookmarks", f"/actions/{NO_NOTE}"


@pytest.mark.parametrize(
    ("method", "path", "sent", "field", "code"),
    [
        ("POST", READ, {"ids": [], "read": 0}, "read", "bool_type"),
        ("POST", READ, {"ids": [], "read": "no"}, "read", "bool_type"),
        ("POST", KEPT, {"ids": [], "kept": 1}, "kept", "bool_type"),
        ("PATCH", ACTION, {"done": 1.0}, "done", "bool_type"),
        ("PATCH", ACTION, {"due_on": 0}, "due_on", "date_type"),
        ("PATCH", ACTION, {"due_on": "1e9"}, "due_on", "date_parsing"),
    ],
)
async def test_a_number_is_neither_yes_or_no_nor_a_date(
    served: Served, method: str, path: str, sent: object, field: str, code: str
) -> None:
    response = await served.ask(method, path, headers={"If-Match": '"0"'}, json=sent)
    assert (response.status_code, codes_of(response)) == (422, {field: code})
    assert i18n.has(f"invalid.{code}")


@pytest.mark.parametrize("day", ["0", "1e9", "86400", "2026-1-1", "20260101", "2026-01-01T00:00"])
async def test_a_day_of_a_query_is_a_date(served: Served, day: str) -> None:
    response = await served.ask("GET", f"/actions?today={day}")
    assert (response.status_code, codes_of(response)) == (422, {"today": "date_type"})
    assert (await served.ask("GET", "/actions?today=2026-01-31")).status_code == 200


PROFIT = {"product": "p", "version": "1"}
NEW = "01890a5d-ac96-774b-bcce-0000000000ff"
NEW_ORGANISATION = {"id": NEW, "legal_name": "l", "administrator": "a@example.org"}
JOIN = {"code": "c", "name": "n", "password": "ten letters at least", "language": "en"}
WRITES = [
    ("POST", "/sessions", None, {"email": "a", "password": "b"}),
    ("POST", "/sessions/demo", None, {"name": "a"}),
    ("POST", "/session/hats", "employee", {"kind": "contact"}),
    ("PATCH", "/profile", "employee", {"theme": "dark"}),
    ("PUT", "/profile/password", "employee", {"current": "a", "new": "b"}),
    ("POST", "/releases/notes/read", "employee", {"ids": [], "read": True}),
    ("POST", "/releases/notes/bookmarks", "employee", {"ids": [], "kept": True}),
    ("POST", "/releases/notes/withdrawn", "operator", {"ids": [], "withdrawn": True}),
    ("POST", "/releases", "operator", {"source": "s", "releases": [PROFIT]}),
    ("PATCH", f"/releases/notes/{NO_NOTE}", "operator", {"area": "a"}),
    ("PATCH", f"/actions/{NO_NOTE}", "employee", {"done": True}),
    ("POST", "/services", "operator", {"id": NEW, "name": "s"}),
    ("POST", "/organisations", "operator", NEW_ORGANISATION),
    ("POST", f"/organisations/{NEW}/invitations", "operator", {"email": "a@example.org"}),
    ("POST", "/sessions/joined", None, JOIN),
    ("POST", "/incidents", "employee", {"id": NEW, "subject": "s", "description": "d"}),
    ("POST", "/incidents/read", "employee", {"ids": [], "read": True}),
    ("POST", f"/incidents/{NEW}/entries", "employee", {"id": NEW, "body": "b"}),
    ("POST", f"/incidents/{NEW}/closed", "employee", {"rating": 1}),
    ("POST", f"/incidents/{NEW}/rating", "employee", {"rating": 1}),
    ("POST", f"/incidents/{NEW}/watchers", "employee", {"contact_ids": [NEW], "watching": True}),
    ("POST", f"/support/incidents/{NEW}/answers", "support", {"id": NEW, "body": "b"}),
    ("POST", f"/support/incidents/{NEW}/notes", "support", {"id": NEW, "body": "b"}),
    ("PATCH", f"/support/incidents/{NEW}", "support", {"status": "open"}),
    ("POST", f"/support/incidents/{NEW}/merged", "support", {"into": 1}),
    ("PUT", f"/contacts/{NEW}/roles", "administrator", {"roles": []}),
    ("POST", "/support/templates", "support", {"id": NEW, "name": "n", "nl": "t"}),
    ("PUT", f"/support/templates/{NEW}", "support", {"name": "n", "nl": "t"}),
    ("PUT", f"/support/activations/{NEW}", "support", {"active": True}),
]


@pytest.mark.parametrize(("method", "path", "name", "sent"), WRITES, ids=lambda it: str(it)[:30])
async def test_a_field_that_does_not_belong_there_is_refused_by_every_write(
    served: Served, method: str, path: str, name: str | None, sent: dict
) -> None:
    headers = {"If-Match": '"1"', "Idempotency-Key": "k"}
    for extra in ("roles", "organisation_id_", "__proto__", "", "\u202e"):
        if extra in sent:
            continue
        body = {**sent, extra: ["x"]}
        response = await served.ask(method, path, name, headers=headers, json=body)
        assert response.status_code == 422
        assert "extra_forbidden" in codes_of(response).values()


async def test_every_write_is_among_these(served: Served) -> None:
    document = (await served.ask("GET", "/openapi.json", None)).json()
    there = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert len(there) == len(WRITES)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/profile", "GET, PATCH"),
        ("/session", "DELETE, GET"),
        ("/sessions", "GET, POST"),
        ("/session/hats", "GET, POST"),
        ("/releases/notes/x", "GET, PATCH"),
        ("/releases/notes/withdrawn", "POST"),
        ("/releases/notes/count", "GET"),
    ],
)
async def test_who_asks_by_a_wrong_method_is_told_every_right_one(
    served: Served, path: str, methods: str
) -> None:
    response = await served.ask("OPTIONS", path)
    assert (response.status_code, response.headers["allow"]) == (405, methods)
    assert name_of(response) == "no-operation"


async def test_who_shows_no_token_is_told_so_before_anything_is_read(served: Served) -> None:
    async def never():
        raise AssertionError("the body was read")
        yield b""

    for method, path in (("PUT", "/profile/password"), ("PATCH", "/profile")):
        response = await served.ask(method, path, None, content=never())
        assert (response.status_code, name_of(response)) == (401, "unauthenticated")
    assert (await served.ask("GET", "/profile?x=1", None)).status_code == 401


async def test_what_is_told_of_a_field_is_no_longer_than_the_document_says(served: Served) -> None:
    response = await served.ask("GET", "/session/permissions/x")
    (field,) = problem_of(response)["fields"]
    assert (field["field"], field["code"]) == ("permission", "enum")
    assert 100 < len(field["parameters"]["expected"]) <= 300
    problem = wire.parse_answer(Problem, response.content)
    assert problems.error_of(problem, None, "x") is not None


# Headers


HOSTILE = [
    (b"Accept", b"text/html;q=0.1, \xff\xfe"),
    (b"Accept-Encoding", b"br;q=1.0, *;q=0, " + b"x," * 2000),
    (b"Accept-Language", b"'; DROP TABLE note; --"),
    (b"Content-Encoding", b"gzip"),
    (b"Cookie", b"session=" + b"a" * 4000),
    (b"Expect", b"200-maybe"),
    (b"Forwarded", b"for=127.0.0.1;host=evil.example"),
    (b"Host", b"evil.example:99999"),
    (b"Host", b"\xff\x00[::"),
    (b"If-None-Match", b"*"),
    (b"Origin", b"https://evil.example"),
    (b"Range", b"bytes=0-0,1-,-9999999999999999999"),
    (b"Request-Id", b"\x1b[2J0123456789abcdef"),
    (b"Transfer-Encoding", b"identity"),
    (b"X-Forwarded-For", b"127.0.0.1"),
    (b"X-Forwarded-User", b"18@example.nl"),
    (b"X-HTTP-Method-Override", b"DELETE"),
    (b"X-Original-URL", b"/api/v1/session"),
]


async def test_a_header_that_is_none_of_ours_changes_nothing(served: Served) -> None:
    token = served.tokens["employee"].encode()
    plain = [(b"Authorization", b"Bearer " + token)]
    usual = await served.web.get("/api/v1/profile", headers=plain)
    for header in HOSTILE:
        response = await served.web.get("/api/v1/profile", headers=[*plain, header])
        assert (response.status_code, response.json()) == (200, usual.json()), header
        assert {*response.headers} == {*usual.headers}
        shown = b" ".join(value for _, value in response.headers.raw)
        assert b"\x1b" not in shown
        assert b"evil" not in shown


async def test_a_packed_body_is_not_unpacked(served: Served) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    response = await served.ask(
        "POST", "/sessions", None, headers=headers, content=b"\x1f\x8b\x08" + b"\0" * 50
    )
    assert (response.status_code, codes_of(response)) == (400, {"body": "json"})


async def test_a_header_of_ours_that_stands_twice_is_none_of_ours(served: Served) -> None:
    token = f"Bearer {served.tokens['support']}"
    sent = {"source": "s", "releases": [{"product": "p", "version": "1"}]}

    async def twice(header: str, method: str, path: str, body: object) -> httpx.Response:
        once = {"Authorization": token, "If-Match": '"1"', "Idempotency-Key": "k"}
        headers = httpx.Headers([*once.items(), (header, once[header])])
        return await served.web.request(method, f"/api/v1{path}", headers=headers, json=body)

    tokens = await twice("Authorization", "POST", "/releases", sent)
    assert (tokens.status_code, name_of(tokens)) == (401, "unauthenticated")
    keys = await twice("Idempotency-Key", "POST", "/releases", sent)
    assert (keys.status_code, codes_of(keys)) == (400, {"Idempotency-Key": "missing"})
    versions = await twice("If-Match", "PATCH", "/profile", {"theme": "dark"})
    assert (versions.status_code, name_of(versions)) == (412, "conflict")
