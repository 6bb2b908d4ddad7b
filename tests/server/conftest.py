"""A server in this process, spoken to as a stranger's client would."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.contract.grounds import Ground, Template, place_of, sqlite_ground
from tests.contract.world import BAKERY_HAT, OPERATOR_HAT, PEOPLE, WORLD
from tui.server.app import app_on

API = "/api/v1"


@dataclass
class Served:
    """The server, a client without any manners, and tokens by the people of the world."""

    app: FastAPI
    web: httpx.AsyncClient
    tokens: dict[str, str]

    async def ask(
        self,
        method: str,
        path: str,
        name: str | None = "employee",
        *,
        headers: dict[str, str] | None = None,
        **sent: Any,
    ) -> httpx.Response:
        """Send a request below /api/v1, as one of the people or as nobody."""
        shown = {"Authorization": f"Bearer {self.tokens[name]}"} if name else {}
        url = path if path.startswith("//") else f"{API}{path}"
        return await self.web.request(method, url, headers=shown | (headers or {}), **sent)

    async def note_id(self) -> str:
        """Return the id of a note."""
        page = (await self.ask("GET", "/releases/notes?limit=1")).json()
        return page["items"][0]["id"]


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Ground, Template]]:
    """The world of the contract, in a file."""
    with sqlite_ground() as ground:
        yield ground, ground.template(WORLD)


@pytest.fixture
def database(world: tuple[Ground, Template]) -> str:
    """The address of a store of this test's own."""
    ground, template = world
    return ground.copy(template)


@pytest.fixture
def tokens(world: tuple[Ground, Template]) -> dict[str, str]:
    """Tokens of the people who have one hat, and of the one who has two."""
    _, template = world
    mine = {
        name: token.reveal()
        for name, person in PEOPLE.items()
        for (id_, _), token in template.tokens.items()
        if id_ == person.id
    }
    for name, hat in (("operator_hat", OPERATOR_HAT), ("bakery_hat", BAKERY_HAT)):
        mine[name] = template.tokens[PEOPLE["two_hats"].id, place_of(hat)].reveal()
    return mine


@pytest.fixture
async def served(database: str, tokens: dict[str, str]) -> AsyncIterator[Served]:
    """The server on that store."""
    app = app_on(database)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://server") as web,
    ):
        yield Served(app, web, tokens)


def problem_of(response: httpx.Response) -> dict[str, Any]:
    """Return the problem that an answer is, after a look at its form."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = json.loads(response.content)
    assert problem["status"] == response.status_code
    assert problem["type"].startswith("urn:klantportal:problem:")
    assert problem["title"]
    return problem


def name_of(response: httpx.Response) -> str:
    """Return the type of the problem that an answer is, by its name."""
    return problem_of(response)["type"].rpartition(":")[2]


def codes_of(response: httpx.Response) -> dict[str, str]:
    """Return what is wrong with which field."""
    return {each["field"]: each["code"] for each in problem_of(response)["fields"]}
