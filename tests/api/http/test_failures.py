"""Whatever comes back, or does not, is an error of the contract that names it."""

import gzip
import json
import ssl

import httpx
import pytest

from tests.api.http.conftest import INFO, PLACE, Server, json_answer, problem
from tests.api.test_errors import UNAUTHENTICATED
from tui import i18n
from tui.api.errors import (
    Conflict,
    Fault,
    Forbidden,
    Incompatible,
    Invalid,
    NotFound,
    PortalError,
    Unauthenticated,
    Unavailable,
)
from tui.api.http import client as client_module
from tui.api.models.paging import PageRequest
from tui.api.models.profile import ProfileEdit
from tui.api.models.releases import NoteQuery
from tui.api.portal import Portal
from tui.secret import Secret

PAGE = b"<!doctype html><title>Welcome to the hotel</title><form>Room number"
HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}


async def _error(server: Server) -> PortalError:
    with pytest.raises(PortalError) as caught:
        await server.entrance().info()
    error = caught.value
    for language in i18n.LANGUAGES:
        i18n.use(language)
        assert i18n.has(error.key)
    return error


async def _fault(server: Server) -> Fault:
    error = await _error(server)
    assert isinstance(error, Unavailable), error
    assert error.place == PLACE
    return error.fault


ON_THE_WAY = [
    (httpx.ConnectError("refused"), Fault.UNREACHABLE),
    (httpx.ConnectTimeout("slow"), Fault.TIMED_OUT),
    (httpx.PoolTimeout("slow"), Fault.TIMED_OUT),
    (httpx.ReadTimeout("slow"), Fault.TIMED_OUT),
    (httpx.WriteTimeout("slow"), Fault.TIMED_OUT),
    (httpx.ReadError("reset"), Fault.CUT_OFF),
    (httpx.WriteError("reset"), Fault.CUT_OFF),
    (httpx.CloseError("reset"), Fault.CUT_OFF),
    (httpx.RemoteProtocolError("incomplete"), Fault.CUT_OFF),
    (httpx.ProxyError("no"), Fault.UNREACHABLE),
    (httpx.DecodingError("gzip"), Fault.NOT_A_PORTAL),
    (httpx.UnsupportedProtocol("x"), Fault.UNEXPECTED),
]


@pytest.mark.parametrize(("error", "fault"), ON_THE_WAY, ids=lambda it: type(it).__name__)
async def test_what_goes_wrong_on_the_way_has_its_name(
    server: Server, error: Exception, fault: Fault
) -> None:
    server.answers = [error]
    assert await _fault(server) is fault


async def test_a_certificate_that_is_not_trusted_is_told_with_the_reason(server: Server) -> None:
    cause = ssl.SSLCertVerificationError(1, "x")
    cause.verify_code, cause.verify_message = 10, "certificate has expired"
    error = httpx.ConnectError("x")
    error.__cause__ = cause
    server.answers = [error]
    told = await _error(server)
    assert isinstance(told, Unavailable)
    assert (told.fault, told.detail) == (Fault.TLS_OUT_OF_DATE, "certificate has expired")
    assert len(server.requests) == 1


ANSWERS = [
    (httpx.Response(200, headers=HTML, content=PAGE), Fault.NOT_A_PORTAL),
    (httpx.Response(200, headers=JSON, content=PAGE), Fault.CUT_OFF),
    (httpx.Response(200, headers=JSON, content=b""), Fault.CUT_OFF),
    (httpx.Response(200, headers=JSON, content=b'{"name": "Por'), Fault.CUT_OFF),
    (httpx.Response(200, content=b'{"name": "x"}'), Fault.NOT_A_PORTAL),
    (httpx.Response(204), Fault.NOT_A_PORTAL),
    (httpx.Response(304), Fault.REDIRECTED),
    (httpx.Response(400, headers=HTML, content=PAGE), Fault.NOT_A_PORTAL),
    (httpx.Response(401, headers={"WWW-Authenticate": "Basic"}), Fault.NOT_A_PORTAL),
    (httpx.Response(403, headers=HTML, content=PAGE), Fault.NOT_A_PORTAL),
    (httpx.Response(404, headers=HTML, content=PAGE), Fault.NOT_A_PORTAL),
    (httpx.Response(407), Fault.NOT_A_PORTAL),
    (httpx.Response(418), Fault.NOT_A_PORTAL),
    (httpx.Response(429), Fault.BUSY),
    (httpx.Response(500, headers=HTML, content=PAGE), Fault.SERVER_FAILED),
    (httpx.Response(502, headers=HTML, content=PAGE), Fault.UNREACHABLE),
    (httpx.Response(503, headers=HTML, content=PAGE), Fault.BUSY),
    (httpx.Response(504), Fault.UNREACHABLE),
    (problem(500, "unavailable", fault="server_failed", detail="x"), Fault.SERVER_FAILED),
    (problem(503, "unavailable", fault="read_only"), Fault.READ_ONLY),
    (problem(503, "unavailable", fault="on_fire"), Fault.SERVER_FAILED),
    (problem(503, "teapot"), Fault.BUSY),
    (
        httpx.Response(503, headers={"Content-Type": "application/problem+json"}, content=b"{"),
        Fault.BUSY,
    ),
]


@pytest.mark.parametrize(("answer", "fault"), ANSWERS, ids=str)
async def test_an_answer_that_is_none_of_a_portals_has_its_name(
    server: Server, answer: httpx.Response, fault: Fault
) -> None:
    server.answers = [answer]
    assert await _fault(server) is fault


async def test_an_answer_without_an_end_is_not_read_to_its_end(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LONGEST_ANSWER", 10_000)
    packed = gzip.compress(json.dumps({**INFO, "extra": "x" * 10_000}).encode())
    assert len(packed) < 1000
    server.answers = [
        httpx.Response(200, headers={**JSON, "Content-Encoding": "gzip"}, stream=_Packed(packed))
    ]
    with pytest.raises(Unavailable) as caught:
        await _sent_as_it_is(server).info()
    assert caught.value.fault is Fault.NOT_A_PORTAL


class _Packed(httpx.AsyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self):
        yield self._content


def _sent_as_it_is(server: Server):
    from tui.api.http.client import Client
    from tui.api.http.entrance import HttpEntrance
    from tui.api.http.origin import origin_of
    from tui.api.http.web import web_client

    async def send(_request: httpx.Request) -> httpx.Response:
        answer = server.answers[0]
        assert isinstance(answer, httpx.Response)
        return answer

    origin = origin_of(PLACE)
    return HttpEntrance(Client(origin, web_client(origin, transport=httpx.MockTransport(send))))


# Problems


async def _portal(server: Server) -> Portal:
    session = {
        "id": "01890a5d-ac96-774b-bcce-000000000001",
        "person_id": "01890a5d-ac96-774b-bcce-000000000002",
        "kind": "contact",
        "display_name": "Emma",
        "email": "2@example.nl",
        "expires_at": "2030-01-01T00:00:00Z",
    }
    answers, server.answers = server.answers, [json_answer(session)]
    portal = (await server.entrance().resume(Secret("t"))).portal
    server.answers = answers
    server.requests.clear()
    return portal


@pytest.mark.parametrize("reason", UNAUTHENTICATED)
async def test_a_refusal_keeps_its_reason(server: Server, reason: str) -> None:
    server.answers = [problem(401, "unauthenticated", reason=reason, remedy="wait", retry_after=3)]
    error = await _error(server)
    assert isinstance(error, Unauthenticated)
    assert (error.reason, error.retry_after) == (reason, 3.0)


async def test_who_may_not_is_told_who_can_change_that(server: Server) -> None:
    members = {"reason": "not_granted", "remedy": "ask_administrator", "people": ["An\x1b[2Jna"]}
    server.answers = [problem(403, "forbidden", permission="releases.read", **members)]
    portal = await _portal(server)
    with pytest.raises(Forbidden) as caught:
        await portal.releases.count(NoteQuery())
    assert (caught.value.permission, caught.value.people) == ("releases.read", ("An[2Jna",))


async def test_a_conflict_shows_the_present_state_as_what_it_is(server: Server) -> None:
    present = {"display_name": "Emma", "email": "2@example.nl", "version": 7}
    server.answers = [problem(412, "conflict", current=present)]
    portal = await _portal(server)
    with pytest.raises(Conflict) as caught:
        await portal.profile.edit(ProfileEdit(), 6)
    assert caught.value.current.version == 7
    assert server.requests[0].headers["if-match"] == '"6"'


async def test_what_is_not_there_and_what_is_wrong_are_told_apart(server: Server) -> None:
    fields = [{"field": "page", "code": "bad_cursor"}]
    server.answers = [
        problem(404, "not-found", what="note"),
        problem(422, "invalid", fields=fields),
    ]
    portal = await _portal(server)
    with pytest.raises(NotFound):
        await portal.releases.list(NoteQuery(), PageRequest())
    with pytest.raises(Invalid) as caught:
        await portal.releases.list(NoteQuery(), PageRequest())
    assert [(each.field, each.code) for each in caught.value.fields] == [("page", "bad_cursor")]


# Other versions


VERSION = json_answer({"program": "9.9", "oldest": "2.0", "newest": "2.3"})


@pytest.mark.parametrize(
    "answer",
    [
        json_answer({"name": "x"}),
        json_answer([]),
        json_answer({**INFO, "name": 7}),
        json_answer({**INFO, "demo_people": [{}]}),
        problem(404, "no-operation"),
        problem(405, "no-operation"),
    ],
)
async def test_an_older_or_another_server_is_told_with_both_versions(
    server: Server, answer: httpx.Response
) -> None:
    server.answers = [answer, VERSION]
    error = await _error(server)
    assert isinstance(error, Incompatible)
    assert (error.needed, error.found, error.place) == ("0.1.0", "9.9", PLACE)
    assert server.requests[1].url.path == "/api/v1/version"


@pytest.mark.parametrize(
    "version", [httpx.ConnectError("x"), httpx.Response(200), problem(404, "no-operation")]
)
async def test_a_server_that_does_not_say_its_version_is_told_all_the_same(
    server: Server, version: httpx.Response | Exception
) -> None:
    server.answers = [json_answer({}), version]
    error = await _error(server)
    assert isinstance(error, Incompatible)
    assert error.found == "?"


NOTE = {
    "id": "01890a5d-ac96-774b-bcce-000000000001",
    "release_id": "01890a5d-ac96-774b-bcce-000000000002",
    "product": "Profit",
    "version": "7",
    "kind": "renamed",
    "impact": "cosmic",
    "title": "T\x1b[2Jitle",
    "language": "fr",
    "read": False,
    "allowed": ["mark", "translate"],
    "colour": {"red": 1},
}


async def test_what_a_newer_server_adds_is_shown_and_breaks_nothing(server: Server) -> None:
    server.answers = [json_answer({"items": [NOTE], "total": 1, "before": None})]
    portal = await _portal(server)
    (note,) = (await portal.releases.list(NoteQuery(), PageRequest())).items
    assert (note.kind, note.impact, note.title) == ("renamed", "cosmic", "T[2Jitle")
    assert (note.kind.is_known, note.allowed) == (False, {"mark", "translate"})
    assert i18n.word(f"note.kind.{note.kind}") == "renamed"


@pytest.mark.parametrize("word", ["", "a b", "\x1b[2J", "{0}", "x" * 61, 7, None])
async def test_what_is_no_word_is_another_version(server: Server, word: object) -> None:
    server.answers = [json_answer({"items": [{**NOTE, "kind": word}]}), VERSION]
    portal = await _portal(server)
    with pytest.raises(Incompatible):
        await portal.releases.list(NoteQuery(), PageRequest())


async def test_a_sign_in_that_ends_in_nothing_is_another_version(server: Server) -> None:
    server.answers = [json_answer({}), VERSION]
    with pytest.raises(Incompatible):
        await server.entrance().sign_in_as("employee")
