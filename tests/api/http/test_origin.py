"""Where a token may go: to https, or to this machine, and nowhere else."""

import httpx
import pytest

from tests.api.http.conftest import Server, json_answer
from tui.api import http
from tui.api.connect import connect
from tui.api.errors import Fault, Unavailable
from tui.api.http.origin import origin_of
from tui.api.http.web import web_client


@pytest.mark.parametrize(
    ("url", "base", "is_local"),
    [
        ("https://portal.example.nl", "https://portal.example.nl", False),
        ("https://portal.example.nl/", "https://portal.example.nl", False),
        ("https://portal.example.nl:8443/klant/", "https://portal.example.nl:8443/klant", False),
        ("https://127.0.0.1:1", "https://127.0.0.1:1", True),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("http://127.8.9.10", "http://127.8.9.10", True),
        ("http://localhost:8000/", "http://localhost:8000", True),
        ("http://LOCALHOST", "http://LOCALHOST", True),
        ("http://[::1]:8000", "http://[::1]:8000", True),
        ("https://bücher.example", "https://bücher.example", False),
    ],
)
def test_an_address_of_a_portal_is_taken(url: str, base: str, is_local: bool) -> None:
    origin = origin_of(url)
    assert (origin.base, origin.is_local) == (base, is_local)


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example.nl",
        "http://localhost.example.nl",
        "http://127.0.0.1.example.nl",
        "http://128.0.0.1",
        "http://0.0.0.0:8000",
        "http://[::2]",
        "http://[::ffff:8.8.8.8]",
        "http://10.0.0.1",
        "http://2130706433.example",
    ],
)
def test_plain_http_goes_to_this_machine_alone(url: str) -> None:
    for attempt in (connect, http.open_entrance):
        with pytest.raises(Unavailable) as caught:
            attempt(url)
        assert (caught.value.fault, caught.value.place) == (Fault.INSECURE, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "https:///path",
        "https://u@portal.example.nl",
        "https://u:s3cret@portal.example.nl",
        "https://@portal.example.nl",
        "https://portal.example.nl/?token=s3cret",
        "https://portal.example.nl/#x",
        "https://portal.example.nl:port",
        "https://portal.example.nl:99999",
        "https://[::1",
        "https://\x00.example",
    ],
)
def test_what_is_no_address_of_a_portal_is_refused(url: str) -> None:
    with pytest.raises(Unavailable) as caught:
        connect(url)
    assert caught.value.fault is Fault.UNKNOWN_ADDRESS
    assert "s3cret" not in caught.value.place


async def test_nothing_for_this_machine_goes_by_way_of_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    local = web_client(origin_of("http://127.0.0.1:8000"))
    away = web_client(origin_of("https://portal.example.nl"))
    assert [each for each in local._mounts.values() if each is not None] == []
    assert [each for each in away._mounts.values() if each is not None]
    for web in (local, away):
        await web.aclose()


@pytest.mark.parametrize("proxy", ["nonsense://x", "socks5://proxy.example"])
def test_a_proxy_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(Unavailable) as caught:
        connect("https://portal.example.nl")
    assert caught.value.fault is Fault.UNREACHABLE


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_authorities_that_cannot_be_read_are_told(tmp_path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Unavailable) as caught:
        connect("https://portal.example.nl", ca_file=str(file))
    assert (caught.value.fault, caught.value.place) == (Fault.UNREADABLE, str(file))


async def test_a_token_goes_to_its_portal_and_follows_nobody(server: Server) -> None:
    there = {"Location": "https://elsewhere.example/api/v1/portal"}
    server.answers = [httpx.Response(status, headers=there) for status in (301, 302, 307, 308)]
    for _ in range(4):
        with pytest.raises(Unavailable) as caught:
            await server.entrance().info()
        assert caught.value.fault is Fault.REDIRECTED
        assert caught.value.detail == there["Location"]
    assert {request.url.host for request in server.requests} == {"portal.example.nl"}
    assert len(server.requests) == 4


async def test_a_hostile_redirect_controls_no_terminal(server: Server) -> None:
    there = "https://x.example/" + "a" * 500
    server.answers = [
        httpx.Response(302, headers=[(b"location", b"\x1b]52;c;AA" + there.encode())])
    ]
    with pytest.raises(Unavailable) as caught:
        await server.entrance().info()
    assert "\x1b" not in caught.value.detail
    assert len(caught.value.detail) <= 200


async def test_no_cookie_is_kept(server: Server) -> None:
    info = {"name": "x", "vendor_name": "y", "product_name": "z"}
    server.answers = [json_answer(info, **{"Set-Cookie": "session=1; Path=/"})]
    entrance = server.entrance()
    for _ in range(2):
        await entrance.info()
    assert [request.headers.get("cookie") for request in server.requests] == [None, None]
