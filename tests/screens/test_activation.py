"""Incident management from the request to the colleague who uses it, with everybody on the screen.

They talk to one server on loopback, as does Support. What contacts have no screen for yet goes
through the client: `granted` is where that comes in.
"""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import pytest
import uvicorn

from tests.contract.conftest import postgresql_store, sqlite_store
from tests.contract.grounds import Ground, Template
from tests.contract.world import FACTORY_CONTACTS, PASSWORD, PEOPLE, WORLD
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tests.screens.test_news import half_a_minute_later
from tui.api.connect import connect
from tui.api.models.contacts import Grant
from tui.api.models.sign_in import SignIn
from tui.api.policy import Role
from tui.api.portal import Entrance, Portal, SignedIn
from tui.app import PortalApp
from tui.drafts import Drafts
from tui.secret import Secret
from tui.server.app import app_on

__all__ = ["postgresql_store", "sqlite_store"]

EMRE = FACTORY_CONTACTS["other_employee"].id
BOTH = frozenset({Role.EMPLOYEE, Role.INCIDENT_MANAGER})


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], scope="module"
)
def world(request: pytest.FixtureRequest) -> tuple[Ground, Template]:
    """The world of the contract, on each engine."""
    ground: Ground = request.getfixturevalue(f"{request.param}_store")
    return ground, ground.template(WORLD)


@pytest.fixture
def address(world: tuple[Ground, Template]) -> Iterator[str]:
    """A server of this test's own."""
    ground, template = world
    url = ground.copy(template)
    with _listening(url) as address:
        yield address
    ground.remove(url)


@contextmanager
def _listening(url: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = uvicorn.Server(uvicorn.Config(app_on(url), log_config=None))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        serving.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            serving.join()


async def entered(entrance: Entrance, name: str) -> SignedIn:
    """Sign somebody in."""
    attempt = SignIn(email=PEOPLE[name].email, password=Secret(PASSWORD))
    signed_in = await entrance.sign_in(attempt)
    assert isinstance(signed_in, SignedIn)
    return signed_in


class People:
    """Everybody who uses the portal at `address`."""

    def __init__(self, address: str, stack: AsyncExitStack) -> None:
        self._address = address
        self._stack = stack

    async def arrive(self, name: str) -> tuple[Entrance, SignedIn]:
        """Sign somebody in, from a machine of their own."""
        entrance = await asyncio.to_thread(connect, self._address)
        self._stack.push_async_callback(entrance.close)
        return entrance, await entered(entrance, name)

    async def sit_down(
        self, entrance: Entrance, token: Secret, drafts: Drafts | None = None
    ) -> PortalDriver:
        """Open the program where somebody is signed in already."""

        async def door() -> Entrance:
            return entrance

        async def resume() -> SignedIn:
            return await entrance.resume(token)

        app = PortalApp("klantportal", door, enter=resume, drafts=drafts)
        app.animation_level = "none"
        pilot = await self._stack.enter_async_context(app.run_test(size=(120, 40)))
        return PortalDriver(app, pilot, FakeEntrance())


@asynccontextmanager
async def at(address: str) -> AsyncIterator[People]:
    """Let people come to the portal at `address`; they leave at the end."""
    async with AsyncExitStack() as stack:
        yield People(address, stack)


async def at_the_request(desk: PortalDriver) -> None:
    """Find the request in the queue, by keys."""
    await desk.sees("Support desk")
    await desk.press("slash")
    await desk.type("please activate")
    await desk.sees("1 incident ")
    await desk.press("enter")
    await desk.sees("Please activate")


async def activate(desk: PortalDriver) -> None:
    """Do what the request asks, by keys."""
    await desk.press("E")
    await desk.sees("Activate incident management for")
    await desk.press("enter")
    await desk.sees("Incident management is active for")


async def deactivate(desk: PortalDriver) -> None:
    """Take it back, by keys."""
    await desk.press("E")
    await desk.sees("Its incident managers lose the role.")
    await desk.press("enter")
    await desk.sees("Incident management is no longer active for")


async def granted(administrator: Portal, contact_id: str, roles: frozenset[Role]) -> None:
    """What an administrator does among the contacts."""
    contact = await administrator.contacts.show(contact_id)
    await administrator.contacts.grant(contact_id, Grant(roles=roles), contact.version)


async def request_activation(fenna: PortalDriver) -> None:
    """Submit the request by keys."""
    await fenna.sees("Incidents")
    await fenna.press("2")
    await fenna.sees("submit the first one")
    await fenna.press("a")
    await fenna.type("Please activate")
    await fenna.press("enter")
    await fenna.type("For our team")
    await fenna.press("tab", "a", "ctrl+s")  # the type: that which begins with an a
    await fenna.sees("#1 is submitted", "activatio…")


async def test_a_request_is_activated_and_granted_and_the_tab_is_there_without_a_new_sign_in(
    address: str,
) -> None:
    async with at(address) as people:
        (door, fenna), (other_door, emre) = (
            await people.arrive("other_administrator"),
            await people.arrive("other_employee"),
        )
        support_door, support = await people.arrive("support")
        await granted(fenna.portal, EMRE, frozenset())
        her_screen = await people.sit_down(door, fenna.token)
        his_screen = await people.sit_down(other_door, emre.token)
        await his_screen.sees("0 Profile")
        assert "Incidents" not in his_screen.lines[1]
        await request_activation(her_screen)
        desk = await people.sit_down(support_door, support.token)
        await at_the_request(desk)
        await activate(desk)
        await granted(fenna.portal, EMRE, frozenset({Role.INCIDENT_MANAGER}))
        await half_a_minute_later(his_screen)
        await his_screen.sees("1 Incidents  0 Profile", "Now also: Incidents")
        await his_screen.press("1")
        await his_screen.sees("Please activate")
        await his_screen.press("enter")
        await his_screen.sees("For our team", "Fenna Kok")


async def test_who_has_the_list_open_when_it_ends_is_told_so_and_reads_no_more(
    address: str,
) -> None:
    async with at(address) as people:
        (door, fenna), (other_door, emre) = (
            await people.arrive("other_administrator"),
            await people.arrive("other_employee"),
        )
        support_door, support = await people.arrive("support")
        await request_activation(await people.sit_down(door, fenna.token))
        desk = await people.sit_down(support_door, support.token)
        await at_the_request(desk)
        await activate(desk)
        await granted(fenna.portal, EMRE, frozenset({Role.INCIDENT_MANAGER}))
        his_screen = await people.sit_down(other_door, emre.token)
        await his_screen.sees("Please activate")
        await deactivate(desk)
        await his_screen.press("0", "1")
        await his_screen.sees("You may not do this", "Ask an administrator", "r try again")
        await his_screen.press("enter")
        await his_screen.sees("(Fenna Kok, Bo Peters)")
        assert "For our team" not in his_screen.text


async def test_a_tab_goes_while_the_program_runs_and_what_was_typed_in_it_is_kept(
    address: str, tmp_path: Path
) -> None:
    drafts = Drafts(tmp_path)
    async with at(address) as people:
        fenna = (await people.arrive("other_administrator"))[1]
        other_door, emre = await people.arrive("other_employee")
        his_screen = await people.sit_down(other_door, emre.token, drafts)
        await his_screen.sees("2 Incidents")
        await his_screen.press("2", "a")
        await his_screen.type("It stops")
        await granted(fenna.portal, EMRE, frozenset())
        await half_a_minute_later(his_screen)
        await his_screen.sees("No longer: Update Center, Incidents, Courses", "0 Profile")
        assert "Incidents" not in his_screen.lines[1]
        owner, place = emre.session.owner, emre.session.organisation_id or ""
        (draft,) = drafts.all_of("incidents.submit", owner, place).values()
        assert draft.typed == {"subject": "It stops"}
        await granted(fenna.portal, EMRE, frozenset({Role.EMPLOYEE}))
        await half_a_minute_later(his_screen)
        await his_screen.press("2")
        await his_screen.sees("It stops", "draft")


async def test_what_was_typed_when_it_ended_is_there(address: str, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    async with at(address) as people:
        (door, fenna), (other_door, emre) = (
            await people.arrive("other_administrator"),
            await people.arrive("other_employee"),
        )
        support_door, support = await people.arrive("support")
        await request_activation(await people.sit_down(door, fenna.token))
        desk = await people.sit_down(support_door, support.token)
        await at_the_request(desk)
        await activate(desk)
        await granted(fenna.portal, EMRE, BOTH)
        his_screen = await people.sit_down(other_door, emre.token, drafts)
        await his_screen.sees("Incidents")
        await his_screen.press("2")
        await his_screen.press("v")
        await his_screen.sees("Please activate")
        await his_screen.press("enter")
        await his_screen.sees("For our team")
        await his_screen.press("r")
        await his_screen.type("It works")
        await deactivate(desk)
        await his_screen.press("ctrl+s")
        await his_screen.sees("does not exist, or not any more", "It works")
        (draft,) = drafts.all_of(
            "incidents.reply", emre.session.owner, emre.session.organisation_id or ""
        ).values()
        assert draft.typed == {"body": "It works"}
