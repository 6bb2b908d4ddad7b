"""Lines that stop in the midst, and answers of whoever else is at their end: each has its name."""

import gzip
from collections.abc import Callable

import pytest

from tests.faults.proxy import Act, dripping, endless, is_silent, passes, swapped
from tests.faults.test_cuts import ONCE
from tests.faults.wire import Wire, draft, key_of
from tui.api.errors import Fault, Incompatible, PortalError, Unavailable
from tui.api.http import client as client_module
from tui.api.http.failures import LONGEST_RETRY

HTML = b"<!doctype html><title>Welcome to the hotel</title><form>Room number"
NO_END = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


def _answer(body: bytes, *lines: str, status: str = "200 OK", length: str | None = None) -> bytes:
    told = str(len(body)) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {told}", *lines]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


JSON, PAGE = "Content-Type: application/json", "Content-Type: text/html; charset=utf-8"
BOMB = gzip.compress(b'{"added": 1' + b" " * 70_000_000)
FAULTS: dict[str, tuple[Act, Fault]] = {
    "accepts and never answers": (is_silent, Fault.TIMED_OUT),
    "nothing": (swapped(b""), Fault.CUT_OFF),
    "stops in the head": (swapped(b"HTTP/1.1 200 OK\r\nContent-", ends=False), Fault.TIMED_OUT),
    "stops after the head": (
        swapped(_answer(b"", JSON, length="50"), ends=False),
        Fault.TIMED_OUT,
    ),
    "stops in the body": (
        swapped(_answer(b'{"added": 1', JSON, length="50"), ends=False),
        Fault.TIMED_OUT,
    ),
    "drips": (dripping(_answer(b'{"added": 1}', JSON), 0.05), Fault.TIMED_OUT),
    "a captive portal": (swapped(_answer(HTML, PAGE)), Fault.NOT_A_PORTAL),
    "a captive portal elsewhere": (
        swapped(_answer(b"", "Location: http://hotel.example/", status="302 Found")),
        Fault.REDIRECTED,
    ),
    "a captive portal that says it is JSON": (swapped(_answer(HTML, JSON)), Fault.CUT_OFF),
    "a proxy": (swapped(_answer(HTML, PAGE, status="502 Bad Gateway")), Fault.UNREACHABLE),
    "not even HTTP": (swapped(b"SSH-2.0-OpenSSH_9.6\r\n"), Fault.CUT_OFF),
    "longer than it says": (swapped(_answer(b'{"added": 1}', JSON, length="5")), Fault.CUT_OFF),
    "shorter than it says": (swapped(_answer(b'{"added": 1}', JSON, length="50")), Fault.CUT_OFF),
    "as long as nothing": (swapped(_answer(b"{}", JSON, length="many")), Fault.CUT_OFF),
    "as long as less than nothing": (swapped(_answer(b"{}", JSON, length="-2")), Fault.CUT_OFF),
    "no gzip": (
        swapped(_answer(b'{"added": 1}', JSON, "Content-Encoding: gzip")),
        Fault.NOT_A_PORTAL,
    ),
    "a gzip bomb": (swapped(_answer(BOMB, JSON, "Content-Encoding: gzip")), Fault.NOT_A_PORTAL),
}


@pytest.mark.parametrize(("act", "fault"), FAULTS.values(), ids=FAULTS.keys())
async def test_each_fault_has_its_name_and_what_is_sent_again_is_done_once(
    wire: Wire, act: Act, fault: Fault, request: pytest.FixtureRequest
) -> None:
    document = draft(10_000 + [*FAULTS].index(request.node.callspec.id))
    wire.proxy.act = act
    for work in (wire.entrance.info, lambda: wire.releases.publish(document, key_of(document))):
        with pytest.raises(Unavailable) as caught:
            await work()
        assert caught.value.fault is fault
        assert wire.line.state.fault is fault
    await _is_done_once(wire, document.releases[0].version)


async def _is_done_once(wire: Wire, version: str) -> None:
    document = draft(int(version.rpartition(" ")[2]))
    await wire.proxy.becomes(passes)
    assert await wire.releases.publish(document, key_of(document)) == ONCE
    assert wire.records[version] == 1
    assert wire.line.state.fault is None


async def test_an_answer_without_an_end_is_not_read_to_its_end(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LONGEST_ANSWER", 1 << 20)
    wire.proxy.act = endless(NO_END, b"10000\r\n" + b" " * 0x10000 + b"\r\n")
    with pytest.raises(Unavailable) as caught:
        await wire.entrance.info()
    assert caught.value.fault is Fault.NOT_A_PORTAL


async def test_a_head_without_an_end_is_not_read_to_its_end(wire: Wire) -> None:
    wire.proxy.act = endless(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 1000 + b"\r\n")
    with pytest.raises(Unavailable) as caught:
        await wire.entrance.info()
    assert caught.value.fault is Fault.CUT_OFF


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"name": 7}', b'"text"', b"null", b"1e999"])
async def test_json_of_something_else_is_told_as_another_version(wire: Wire, body: bytes) -> None:
    wire.proxy.act = swapped(_answer(body, JSON))
    with pytest.raises((Incompatible, Unavailable)) as caught:
        await wire.entrance.info()
    assert caught.value.key in ("error.incompatible", "error.unavailable.cut_off")


async def test_nobody_who_listens_is_told_as_such() -> None:
    from tests.faults.wire import wire_to

    async with wire_to("http://127.0.0.1:1", "", "t") as wire:
        await wire.proxy.__aexit__(None, None, None)
        with pytest.raises(Unavailable) as caught:
            await wire.entrance.info()
    assert caught.value.fault is Fault.UNREACHABLE


# Whoever asks to wait


RETRY: dict[str, float | None] = {
    "7": 7.0,
    "0": 0.0,
    "-5": None,
    "1.5": None,
    "soon": None,
    "": None,
    "1000000000": LONGEST_RETRY,
    "9" * 300: LONGEST_RETRY,
    "Wed, 21 Oct 2015 07:28:00 GMT": 0.0,
    "Fri, 31 Dec 9999 23:59:59 GMT": LONGEST_RETRY,
    "Fri, 99 Dec 9999 23:59:59 GMT": None,
}


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("value", RETRY, ids=lambda value: value[:30] or "empty")
async def test_every_kind_of_retry_after_is_bounded(wire: Wire, status: str, value: str) -> None:
    wire.proxy.act = swapped(_answer(HTML, PAGE, f"Retry-After: {value}", status=status))
    error = await _error(wire.entrance.info)
    assert isinstance(error, Unavailable)
    assert (error.fault, error.retry_after) == (Fault.BUSY, RETRY[value])
    wait = RETRY[value] or 0.0
    assert len(wire.slept) == (0 if wait > 20 else 2 if wait else 3)
    assert sum(wire.slept) < 21


async def test_what_has_a_key_goes_on_by_itself_after_the_wait(wire: Wire) -> None:
    busy = swapped(_answer(HTML, PAGE, "Retry-After: 3", status="503 Service Unavailable"))

    async def busy_once(connection) -> None:
        wire.proxy.act = passes
        await busy(connection)

    wire.proxy.act = busy_once
    document = draft(20_000)
    assert await wire.releases.publish(document, key_of(document)) == ONCE
    assert [int(each) for each in wire.slept] == [3]
    assert wire.records["Proef 20000"] == 1


async def _error(work: Callable[[], object]) -> PortalError:
    with pytest.raises(PortalError) as caught:
        await work()  # pyright: ignore[reportGeneralTypeIssues]
    return caught.value
