"""What is sent is taken as it is meant or refused with the place; it never fails the server."""

import json

import httpx
import pytest

from tests.contract.stage import short
from tests.server.conftest import Served, codes_of, name_of, problem_of
from tui import i18n
from tui.server.bodies import LIMIT

JSON = {"Content-Type": "application/json"}
NO_JSON = {
    "nothing": (b"", "json"),
    "space": (b" ", "json"),
    "a word": (b"nothing", "json"),
    "half": (b'{"theme": "dark"', "json"),
    "two": (b'{"theme": "dark"} {}', "json"),
    "a comma too much": (b'{"theme": "dark",}', "json"),
    "single quotes": (b"{'theme': 'dark'}", "json"),
    "a comment": (b'{"theme": "dark"} // dark', "json"),
    "an order mark": (b'\xef\xbb\xbf{"theme": "dark"}', "json"),
    "UTF-16": ('{"theme": "dark"}'.encode("utf-16"), "json"),
    "Latin-1": (b'{"theme": "\xe9"}', "json"),
    "an overlong form": (b'{"theme": "\xc0\xaf"}', "json"),
    "a raw control": (b'{"theme": "\x01"}', "json"),
    "no number": (b'{"theme": NaN}', "json_number"),
    "endless": (b'{"theme": Infinity}', "json_number"),
    "endless below": (b'{"theme": -Infinity}', "json_number"),
    "beyond a double": (b'{"theme": 1e999}', "json_number"),
    "5,000 digits": (b'{"theme": ' + b"9" * 5000 + b"}", "json_number"),
    "2^63": (b'{"theme": 9223372036854775808}', "json_number"),
    "below -2^63": (b'{"theme": -9223372036854775809}', "json_number"),
    "a name twice": (b'{"theme": "dark", "theme": "light"}', "key_twice"),
    "a name twice, written otherwise": (b'{"theme": 1, "\\u0074heme": 2}', "key_twice"),
    "half a pair": (b'{"theme": "\\ud800"}', "json_surrogate"),
    "the other half": (b'{"theme": "\\udc00"}', "json_surrogate"),
    "65 levels": (b"[" * 65 + b"]" * 65, "json_deep"),
    "100,000 levels": (b'{"theme":' * 100_000, "json_deep"),
    "250,001 values": (b"[" + b"0," * 250_000 + b"0]", "json_large"),
}


@pytest.mark.parametrize(("body", "code"), NO_JSON.values(), ids=NO_JSON.keys())
async def test_json_that_leaves_something_to_guess_is_refused_with_its_place(
    served: Served, body: bytes, code: str
) -> None:
    headers = {**JSON, "If-Match": '"1"'}
    response = await served.ask("PATCH", "/profile", headers=headers, content=body)
    if not body:
        assert (response.status_code, codes_of(response)) == (422, {"body": "missing"})
        return
    assert response.status_code == 400
    (field,) = problem_of(response)["fields"]
    assert (field["field"], field["code"]) == ("body", code)
    assert field["parameters"]["line"] == 1
    assert field["parameters"]["column"] >= 1
    assert i18n.has(f"invalid.{code}")


SHAPES = {
    "a list": ([], {"body": "model_type"}),
    "a text": ("dark", {"body": "model_type"}),
    "null": (None, {"body": "model_type"}),
    "another field": ({"roles": ["administrator"]}, {"roles": "extra_forbidden"}),
    "many": ({"theme": "red", "language": 1}, {"theme": "enum", "language": "enum"}),
    "a field too long": ({"time_zone": "x" * 301}, {"time_zone": "too_long"}),
    "a field of another kind": ({"time_zone": {"a": 1}}, {"time_zone": "string_type"}),
}


@pytest.mark.parametrize(("value", "codes"), SHAPES.values(), ids=SHAPES.keys())
async def test_what_does_not_belong_there_is_named_and_nothing_changes(
    served: Served, value: object, codes: dict[str, str]
) -> None:
    before = (await served.ask("GET", "/profile")).json()
    headers = {**JSON, "If-Match": f'"{before["version"]}"'}
    content = json.dumps(value)
    response = await served.ask("PATCH", "/profile", headers=headers, content=content)
    assert response.status_code == 422
    assert codes_of(response) == codes
    assert (await served.ask("GET", "/profile")).json() == before


async def test_fields_below_fields_are_named_by_their_path(served: Served) -> None:
    note = {"anchor": "a", "texts": [{"language": "en", "title": "t", "author": "x"}]}
    release = {"product": "p", "version": "1", "notes": [note]}
    response = await served.ask(
        "POST",
        "/releases",
        "support",
        headers={"Idempotency-Key": "k"},
        json={"source": "s", "releases": [release]},
    )
    assert codes_of(response)["releases.0.notes.0.texts.0.author"] == "extra_forbidden"


async def test_a_hat_brings_no_rights_of_its_own(served: Served) -> None:
    hat = {"kind": "operator", "organisation_id": None, "permissions": ["releases.publish"]}
    credentials = {"email": "2@example.nl", "password": "x", "hat": hat}
    response = await served.ask("POST", "/sessions", None, json=credentials)
    assert codes_of(response) == {"hat.permissions": "extra_forbidden"}


async def test_what_was_sent_is_not_repeated(served: Served) -> None:
    secret = {"email": ["s3cret"], "password": ["s3cret"]}
    response = await served.ask("POST", "/sessions", None, json=secret)
    assert response.status_code == 422
    assert "s3cret" not in response.text


# Type and size


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "json",
        "text/json",
    ],
)
async def test_only_json_is_taken(served: Served, kind: str) -> None:
    response = await served.ask(
        "POST",
        "/sessions",
        None,
        headers={"Content-Type": kind} if kind else {},
        content=b'{"email": "a", "password": "b"}',
    )
    assert response.status_code == 415
    assert codes_of(response) == {"Content-Type": "content_type"}


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
async def test_json_is_taken_however_its_type_is_written(served: Served, kind: str) -> None:
    response = await served.ask(
        "POST",
        "/sessions",
        None,
        headers={"Content-Type": kind},
        content=b'{"email": "a", "password": "b"}',
    )
    assert response.status_code == 401


def _sized(size: int) -> bytes:
    frame = json.dumps({"email": "", "password": "b"})
    return json.dumps({"email": "a" * (size - len(frame)), "password": "b"}).encode()


async def _pieces(body: bytes):
    for start in range(0, len(body), 1 << 16):
        yield body[start : start + (1 << 16)]


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_is_as_large_as_the_limit_and_no_larger(
    served: Served, announced: bool
) -> None:
    for size, status in ((LIMIT, 422), (LIMIT + 1, 413)):
        body = _sized(size)
        assert len(body) == size
        content = body if announced else _pieces(body)
        response = await served.ask("POST", "/sessions", None, headers=JSON, content=content)
        assert response.status_code == status
    (field,) = problem_of(response)["fields"]
    assert field == {"field": "body", "code": "body_too_large", "parameters": {"limit": LIMIT}}


async def test_a_large_document_is_read_only_from_who_may_send_it(served: Served) -> None:
    async def never():
        raise AssertionError("the body was read")
        yield b""

    headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}
    for shown in ({}, {"Authorization": "Bearer wrong"}):
        response = await served.ask(
            "POST", "/releases", None, headers=headers | shown, content=never()
        )
        assert (response.status_code, name_of(response)) == (401, "unauthenticated")
    for name in ("administrator", "none"):
        response = await served.ask("POST", "/releases", name, headers=headers, content=never())
        assert (response.status_code, problem_of(response)["reason"]) == (403, "vendor_only")


async def test_who_publishes_sends_more_than_others(served: Served) -> None:
    texts = [{"language": "nl", "title": "t", "body": "é" * 1_000_000}]
    notes = [{"anchor": "a", "texts": texts}]
    releases = [{"product": "p", "version": "1", "notes": notes}]
    response = await served.ask(
        "POST",
        "/releases",
        "support",
        headers={"Idempotency-Key": "k"},
        json={"source": "s", "releases": releases},
    )
    assert response.status_code == 201, response.text
    assert response.json() == {"added": 1, "changed": 0, "unchanged": 0, "notes": 1}


# Queries and paths


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("unraed=true", {"unraed": "extra_forbidden"}),
        ("limit=1&limit=2", {"limit": "stands_twice"}),
        ("kind=", {"kind": "enum"}),
        ("kind=fixed'--", {"kind": "enum"}),
        ("kind=renamed", {"kind": "enum"}),
        ("sort=title;DROP TABLE note", {"sort": "enum"}),
        ("unread=perhaps", {"unread": "bool_parsing"}),
        ("since=1", {"since": "string_pattern_mismatch"}),
        ("around=..%2F..%2Fetc", {"around": "string_pattern_mismatch"}),
        ("limit=0", {"query": "other"}),
        ("limit=201", {"query": "other"}),
        ("limit=-1", {"query": "other"}),
        ("limit=9223372036854775808", {"query": "other"}),
        ("limit=1e3", {"limit": "int_parsing"}),
        ("at=nan", {"query": "other"}),
        ("at=1e999", {"query": "other"}),
        ("at=1.1", {"query": "other"}),
        ("at=0.5&edge=last", {"query": "other"}),
        ("after=x&before=y", {"query": "other"}),
        ("after=%00", {"page": "bad_cursor"}),
        ("after=" + "A" * 50_000, {"page": "bad_cursor"}),
        ("version=" + "x" * 301, {"version": "too_long"}),
    ],
    ids=lambda it: short(it) if isinstance(it, str) else "",
)
async def test_a_query_is_read_as_strictly(
    served: Served, query: str, codes: dict[str, str]
) -> None:
    response = await served.ask("GET", f"/releases/notes?{query}")
    assert response.status_code == 422
    assert codes_of(response) == codes
    assert all(i18n.has(f"invalid.{code}") for code in codes.values())


@pytest.mark.parametrize(
    "query", ["version=%C3%28", "version=%ff", "area=%ED%A0%80", "area=%F0%9F"]
)
async def test_what_is_no_utf_8_finds_nothing(served: Served, query: str) -> None:
    response = await served.ask("GET", f"/releases/notes?{query}")
    assert (response.status_code, response.json()["items"]) == (200, [])


@pytest.mark.parametrize(
    "id_", ["x", "%00", "..%2f..%2fetc%2fpasswd", "%ff", "a" * 5000, "' OR 1=1 --", "count%20"]
)
async def test_what_is_no_id_is_not_found(served: Served, id_: str) -> None:
    for path in (f"/releases/notes/{id_}", f"/releases/notes/{id_}/next-unread?ahead=true"):
        response = await served.ask("GET", path)
        assert (response.status_code, name_of(response) in ("not-found", "no-operation")) == (
            404,
            True,
        )


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/profile/", "/Profile", "/releases//notes", "//x"]
)
async def test_a_path_that_there_is_not_is_a_problem_and_no_redirect(
    served: Served, path: str
) -> None:
    response = await served.ask("GET", path)
    assert (response.status_code, name_of(response)) == (404, "no-operation")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"])
async def test_a_method_that_there_is_not_is_a_problem(served: Served, method: str) -> None:
    response = await served.ask(method, "/profile")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"] or "PATCH" in response.headers["allow"]
    if method != "HEAD":
        assert name_of(response) == "no-operation"


# Headers


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "Bearer",
        "Bearer ",
        "bearer\tx",
        "Basic {token}",
        "{token}",
        "Bearer {token} {token}",
        "Bearer {token},",
        'Bearer "{token}"',
        "Bearer {token}é",
        "Bearer " + "x" * 5000,
    ],
    ids=short,
)
async def test_what_is_no_token_opens_nothing(served: Served, shown: str) -> None:
    value = shown.format(token=served.tokens["employee"]).encode()
    url = "/api/v1/profile"
    response = await served.web.get(url, headers=[(b"Authorization", value)])
    assert (response.status_code, name_of(response)) == (401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_a_token_is_no_cookie_and_no_parameter(served: Served) -> None:
    token = served.tokens["employee"]
    response = await served.ask("GET", "/profile", None, headers={"Cookie": f"session={token}"})
    assert response.status_code == 401
    response = await served.ask("GET", f"/profile?access_token={token}", None)
    assert response.status_code in (401, 422)


async def test_the_name_of_the_scheme_may_be_written_small(served: Served) -> None:
    shown = {"Authorization": f"bearer {served.tokens['employee']}"}
    assert (await served.ask("GET", "/profile", None, headers=shown)).status_code == 200


async def test_an_edit_says_which_version_it_has_seen(served: Served) -> None:
    response = await served.ask("PATCH", "/profile", json={"theme": "dark"})
    assert (response.status_code, codes_of(response)) == (428, {"If-Match": "missing"})


@pytest.mark.parametrize(
    "seen", ["*", "1", 'W/"1"', '"1", "2"', '""', '"x"', '"-1"', '"99999999999999999999"', '"0"']
)
async def test_what_is_not_the_present_version_overwrites_nothing(
    served: Served, seen: str
) -> None:
    before = await served.ask("GET", "/profile")
    response = await served.ask(
        "PATCH", "/profile", headers={"If-Match": seen}, json={"theme": "dark"}
    )
    assert (response.status_code, name_of(response)) == (412, "conflict")
    assert problem_of(response)["current"] == before.json()
    assert (await served.ask("GET", "/profile")).json() == before.json()


async def test_a_version_goes_back_as_it_came(served: Served) -> None:
    seen = (await served.ask("GET", "/profile")).headers["etag"]
    edited = await served.ask(
        "PATCH", "/profile", headers={"If-Match": seen}, json={"theme": "light"}
    )
    assert edited.status_code == 200
    assert edited.json()["theme"] == "light"
    assert edited.headers["etag"] == f'"{edited.json()["version"]}"' != seen


@pytest.mark.parametrize("key", [None, "", "a b", "é", "x" * 201])
async def test_what_is_created_has_a_key(served: Served, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    response = await served.web.post(
        "/api/v1/releases",
        headers=[(b"Authorization", f"Bearer {served.tokens['support']}".encode()), *raw],
        json={"source": "s", "releases": [{"product": "p", "version": "1"}]},
    )
    assert (response.status_code, codes_of(response)) == (400, {"Idempotency-Key": "missing"})


async def test_the_same_under_one_key_is_done_once_and_another_is_refused(served: Served) -> None:
    async def publish(version: str) -> httpx.Response:
        return await served.ask(
            "POST",
            "/releases",
            "support",
            headers={"Idempotency-Key": "k"},
            json={"source": "s", "releases": [{"product": "p", "version": version}]},
        )

    first = await publish("1")
    assert (first.status_code, first.json()["added"]) == (201, 1)
    again = await publish("1")
    assert (again.status_code, again.json()) == (201, first.json())
    other = await publish("2")
    assert codes_of(other) == {"key": "key_reused"}
