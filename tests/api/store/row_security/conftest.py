"""Portals on PostgreSQL in the hands of a superuser, and of a user who merely owns the database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.contract.attachments import uploaded
from tests.contract.grounds import Ground, PostgresGround, Template
from tests.contract.incidents import new_comment, submitted
from tests.contract.stage import CONTACTS, Stage
from tests.contract.world import FACTORY_HAT, WORLD
from tui.api.connect import connect
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionQuery
from tui.api.models.incidents import CommentNew
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.templates import TemplateNew
from tui.api.store.database import Database, postgres_database

ON_POSTGRES = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]
OWNER = "portal_owner"
LOGINS = ("superuser", OWNER)
DAY = date(2026, 10, 15)
TODAY = ActionQuery(today=DAY)


def url_of(url: str, *, user: str | None = None, database: str | None = None) -> str:
    """Return an address with another user, or another database."""
    parts = urlsplit(url)
    netloc = parts.netloc if user is None else f"{user}:x@{parts.netloc.rpartition('@')[2]}"
    path = parts.path if database is None else f"/{database}"
    return urlunsplit(parts._replace(netloc=netloc, path=path))


@dataclass
class Cluster:
    """The server: its superuser, and a user who may make databases and roles."""

    above: PostgresGround
    own: PostgresGround

    def ground(self, login: str) -> PostgresGround:
        """Return the ground on which everything is done by a user."""
        return self.above if login == "superuser" else self.own

    def run(self, url: str, *statements: str) -> list[tuple[object, ...]]:
        """Do something as the superuser, from whom no row is hidden; returns the last rows."""
        address = url_of(self.above.server, database=urlsplit(url).path.lstrip("/"))
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def contents(self, url: str) -> str:
        """Return all that a store holds."""
        return self.above.contents(
            url_of(self.above.server, database=urlsplit(url).path.lstrip("/"))
        )

    def empty(self, login: str = OWNER) -> str:
        """Return the address of a database without anything in it."""
        ground = self.ground(login)
        name = ground._name("bare")
        ground._run(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        return ground._url(name)


@pytest.fixture(scope="session")
def cluster(postgres: Ground) -> Cluster:
    """The server of the tests, with one more user."""
    assert isinstance(postgres, PostgresGround)
    with psycopg.connect(postgres.server, autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE PASSWORD 'x'")
    return Cluster(postgres, replace(postgres, server=url_of(postgres.server, user=OWNER)))


@dataclass
class LivedIn:
    """A portal in whose factory a lot is noted, and the same before that."""

    ground: PostgresGround
    template: Template
    before: Template

    def url(self) -> str:
        """Return the address of a copy."""
        return self.ground.copy(self.template)

    @contextmanager
    def database(self, url: str) -> Iterator[Database]:
        """Open a copy as a server does."""
        database = postgres_database(url)
        database.serve()
        try:
            yield database
        finally:
            database.close()


@pytest.fixture(scope="session", params=LOGINS)
def lived_in(request: pytest.FixtureRequest, cluster: Cluster) -> LivedIn:
    """A portal in each pair of hands."""
    ground = cluster.ground(request.param)
    before = ground.template(WORLD)
    name = ground._name("template")
    ground._run(f'CREATE DATABASE "{name}" TEMPLATE "{before.place}"')  # type: ignore[arg-type]
    asyncio.run(_live(ground, ground._url(name), before))
    return LivedIn(ground, Template(name, before.tokens), before)


async def _live(ground: PostgresGround, url: str, template: Template) -> None:
    """Let people leave a row in every table that is a customer's, or kept from customers."""
    stage = Stage(ground, url, template.tokens, connect(url))
    for name, hat in (("both", FACTORY_HAT), ("other_employee", None), ("all", None)):
        portal = await stage.portal(name, hat)
        notes = (await portal.releases.list(NoteQuery(), PageRequest(limit=200))).items
        await portal.releases.mark([note.id for note in notes[::2]], read=True)
        await portal.releases.bookmark([note.id for note in notes[1::2]], kept=True)
    for name in ("other_employee", "all"):
        actions = (await stage.portal(name)).actions
        (first, *_) = (await actions.list(TODAY, PageRequest(limit=200))).items
        await actions.edit(first.note.id, ActionEdit(due_on=DAY, done=True), first.version)
    await stage.service()
    vendor = await stage.portal("support")
    hello = TemplateNew(id=new_id(), name="Hello", en="Dear {{requester}},")
    await vendor.templates.add(hello, new_id())
    for name, colleague in (("other_employee", "other_administrator"), ("all", "employee")):
        incidents = (await stage.portal(name)).incidents
        watcher_ids = (CONTACTS[colleague].id,)
        incident = await submitted(incidents, "Fact", watcher_ids=watcher_ids)
        attached = await uploaded(incidents)
        comment = CommentNew(id=new_id(), body="See.", attachments=(attached,))
        await incidents.comment(incident.id, comment, new_id())
        await uploaded(incidents)
        await vendor.support.note(incident.id, new_comment("They pay late."), new_id())
    await stage.close()
    with psycopg.connect(url) as connection:
        connection.execute("SET LOCAL klantportal.owner = 'yes'")
        connection.execute(
            "INSERT INTO idempotency (person_id, organisation_id, verb, key_hash, request, answer,"
            " at) SELECT person_id, organisation_id, 'v', 'k', 'r', 'a', now() FROM contact"
        )
        connection.execute(
            "INSERT INTO organisation_activation (organisation_id, role, activated_at)"
            " SELECT id, 'employee', now() FROM organisation"
        )
        connection.execute(
            "INSERT INTO invitation (organisation_id, email, code_hash, made_at, expires_at)"
            " SELECT id, 'who@example.org', id, now(), now() FROM organisation"
        )
