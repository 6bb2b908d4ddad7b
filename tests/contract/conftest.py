"""Every test of this folder runs on every ground."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.contract.grounds import Ground, Template, postgres_ground, sqlite_ground
from tests.contract.http_grounds import HttpGround
from tests.contract.stage import Stage
from tests.contract.world import WORLD
from tui.api.administration import NewPortal
from tui.api.portal import Releases

MakeStage = Callable[[NewPortal], Awaitable[Stage]]

_ON_POSTGRES = (pytest.mark.postgres,)
GROUNDS = [
    pytest.param("sqlite"),
    pytest.param("http-sqlite"),
    pytest.param("postgresql", marks=_ON_POSTGRES),
    pytest.param("http-postgresql", marks=_ON_POSTGRES),
]
"""Every backend; over HTTP it stands on the store of the other ground."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of a module share a server, and those of others use the other processor."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.xdist_group(f"postgresql {item.path.stem}"))


@pytest.fixture(scope="session")
def sqlite_store() -> Iterator[Ground]:
    """The embedded store."""
    with sqlite_ground() as made:
        yield made


@pytest.fixture(scope="session")
def postgresql_store() -> Iterator[Ground]:
    """The store on PostgreSQL; its server runs as long as the tests do."""
    with postgres_ground() as made:
        yield made


@pytest.fixture(scope="session", params=GROUNDS)
def ground(request: pytest.FixtureRequest) -> Ground:
    """A backend."""
    over_http, _, engine = request.param.rpartition("-")
    store = request.getfixturevalue(f"{engine}_store")
    return HttpGround(store) if over_http else store


@pytest.fixture(scope="session")
def templates(ground: Ground) -> dict[NewPortal, Template]:
    """The stores that were made already on this ground."""
    return {}


@pytest.fixture(scope="module")
def shared_url(ground: Ground, templates: dict[NewPortal, Template]) -> Iterator[str]:
    """The address of a store for all tests of a module that only look."""
    url = ground.copy(_template(ground, templates, WORLD))
    yield url
    ground.remove(url)


@pytest.fixture
async def shared_stage(
    ground: Ground, templates: dict[NewPortal, Template], shared_url: str
) -> AsyncIterator[Stage]:
    """The small world of `world.py`, in a store that nobody may change."""
    entrance = await ground.connect(shared_url)
    stage = Stage(ground, shared_url, templates[WORLD].tokens, entrance)
    yield stage
    await stage.close()


@pytest.fixture
async def make_stage(
    ground: Ground, templates: dict[NewPortal, Template]
) -> AsyncIterator[MakeStage]:
    """Make stores for one test; they are closed and dropped after it."""
    stages: list[Stage] = []

    async def make(portal: NewPortal) -> Stage:
        template = await asyncio.to_thread(_template, ground, templates, portal)
        url = ground.copy(template)
        stages.append(Stage(ground, url, template.tokens, await ground.connect(url)))
        return stages[-1]

    yield make
    for stage in stages:
        await stage.close()
        ground.remove(stage.url)


@pytest.fixture
async def stage(make_stage: MakeStage) -> Stage:
    """The small world of `world.py`."""
    return await make_stage(WORLD)


@pytest.fixture
async def reader(stage: Stage) -> Releases:
    """The release notes as an employee of the bakery sees them."""
    return (await stage.portal("employee")).releases


@pytest.fixture
async def vendor(stage: Stage) -> Releases:
    """The release notes as Support sees them."""
    return (await stage.portal("support")).releases


def _template(ground: Ground, made: dict[NewPortal, Template], portal: NewPortal) -> Template:
    if portal not in made:
        made[portal] = ground.template(portal)
    return made[portal]
