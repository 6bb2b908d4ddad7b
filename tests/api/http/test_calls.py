"""What is sent: ids that lead nowhere else, queries that say what was asked, and one token."""

from datetime import date

import pytest

from tests.api.http.conftest import INFO, Server, json_answer
from tests.api.http.test_failures import _portal
from tests.contract.stage import short
from tui.api.errors import NotFound, Unauthenticated
from tui.api.http.calls import NO_ID, changes_of, id_of, json_of, query_of
from tui.api.models.actions import ActionEdit, ActionQuery, ActionState
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteKind, NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.models.sign_in import SignIn
from tui.secret import Secret

ID = "01890a5d-ac96-774b-bcce-000000000001"


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", "../x", "a/b", "%2e%2e", "x?y=z", "#", "\x00", "\ud800", f"{ID}\n"],
    ids=short,
)
def test_what_is_no_id_goes_as_the_id_of_nothing(text: str) -> None:
    assert id_of(text) == NO_ID == "00000000-0000-0000-0000-000000000000"
    assert id_of(ID) == ID


async def test_no_id_leads_to_another_operation(server: Server) -> None:
    server.answers = [json_answer({"type": "urn:klantportal:problem:not-found"}, 404)]
    server.answers[0].headers["content-type"] = "application/problem+json"
    portal = await _portal(server)
    for id_ in ("..", "count", "../facets", ""):
        with pytest.raises(NotFound):
            await portal.releases.show(id_, NoteQuery())
    assert {request.url.path for request in server.requests} == {f"/api/v1/releases/notes/{NO_ID}"}


def test_a_query_says_what_was_asked_and_nothing_more() -> None:
    query = NoteQuery(area="", kind=NoteKind.FIXED, unread=True, since="x", until=ID)
    assert query_of(query, PageRequest(limit=10, at=0.0)) == {
        "area": "",
        "kind": "fixed",
        "unread": "true",
        "since": NO_ID,
        "until": ID,
        "language": Language.ENGLISH,
        "sort": NoteSort.NEWEST,
        "limit": "10",
        "at": "0.0",
    }
    asked = ActionQuery(today=date(2026, 10, 15), state=ActionState.OPEN)
    assert query_of(asked) == {"state": "open", "today": "2026-10-15", "language": "en"}


def test_a_field_that_was_left_out_is_not_sent() -> None:
    assert changes_of(ActionEdit()) == b"{}"
    assert changes_of(ActionEdit(owner_id=None)) == b'{"owner_id": null}'
    assert changes_of(ActionEdit(due_on=date(2026, 1, 31))) == b'{"due_on": "2026-01-31"}'


def test_half_of_a_character_is_a_question_mark() -> None:
    assert json_of(a="é\ud800b") == '{"a": "é?b"}'.encode()


async def test_a_password_goes_whole_and_once(server: Server) -> None:
    server.answers = [json_answer({"hats": [{"kind": "contact", "name": "x"}]})]
    password = 'p "\\\n\x00é\U0001f600'
    await server.entrance().sign_in(SignIn(email="2@example.nl", password=Secret(password)))
    (request,) = server.requests
    assert server.bodies == [json_of(email="2@example.nl", password=password, hat=None)]
    assert request.url.query == b""
    assert "authorization" not in request.headers


async def test_a_token_goes_in_its_header_and_nowhere_else(server: Server) -> None:
    server.answers = [json_answer({"value": 3, "exact": True})]
    portal = await _portal(server)
    await portal.releases.count(NoteQuery())
    (request,) = server.requests
    assert request.headers["authorization"] == "Bearer t"
    assert request.headers["user-agent"] == "klantportal/0.1.0"
    assert str(request.url).startswith("https://portal.example.nl/api/v1/releases/notes/count?")


async def test_before_sign_in_no_token_is_sent(server: Server) -> None:
    server.answers = [json_answer(INFO)]
    await server.entrance().info()
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    "token", ["", "a b", "a\nX-Injected: 1", "é", "\x00", "x" * 4097], ids=short
)
async def test_what_cannot_stand_in_a_header_is_no_token(server: Server, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await server.entrance().resume(Secret(token))
    assert server.requests == []


async def test_a_long_search_is_sent_as_far_as_it_counts(server: Server) -> None:
    server.answers = [json_answer({"items": []})]
    portal = await _portal(server)
    await portal.releases.search("wóórd " * 10_000, NoteQuery(), PageRequest())
    assert len(server.requests[0].url.params["words"]) == 1000


async def test_a_portal_below_a_path_is_asked_there(server: Server) -> None:
    from tui.api.http.entrance import HttpEntrance

    server.answers = [json_answer(INFO)]
    await HttpEntrance(server.client("https://example.nl/klant/")).info()
    assert str(server.requests[0].url) == "https://example.nl/klant/api/v1/portal"
