"""The screen on a portal over HTTP: signing in, every room, and a server that is newer than it."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.contract.asking import ASKING
from tests.contract.grounds import Ground, Template, sqlite_ground
from tests.contract.http_grounds import PORTAL
from tests.contract.world import PASSWORD, PEOPLE
from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver
from tui import i18n
from tui.api.http.client import Client
from tui.api.http.entrance import HttpEntrance
from tui.api.http.web import web_client
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.models.session import Session
from tui.api.models.stored import plain
from tui.api.portal import Entrance, SignedIn
from tui.app import PortalApp
from tui.screens.memory import Remembered
from tui.screens.releases.kept import view_of
from tui.server.app import app_on


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Ground, Template]]:
    """A portal whose releases ask much."""
    with sqlite_ground() as ground:
        yield ground, ground.template(ASKING)


@asynccontextmanager
async def _screen(entrance: Entrance) -> AsyncIterator[PortalDriver]:
    async def door() -> Entrance:
        return entrance

    app = PortalApp("klantportal", door)
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        yield PortalDriver(app, pilot, FakeEntrance())


async def _sign_in(driver: PortalDriver, name: str) -> None:
    await driver.sees("E-mail")
    await driver.type(PEOPLE[name].email)
    await driver.press("enter")
    await driver.type(PASSWORD)
    await driver.press("enter")


Before = Callable[[httpx.AsyncBaseTransport], httpx.AsyncBaseTransport]


@asynccontextmanager
async def _served(
    world: tuple[Ground, Template], before: Before | None = None
) -> AsyncIterator[HttpEntrance]:
    """Serve the world; `before` is what stands before the server, and changes its answers."""
    ground, template = world
    app = app_on(ground.copy(template))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        web = web_client(PORTAL, transport=before(transport) if before else transport)
        entrance = HttpEntrance(Client(PORTAL, web))
        yield entrance
        await entrance.close()


class Newer(httpx.AsyncBaseTransport):
    """What stands before a server makes it one that has come a long way since."""

    def __init__(self, server: httpx.AsyncBaseTransport) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._server.handle_async_request(request)
        content = await answer.aread()
        if content:
            content = json.dumps(_come_a_long_way(json.loads(content))).encode()
        headers = {"Content-Type": answer.headers.get("content-type", "")}
        return httpx.Response(answer.status_code, headers=headers, content=content)


_OF_NOTES_AND_PEOPLE = {"kind", "impact", "theme", "language", "permission", "reason", "remedy"}
_WORDS = _OF_NOTES_AND_PEOPLE | {"status", "priority", "type"}
_SETS = {"roles": "night_watch", "permissions": "moon.land", "allowed": "translate"}


def _come_a_long_way(value: Any) -> Any:
    """Give every object a field more, and every word and set a member that nobody knows yet."""
    match value:
        case dict():
            grown = {name: _come_a_long_way(each) for name, each in value.items()}
            for name in _WORDS & grown.keys():
                is_hat = ("organisation_id" in grown or "hats" in grown) and "subject" not in grown
                if isinstance(grown[name], str) and not is_hat:
                    grown[name] = f"new_{name}"
            for name, word in _SETS.items():
                if isinstance(grown.get(name), list):
                    grown[name] = [*grown[name], word]
            return {**grown, "made_by": {"of": ["stars"]}}
        case list():
            return [_come_a_long_way(each) for each in value]
        case _:
            return value


async def test_an_employee_reads_marks_and_sees_what_is_asked(world) -> None:
    i18n.use("nl")
    async with _served(world) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0", "Bakkerij Zonneveld", "Connect 5.1")
        await driver.press("m")
        await driver.press("A")
        await driver.sees("Taak 3")
        await driver.press("escape")
        await driver.press("0")
        await driver.sees("Emma de Vries", "2@example.nl")


async def _submit(driver: PortalDriver) -> None:
    await driver.press("2")
    await driver.sees(i18n.t("incidents.empty.title"))
    await driver.press("a")
    await driver.type("Printer")
    await driver.press("enter")
    await driver.type("It burns")
    await driver.press("escape", "ctrl+s")
    await driver.sees("#1 ", "Printer")


async def test_an_employee_submits_an_incident_replies_and_closes_it(world) -> None:
    async with _served(world) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0")
        i18n.use("en")
        await _submit(driver)
        await driver.press("enter")
        await driver.sees("#1  Printer", "It burns")
        await driver.press("r")
        await driver.type("Still")
        await driver.press("escape", "ctrl+s")
        await driver.sees("Your answer is sent.", "Still")
        await driver.press("plus")
        await driver.sees("Who watches?", "Adam Bakker")
        await driver.type("adam")
        await driver.press("enter")
        await driver.sees("watched by Adam Bakker")
        await driver.press("C", "5", "enter")
        await driver.sees("closed · ", "rated 5 of 5")
        await driver.press("R", "enter")
        await driver.sees("open · ")


async def test_support_has_the_room_in_which_one_publishes(world) -> None:
    async with _served(world) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "support")
        await driver.sees("Publishing", "Van Alphen Software")
        await driver.press("2")
        await driver.sees("Connect 5.1", "Taak 0")


async def test_who_has_two_hats_is_asked_which(world) -> None:
    async with _served(world) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "both")
        await driver.sees("Bakkerij Zonneveld", "Fietsfabriek Lingestroom")
        await driver.press("2")
        await driver.sees("Administrator")


async def test_a_wrong_password_is_told_at_the_door(world) -> None:
    async with _served(world) as entrance, _screen(entrance) as driver:
        await driver.sees("E-mail")
        await driver.type("2@example.nl")
        await driver.press("enter", "x", "enter")
        await driver.sees("do not belong together")


async def test_a_newer_server_is_shown_as_far_as_it_is_known(world) -> None:
    async with _served(world, Newer) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "employee")
        await driver.sees("Taak 0", "new kind")
        await driver.press("enter")
        await driver.sees("new impact")
        await driver.press("escape")
        for keys in (["A"], ["escape"], ["f"], ["escape"], ["exclamation_mark"], ["escape"]):
            await driver.press(*keys)
        await _submit(driver)
        await driver.sees("new status", "new type")
        await driver.press("enter")
        await driver.sees("new status · new priority · new type", "It burns")
        await driver.press("C", "enter")
        await driver.sees("new kind")
        await driver.press("escape", "0")
        await driver.sees("Emma de Vries", "new permission")
        await driver.press("1")
        await driver.sees("Taak 0")
    i18n.use("en")
    async with _served(world, Newer) as entrance, _screen(entrance) as driver:
        await _sign_in(driver, "support")
        await driver.sees("Publishing", "night watch")
        await driver.press("2")
        await driver.sees("Taak 0", "new kind")


# How often a portal is asked


OLD = "A row of last time"


class Counting(httpx.AsyncBaseTransport):
    """Keeps what was asked of a server."""

    def __init__(self, server: httpx.AsyncBaseTransport) -> None:
        self._server = server
        self.asked: list[str] = []
        self.asked_before_rows: list[str] = []
        self.asked_before_old_rows: list[str] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path.removeprefix('/api/v1/')}")
        return await self._server.handle_async_request(request)


@pytest.mark.parametrize("remembers", [False, True])
async def test_three_requests_at_most_bring_who_was_here_before_to_the_true_rows(
    world, remembers: bool
) -> None:
    ground, template = world
    person = PEOPLE["employee"].id
    token = next(token for (each, _), token in template.tokens.items() if each == person)
    app = app_on(ground.copy(template))
    async with app.router.lifespan_context(app):
        counting = Counting(httpx.ASGITransport(app, raise_app_exceptions=False))
        entrance = HttpEntrance(Client(PORTAL, web_client(PORTAL, transport=counting)))

        async def enter() -> SignedIn:
            return await entrance.resume(token)

        async def door() -> Entrance:
            return entrance

        remembered = None
        if remembers:
            session = (await entrance.resume(token)).session
            remembered = Remembered(session, {"releases": _old_page(session)}, datetime.now(UTC))
            counting.asked.clear()
        screen = Watched("klantportal", door, enter=enter, remembered=remembered)
        screen.animation_level = "none"
        async with screen.run_test(size=(80, 24)) as pilot:
            driver = PortalDriver(screen, pilot, FakeEntrance())
            screen.when_painted = lambda: _note_first_rows(driver, counting)
            await driver.sees("Taak 0")
        await entrance.close()
    assert counting.asked_before_old_rows == ([] if remembers else None)
    assert counting.asked_before_rows == ["GET session", "GET releases/notes"]


def _old_page(session: Session) -> dict[str, object]:
    """Return what would be kept of the list, had it one other row."""
    question = {**view_of(NoteQuery()), "language": session.language or i18n.language()}
    return {"question": question, "rows": [plain(NoteSummary, note(1, title=OLD))], "more": True}


class Watched(PortalApp):
    """Lets a test look whenever something was painted."""

    when_painted: Callable[[], None] = staticmethod(lambda: None)

    def post_display_hook(self) -> None:
        super().post_display_hook()
        self.when_painted()


def _note_first_rows(driver: PortalDriver, counting: Counting) -> None:
    if counting.asked_before_old_rows is None and OLD in driver.text:
        counting.asked_before_old_rows = [*counting.asked]
    if not counting.asked_before_rows and "Taak 0" in driver.text:
        counting.asked_before_rows = [*counting.asked]
