"""What the client tells the line of each answer, and of each that does not come."""

import httpx
import pytest

from tests.api.http.conftest import INFO, Server, json_answer, problem
from tests.api.http.test_patience import NOTE_ID
from tui.api.connect import connect
from tui.api.errors import Fault, PortalError
from tui.api.http.releases import HttpReleases
from tui.api.line import Line, LineState
from tui.api.models.releases import NoteQuery
from tui.secret import Secret

TROUBLE = [
    (httpx.ConnectError("refused"), Fault.UNREACHABLE),
    (httpx.ReadTimeout("slow"), Fault.TIMED_OUT),
    (httpx.ReadError("reset"), Fault.CUT_OFF),
    (httpx.Response(503), Fault.BUSY),
    (httpx.Response(429), Fault.BUSY),
    (httpx.Response(502), Fault.UNREACHABLE),
    (httpx.Response(302), Fault.REDIRECTED),
    (httpx.Response(200, html="<p>Welcome to the hotel"), Fault.NOT_A_PORTAL),
]
ANSWERS = [
    problem(401, "unauthenticated"),
    problem(404, "not-found"),
    problem(503, "unavailable", fault="read_only"),
    json_answer({"from": "another version"}),
    httpx.Response(500),
]


@pytest.mark.parametrize(("answer", "fault"), TROUBLE, ids=str)
async def test_trouble_on_the_line_is_told_and_the_next_answer_ends_it(
    server: Server, answer: httpx.Response | Exception, fault: Fault
) -> None:
    entrance = server.entrance()
    server.answers = [answer]
    with pytest.raises(PortalError):
        await entrance.info()
    assert server.line.state.fault is fault
    server.answers = [json_answer(INFO)]
    await entrance.info()
    assert server.line.state.fault is None
    assert server.line.state.read_at is not None


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
async def test_a_refusal_came_over_a_line_that_works(
    server: Server, answer: httpx.Response
) -> None:
    server.line.fails(Fault.UNREACHABLE)
    server.answers = [answer]
    with pytest.raises(PortalError):
        await HttpReleases(server.client(), Secret("t")).show(NOTE_ID, NoteQuery())
    assert server.line.state.fault is None


async def test_a_wait_that_ends_by_itself_says_so_while_it_lasts(server: Server) -> None:
    during: list[LineState] = []

    async def sleep(_seconds: float) -> None:
        during.append(server.line.state)

    server.sleep = sleep
    busy = httpx.Response(503, headers={"Retry-After": "7"})
    server.answers = [busy, httpx.ReadError("reset"), json_answer(INFO)]
    await server.entrance().info()
    asked, not_asked = during
    assert (asked.fault, asked.goes_on, asked.until is not None) == (Fault.BUSY, True, True)
    assert (not_asked.fault, not_asked.goes_on, not_asked.until) == (Fault.CUT_OFF, True, None)
    assert server.line.state.fault is None


async def test_a_store_on_this_machine_has_no_line(tmp_path) -> None:
    heard: list[None] = []
    line = Line()
    line.listen(lambda: heard.append(None))
    with pytest.raises(PortalError):
        connect(f"sqlite://{tmp_path / 'nowhere.db'}", line=line)
    assert (heard, line.state) == ([], LineState())
