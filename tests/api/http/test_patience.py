"""Trying again: only what does no harm, at most three times, and never in step with others."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from tests.api.http.conftest import INFO, Server, json_answer, problem
from tests.api.http.test_failures import _portal
from tui.api.errors import Fault, Incompatible, PortalError, Unauthenticated, Unavailable
from tui.api.http.failures import LONGEST_RETRY, retry_after
from tui.api.http.patience import FIRST_PAUSE, LONGEST_WAIT, REPEATS, Patience
from tui.api.http.releases import HttpReleases
from tui.api.http.web import Waits
from tui.api.line import Line
from tui.api.models.actions import ActionEdit
from tui.api.models.publishing import ReleaseDocument, ReleasePublish
from tui.api.models.releases import NoteQuery
from tui.api.portal import Portal
from tui.secret import Secret

NOTE_ID = "01890a5d-ac96-774b-bcce-000000000001"
DOCUMENT = ReleaseDocument(source="s", releases=(ReleasePublish(product="p", version="1"),))
PUBLISHED = {"added": 1, "changed": 0, "unchanged": 0, "notes": 0}
PASSING = [
    httpx.ReadTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.RemoteProtocolError("incomplete"),
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.Response(429),
    httpx.Response(502),
    httpx.Response(503),
    httpx.Response(504),
    problem(503, "unavailable", fault="busy", retry_after=0.5),
]
LASTING = [
    httpx.Response(500),
    httpx.Response(404),
    httpx.Response(302),
    problem(503, "unavailable", fault="disk_full"),
    problem(401, "unauthenticated"),
    problem(429, "unauthenticated", reason="slowed_down", retry_after=1),
    problem(422, "invalid"),
    json_answer({}),
]


@pytest.mark.parametrize("passing", PASSING, ids=str)
async def test_what_passes_by_itself_is_tried_again(
    server: Server, passing: httpx.Response | Exception
) -> None:
    server.answers = [passing, passing, passing, json_answer(INFO)]
    assert (await server.entrance().info()).name == "Portaal"
    assert len(server.requests) == 1 + REPEATS == 4
    asked = 0.5 if isinstance(passing, httpx.Response) and b"retry_after" in passing.content else 0
    assert server.slept == [asked + FIRST_PAUSE * 2**number for number in range(REPEATS)]


async def test_after_three_repeats_the_last_failure_is_told(server: Server) -> None:
    server.answers = [httpx.Response(503)]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert caught.value.fault is Fault.BUSY
    assert len(server.requests) == 4


@pytest.mark.parametrize("lasting", LASTING, ids=str)
async def test_what_stays_as_it_is_is_not_tried_again(
    server: Server, lasting: httpx.Response
) -> None:
    server.answers = [lasting, json_answer({"program": "1", "oldest": "1", "newest": "1"})]
    with pytest.raises(PortalError) as caught:
        await server.entrance().info()
    sent = 2 if isinstance(caught.value, Incompatible) else 1
    assert (len(server.requests), server.slept) == (sent, [])


def test_people_who_failed_together_do_not_come_back_together() -> None:
    async def pauses(dice: float) -> list[float]:
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        async def fail() -> None:
            raise Unavailable(Fault.BUSY)

        with pytest.raises(Unavailable):
            await Patience(sleep, lambda: dice).run(fail, Line(), may_repeat=True)
        return slept

    least, most = (asyncio.run(pauses(dice)) for dice in (0.0, 1.0))
    assert [2 * each for each in least] == most
    assert sum(most) < 2


# What may be done twice


WRITES = {
    "mark": lambda portal: portal.releases.mark([NOTE_ID], read=True),
    "mark_all": lambda portal: portal.releases.mark_all(NoteQuery()),
    "edit": lambda portal: portal.actions.edit(NOTE_ID, ActionEdit(done=True), 0),
    "sign_out": lambda portal: portal.session.sign_out(),
    "revoke": lambda portal: portal.session.revoke(NOTE_ID),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize(
    "passing", [httpx.ReadTimeout("x"), httpx.ReadError("x"), httpx.Response(503)]
)
async def test_a_write_that_may_have_been_done_is_not_sent_again(
    server: Server, write, passing: httpx.Response | Exception
) -> None:
    server.answers = [passing]
    portal: Portal = await _portal(server)
    with pytest.raises(Unavailable):
        await write(portal)
    assert len(server.requests) == 1


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("never_sent", [httpx.ConnectError("x"), httpx.ConnectTimeout("x")])
async def test_a_write_that_never_left_is_sent_again(
    server: Server, write, never_sent: Exception
) -> None:
    server.answers = [never_sent]
    portal: Portal = await _portal(server)
    with pytest.raises(Unavailable):
        await write(portal)
    assert len(server.requests) == 4


async def test_what_has_a_key_is_sent_again_under_the_same_key(server: Server) -> None:
    server.answers = [httpx.ReadTimeout("x"), httpx.ReadError("x"), json_answer(PUBLISHED, 201)]
    portal = await _portal(server)
    assert (await portal.releases.publish(DOCUMENT, "key")).added == 1
    assert [request.headers["idempotency-key"] for request in server.requests] == ["key"] * 3
    assert len({*server.bodies[1:]}) == 1


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 201, "\x00", "\ud800"])
async def test_a_key_that_no_header_holds_goes_as_its_digest(server: Server, key: str) -> None:
    server.answers = [json_answer(PUBLISHED, 201)]
    portal = await _portal(server)
    for each in (key, key, f"{key}."):
        await portal.releases.publish(DOCUMENT, each)
    first, again, other = (request.headers["idempotency-key"] for request in server.requests)
    assert first == again != other
    assert len(first) == 64


# How long one waits


NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 120 ", 120.0),
        ("3600", 3600.0),
        ("3601", 3600.0),
        ("1000000000", 3600.0),
        ("9" * 400, 3600.0),
        ("Thu, 26 Nov 2026 12:00:30 GMT", 3600.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
        ("Wed, 25 Nov 2026 12:00:30 GMT", 30.0),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0.0),
        ("Wednesday, 25-Nov-26 12:00:30 GMT", 30.0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("soon", None),
        ("٣", None),
        ("Wed, 25 Nov 2026 12:00:30", None),
        ("Wed, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_every_kind_of_retry_after_is_read(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


async def test_a_short_wait_that_the_portal_asks_for_is_waited(server: Server) -> None:
    busy = httpx.Response(503, headers={"Retry-After": "2"})
    server.answers = [busy, json_answer(INFO)]
    await server.entrance().info()
    assert server.slept == [2 + FIRST_PAUSE]


@pytest.mark.parametrize("name", ["header", "member"])
async def test_a_long_wait_is_told_instead(server: Server, name: str) -> None:
    long = LONGEST_WAIT + 1
    server.answers = [
        httpx.Response(503, headers={"Retry-After": f"{long:.0f}"})
        if name == "header"
        else problem(503, "unavailable", fault="busy", retry_after=long)
    ]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert (caught.value.fault, caught.value.retry_after) == (Fault.BUSY, long)
    assert (len(server.requests), server.slept) == (1, [])


async def test_short_waits_that_add_up_are_told_too(server: Server) -> None:
    server.answers = [httpx.Response(503, headers={"Retry-After": "9"})]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert (caught.value.fault, caught.value.retry_after) == (Fault.BUSY, 9.0)
    assert [int(each) for each in server.slept] == [9, 9]


@pytest.mark.parametrize("told", [1e9, 1e300, 3601])
async def test_nobody_is_asked_to_wait_for_more_than_an_hour(server: Server, told: float) -> None:
    server.answers = [problem(503, "unavailable", fault="busy", retry_after=told)]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert caught.value.retry_after == LONGEST_RETRY
    server.answers = [problem(429, "unauthenticated", reason="slowed_down", retry_after=told)]
    with pytest.raises(Unauthenticated) as slowed:
        await server.entrance().info()
    assert slowed.value.retry_after == LONGEST_RETRY


@pytest.mark.parametrize("told", [-1, "soon", [], "NaN"])
async def test_what_is_no_time_is_no_time_to_wait(server: Server, told: object) -> None:
    server.answers = [problem(503, "unavailable", fault="busy", retry_after=told)]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert (caught.value.fault, caught.value.retry_after) == (Fault.BUSY, None)
    assert max(server.slept) < 1


async def test_all_tries_together_have_an_end(server: Server) -> None:
    async def never(_seconds: float) -> None:
        await asyncio.Event().wait()

    server.waits = Waits(total=0.01)
    server.sleep = never
    server.answers = [httpx.Response(503)]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert caught.value.fault is Fault.TIMED_OUT
    assert server.line.state.fault is Fault.TIMED_OUT


async def test_a_large_document_may_take_longer_as_long_as_it_goes_on(server: Server) -> None:
    server.waits = Waits(total=0.0)
    server.answers = [json_answer(PUBLISHED, 201)]
    await HttpReleases(server.client(), Secret("t")).publish(DOCUMENT, "key")
    (request,) = server.requests
    waits = request.extensions["timeout"]
    assert (waits["connect"], waits["write"], waits["read"]) == (5.0, 15.0, 120.0)
    assert request.headers["content-length"] == str(len(server.bodies[-1]))


async def test_a_request_waits_five_seconds_for_a_connection_and_fifteen_for_a_byte(
    server: Server,
) -> None:
    server.answers = [json_answer(INFO)]
    await server.entrance().info()
    waits = server.requests[0].extensions["timeout"]
    assert (waits["connect"], waits["read"], waits["write"]) == (5.0, 15.0, 15.0)
