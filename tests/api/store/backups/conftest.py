"""Stores to back up, and empty places to restore to, on both engines."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from psycopg import sql

from tests.api.store.backups.living import LIVED_IN, answers, live
from tests.contract.grounds import (
    Ground,
    PostgresGround,
    SqliteGround,
    Template,
    Tokens,
    sqlite_ground,
)
from tui.api.administration import BackupFacts, Stage
from tui.api.connect import administer
from tui.api.store.database import Database, postgres_database, sqlite_database
from tui.portals import store_address

_POSTGRES = (pytest.mark.postgres, pytest.mark.xdist_group("postgresql"))
ON_BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=_POSTGRES)]
"""The values of a parameter that is an engine."""


def untold(_stage: Stage, _rows: int, _total: int) -> None:
    """Hear of progress, and do nothing."""


def back_up(url: str, file: Path, told: object = untold, *, over: bool = False) -> BackupFacts:
    """Back a store up."""
    with closing(administer(url)) as owner:
        return owner.backup(file, told, over=over)  # type: ignore[arg-type]


def restore(file: Path, url: str, told: object = untold) -> BackupFacts:
    """Restore a backup."""
    with closing(administer(url)) as owner:
        return owner.restore(file, told)  # type: ignore[arg-type]


def file_of(url: str) -> Path:
    """Return the file of a store in a file."""
    return Path("/" + url.removeprefix("sqlite://").lstrip("/"))


def database_at(url: str) -> Database:
    """Open the database behind a store."""
    return postgres_database(url) if url.startswith("postgresql") else sqlite_database(file_of(url))


class Places:
    """Stores that people lived in, and places without one, by engine."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path) -> None:
        self._request = request
        self._folder = folder
        self._numbers = count()
        self._lived_in: dict[str, tuple[Template, dict[str, object]]] = {}

    def lived_in(self, engine: str) -> str:
        """Return the address of a copy of the store that people lived in."""
        return self._ground(engine).copy(self._template(engine)[0])

    def answers(self, engine: str) -> dict[str, object]:
        """Return what that store answers to everybody."""
        return self._template(engine)[1]

    def empty(self, engine: str) -> str:
        """Return an address at which there is nothing yet."""
        if engine == "sqlite":
            return store_address(self._folder / f"{next(self._numbers)}" / "portal.sqlite")
        postgres = self._ground(engine)
        assert isinstance(postgres, PostgresGround)
        name = postgres._name("empty")
        postgres._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return postgres._url(name)

    def execute(self, engine: str, url: str, statement: str) -> None:
        """Change something behind the portal's back."""
        self._ground(engine).execute(url, statement)

    def tokens(self, engine: str) -> Tokens:
        """Return the tokens of the sessions that are open in that store."""
        return self._template(engine)[0].tokens

    def _ground(self, engine: str) -> SqliteGround | PostgresGround:
        return self._request.getfixturevalue("postgres" if engine == "postgresql" else "files")

    def _template(self, engine: str) -> tuple[Template, dict[str, object]]:
        if engine not in self._lived_in:
            ground = self._ground(engine)
            template = ground.template(LIVED_IN)
            place = template.place if isinstance(ground, PostgresGround) else Path(template.place)
            asyncio.run(live(ground._url(place)))  # type: ignore[arg-type]
            answered = asyncio.run(answers(ground.copy(template)))
            self._lived_in[engine] = template, answered
        return self._lived_in[engine]


@pytest.fixture(scope="session")
def files() -> Iterator[Ground]:
    """Stores in files."""
    with sqlite_ground() as ground:
        yield ground


@pytest.fixture(scope="session")
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Stores that people lived in, and places without one."""
    return Places(request, tmp_path_factory.mktemp("places"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup may be made."""
    return tmp_path / "portal.zip"


@pytest.fixture
def backup(places: Places, file: Path) -> Path:
    """A backup of the store that people lived in, made of a file."""
    back_up(places.lived_in("sqlite"), file)
    return file
