"""A portal of the contract's world on each engine, and a mail server."""

from collections.abc import AsyncIterator, Iterator

import pytest
import trustme

from tests.cli.conftest import _argparse_as_it_was, _errors_are_seen, klantportal
from tests.contract.grounds import Ground, Template, postgres_ground, sqlite_ground
from tests.contract.stage import Stage
from tests.contract.world import WORLD
from tests.mail.mail_server import MailServer, mail_server

__all__ = ["_argparse_as_it_was", "_errors_are_seen", "klantportal"]

GROUNDS = [
    "sqlite",
    pytest.param(
        "postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgresql mail")]
    ),
]


@pytest.fixture(scope="package", params=GROUNDS)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """An engine."""
    with sqlite_ground() if request.param == "sqlite" else postgres_ground() as made:
        yield made


@pytest.fixture(scope="package")
def template(ground: Ground) -> Template:
    """The world, in which everybody signed in once."""
    return ground.template(WORLD)


@pytest.fixture
async def stage(ground: Ground, template: Template) -> AsyncIterator[Stage]:
    """A copy of it for one test."""
    url = ground.copy(template)
    made = Stage(ground, url, template.tokens, await ground.connect(url))
    yield made
    await made.close()
    ground.remove(url)


@pytest.fixture
def authority() -> trustme.CA:
    """An authority that nobody trusts by itself."""
    return trustme.CA()


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    """A mail server on loopback."""
    async with mail_server() as made:
        yield made
