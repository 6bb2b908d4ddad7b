"""One server for all faults, on the world of the contract."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.contract.grounds import sqlite_ground
from tests.contract.world import PEOPLE, WORLD
from tests.faults.wire import Wire, wire_to
from tests.prove.conftest import tell
from tests.server.serving import serving

__all__ = ["tell"]

Served = tuple[str, str, str]


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Where the server is, its store, and the token of somebody who publishes."""
    with sqlite_ground() as ground:
        template = ground.template(WORLD)
        database = ground.copy(template)
        tokens = {person: token.reveal() for (person, _), token in template.tokens.items()}
        with serving(database, tmp_path_factory.mktemp("faults") / "log") as server:
            yield server.url, database, tokens[PEOPLE["support"].id]


@pytest.fixture
async def wire(served: Served) -> AsyncIterator[Wire]:
    """A line that works, until a test lets it fail."""
    async with wire_to(*served) as made:
        yield made
