"""Stores for tests of what the contract does not say."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.api.store.world import Store, make_store
from tests.contract.grounds import Ground, postgres_ground


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "portal.sqlite"


@pytest.fixture
async def store(place: Path) -> AsyncIterator[Store]:
    """A small store with a clock and a hasher of our own."""
    made = make_store(place)
    yield made
    await made.entrance.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Ground]:
    """A PostgreSQL server."""
    with postgres_ground() as ground:
        yield ground
