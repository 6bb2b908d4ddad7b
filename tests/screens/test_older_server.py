"""The screen on a server that is older than it: what is missing is named, what is there works."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.contract.asking import ASKING
from tests.contract.grounds import Ground, Template, sqlite_ground
from tests.contract.http_grounds import PORTAL
from tests.screens.test_over_http import Before, _screen, _served, _sign_in
from tui import __version__, i18n
from tui.api import problems

TOLD = {
    "en": ("does not fit this program", __version__, "Update klantportal"),
    "nl": ("past niet bij dit", __version__, "Werk klantportal bij"),
}


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Ground, Template]]:
    """A portal whose releases ask much."""
    with sqlite_ground() as ground:
        yield ground, ground.template(ASKING)


class Older(httpx.AsyncBaseTransport):
    """What stands before a server takes fields from its answers, and operations from the server."""

    def __init__(self, server: httpx.AsyncBaseTransport, path: str, *fields: str) -> None:
        self._server = server
        self._path = path
        self._fields = fields

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1/")
        if not path.startswith(self._path):
            return await self._server.handle_async_request(request)
        if not self._fields:
            return _no_operation()
        answer = await self._server.handle_async_request(request)
        content = await answer.aread()
        old = json.dumps(_without(json.loads(content), self._fields)).encode() if content else b""
        headers = {"Content-Type": answer.headers.get("content-type", "")}
        return httpx.Response(answer.status_code, headers=headers, content=old)


def _no_operation() -> httpx.Response:
    told = {"type": "urn:klantportal:problem:no-operation", "status": 404}
    return httpx.Response(404, json=told, headers={"Content-Type": problems.MEDIA_TYPE})


def _without(value: Any, fields: tuple[str, ...]) -> Any:
    match value:
        case dict():
            return {k: _without(each, fields) for k, each in value.items() if k not in fields}
        case list():
            return [_without(each, fields) for each in value]
        case _:
            return value


def _older(path: str, *fields: str) -> Before:
    return lambda server: Older(server, path, *fields)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("field", ["name", "vendor_name"])
async def test_a_server_that_does_not_say_who_it_is_is_told_at_once(
    world, language: str, field: str
) -> None:
    i18n.use(language)
    async with _served(world, _older("portal", field)) as entrance, _screen(entrance) as driver:
        await driver.sees(PORTAL.base, *TOLD[language])


@pytest.mark.parametrize("field", ["display_name", "kind", "token"])
async def test_a_session_that_lacks_something_is_told_at_the_door(world, field: str) -> None:
    async with _served(world, _older("sessions", field)) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees(*TOLD["en"], "E-mail")


@pytest.mark.parametrize("field", ["title", "kind", "read", "items"])
async def test_rows_that_lack_something_are_told_in_their_place(world, field: str) -> None:
    before = _older("releases/notes", field)
    async with _served(world, before) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Bakkerij Zonneveld", *TOLD["nl"])
        await driver.press("0")
        await driver.sees("Emma de Vries", "2@example.nl")


async def test_a_note_that_lacks_its_text_is_told_beside_the_rows(world) -> None:
    async with (
        _served(world, _older("releases/notes/0", "body")) as entrance,
        _screen(entrance) as driver,
    ):
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0", *TOLD["nl"])


@pytest.mark.parametrize("fields", [(), ("count",)], ids=["operation", "field"])
async def test_what_waits_is_told_to_be_missing_and_the_rows_are_there(
    world, fields: tuple[str, ...]
) -> None:
    before = _older("needs", *fields)
    async with _served(world, before) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0")
        await driver.press("exclamation_mark")
        await driver.sees(*TOLD["nl"])
        await driver.press("escape", "m")
        await driver.sees("Taak 0")


async def test_without_what_need_not_be_there_all_goes_on(world) -> None:
    spared = ("release_date", "area", "bookmarked", "allowed", "languages", "url", "theme")
    async with _served(world, _older("", *spared)) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0", "Connect 5.1")
        for keys in (["enter"], ["escape"], ["A"], ["escape"], ["f"], ["escape"], ["0"], ["1"]):
            await driver.press(*keys)
        await driver.sees("Taak 0")
