"""Files over the wire: bounded as they come in, and given so that no browser runs them."""

from collections.abc import AsyncIterator
from hashlib import sha256

import pytest

from tests.contract.attachments import LOG
from tests.server.conftest import Served, codes_of, name_of
from tui.api.ids import new_id
from tui.api.models.attachments import LARGEST

BYTES = {"Content-Type": "application/octet-stream"}


def _asked(content: bytes = LOG, **other: object) -> str:
    """Return the path under which a file is sent."""
    facts = {"size": len(content), "sha256": sha256(content).hexdigest()} | other
    return f"/uploads/{new_id()}?" + "&".join(f"{name}={value}" for name, value in facts.items())


async def _sent(served: Served, content: bytes = LOG, **file: str) -> str:
    """Send a file with an incident; returns the path at which it is read."""
    path = _asked(content)
    assert (await served.ask("PUT", path, headers=BYTES, content=content)).status_code == 200
    id_ = path.removeprefix("/uploads/").partition("?")[0]
    new = {"id": new_id(), "subject": "s", "description": "d", "attachments": [{"id": id_} | file]}
    made = await served.ask("POST", "/incidents", headers={"Idempotency-Key": id_}, json=new)
    assert made.status_code == 201, made.text
    return f"/incidents/{new['id']}/attachments/{id_}"


async def test_a_file_comes_back_as_one_to_be_saved(served: Served) -> None:
    path = await _sent(served, name="jaar €.txt", content_type="text/plain")
    response = await served.ask("GET", path)
    assert response.content == LOG
    headers = response.headers
    assert headers["content-disposition"] == (
        "attachment; filename=\"jaar _.txt\"; filename*=UTF-8''jaar%20%E2%82%AC.txt"
    )
    assert headers["content-type"] == "text/plain"
    assert headers["content-length"] == str(len(LOG))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["etag"] == f'"{sha256(LOG).hexdigest()}"'


@pytest.mark.parametrize(
    "content_type",
    ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "text/javascript", "x"],
)
async def test_what_a_browser_would_run_is_given_as_bytes(
    served: Served, content_type: str
) -> None:
    content = b"<script>alert(1)</script>"
    path = await _sent(served, content, name="a.html", content_type=content_type)
    response = await served.ask("GET", path)
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"; filename="b.exe', "a_; filename=_b.exe"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie_ x=1"),
        ("\x1b]52;c;eA==\x07.txt", "]52;c;eA==.txt"),
        ("C:\\Windows\\x.dll", "C__Windows_x.dll"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("nul.txt", "_nul.txt"),
        ("...", "_"),
    ],
)
async def test_a_hostile_name_leads_nowhere_and_into_no_other_header(
    served: Served, name: str, kept: str
) -> None:
    path = await _sent(served, name=name)
    response = await served.ask("GET", path)
    shown = await served.ask("GET", path.partition("/attachments/")[0])
    assert [each["name"] for each in shown.json()["attachments"]] == [kept]
    disposition = response.headers["content-disposition"]
    assert disposition.isprintable()
    assert disposition.count('"') == 2
    assert "set-cookie" not in response.headers


async def test_what_says_that_it_is_too_large_is_not_read(served: Served) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("read")
        yield b""

    headers = BYTES | {"Content-Length": str(LARGEST + 1)}
    response = await served.ask("PUT", _asked(), headers=headers, content=never())
    assert (response.status_code, codes_of(response)) == (413, {"body": "body_too_large"})


async def test_what_does_not_say_how_large_it_is_is_read_no_further_than_allowed(
    served: Served,
) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 4 * LARGEST:
            read += 1 << 20
            yield bytes(1 << 20)

    response = await served.ask("PUT", _asked(size=LARGEST), headers=BYTES, content=endless())
    assert (response.status_code, codes_of(response)) == (413, {"body": "body_too_large"})


@pytest.mark.parametrize(
    ("asked", "status", "codes"),
    [
        ({"size": LARGEST + 1}, 422, {"size": "less_than_equal"}),
        ({"size": 0}, 422, {"size": "greater_than_equal"}),
        ({"size": len(LOG) - 1}, 422, {"content": "other_content"}),
        ({"sha256": "0" * 64}, 422, {"content": "other_content"}),
        ({"sha256": "../x"}, 422, {"sha256": "string_pattern_mismatch"}),
        ({"name": "x"}, 422, {"name": "extra_forbidden"}),
    ],
)
async def test_what_is_not_as_it_was_announced_is_refused(
    served: Served, asked: dict[str, object], status: int, codes: dict[str, str]
) -> None:
    response = await served.ask("PUT", _asked(**asked), headers=BYTES, content=LOG)
    assert (response.status_code, codes_of(response)) == (status, codes)


async def test_a_file_is_sent_as_bytes_under_an_id(served: Served) -> None:
    response = await served.ask("PUT", _asked(), json={})
    assert (response.status_code, codes_of(response)) == (415, {"Content-Type": "content_type"})
    path = "/uploads/1042?" + _asked().partition("?")[2]
    response = await served.ask("PUT", path, headers=BYTES, content=LOG)
    assert codes_of(response) == {"upload_id": "string_pattern_mismatch"}
    response = await served.ask("PUT", _asked(), None, headers=BYTES, content=LOG)
    assert name_of(response) == "unauthenticated"
