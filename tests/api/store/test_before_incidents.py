"""A store of the version before there were incidents keeps all that it has, and gets them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from tests.api.store import old_store
from tests.api.store.old_store import A_NOTE, ANNA, AT_BAKERY, BAKERY
from tests.api.store.test_migrations import _differences
from tests.contract.grounds import Ground, PostgresGround
from tests.contract.incidents import ALL, EVERY, new_comment, new_incident
from tui.api.connect import administer
from tui.api.ids import new_id
from tui.api.models.incidents import IncidentQuery
from tui.api.policy import Kind, Role, permissions_of
from tui.api.store import schema
from tui.api.store.database import (
    Database,
    draft_database,
    files,
    postgres_database,
    sqlite_database,
)
from tui.api.store.database.attached_files import AttachedFiles
from tui.api.store.incidents import conversation, listing, submitting
from tui.api.store.verbs.caller import Caller
from tui.portals import store_address

BEFORE = "0005"
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
ROLES = frozenset({Role.EMPLOYEE})

UPGRADED = (schema.VERSION_TABLE, "portal")
"""What says by which version a store was upgraded."""

Rows = dict[str, list[str]]


def _make(connection: Connection) -> None:
    old_store.make_old_store(connection)
    old_store.upgrade(connection, BEFORE)
    mine = {"organisation": BAKERY, "contact": AT_BAKERY, "note": f"{A_NOTE}a"}
    for statement in (
        "INSERT INTO contact_role (organisation_id, contact_id, role)"
        " VALUES (:organisation, :contact, 'employee')",
        "INSERT INTO action (organisation_id, note_id, owner_id, due_on, version)"
        " VALUES (:organisation, :note, :contact, '2026-12-01', 1)",
    ):
        used = {name: value for name, value in mine.items() if f":{name}" in statement}
        connection.execute(text(statement), used)


def _rows(connection: Connection, tables: set[str]) -> Rows:
    """Return every row, as text; the shadows of an index are its engine's."""
    return {
        table: sorted(
            repr(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}"))
        )
        for table in tables
        if table not in UPGRADED and "search" not in table
    }


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]
        ),
    ]
)
def address(request: pytest.FixtureRequest, place: Path) -> str:
    """The address of such a store."""
    if request.param == "sqlite":
        with files.new_file(place) as draft:
            database = draft_database(draft, files.APPLICATION_ID, str(place))
            with closing(database), database.write() as connection:
                _make(connection)
        return store_address(place)
    postgres: Ground = request.getfixturevalue("postgres")
    assert isinstance(postgres, PostgresGround)
    name = postgres._name("before")
    postgres._run(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    url = postgres._url(name)
    with closing(postgres_database(url)) as database, database.write() as connection:
        _make(connection)
    return url


@pytest.fixture
def database(address: str, place: Path) -> Iterator[Database]:
    """The same, opened."""
    is_file = address.startswith("sqlite")
    with closing(sqlite_database(place) if is_file else postgres_database(address)) as database:
        yield database


def _upgrade(address: str) -> None:
    with closing(administer(address)) as owner:
        done = owner.migrate()
    assert (done.before, done.after) == (BEFORE, schema.VERSION)


def test_every_row_is_as_it_was(address: str, database: Database) -> None:
    with database.read() as connection:
        tables = {*inspect(connection).get_table_names()}
        before = _rows(connection, tables)
    assert all(before[name] for name in ("contact", "contact_role", "mark", "note", "action"))
    _upgrade(address)
    assert _differences(database) == []
    with database.read() as connection:
        assert _rows(connection, tables) == before


def _anna() -> Caller:
    anna = object.__new__(Caller)
    known = {
        "kind": Kind.CONTACT,
        "session_id": "",
        "person_id": ANNA,
        "display_name": "x",
        "organisation_id": BAKERY,
        "contact_id": AT_BAKERY,
        "granted": ROLES,
        "permissions": permissions_of(Kind.CONTACT, ROLES),
    }
    for name, value in known.items():
        object.__setattr__(anna, name, value)
    return anna


def test_who_was_there_before_submits_the_first_incident(address: str, database: Database) -> None:
    _upgrade(address)
    anna, new = _anna(), new_incident()
    with database.write() as connection:
        more = {"files": AttachedFiles(None, address), "now": NOW}
        made = submitting.submit(connection, anna, new, new_id(), **more)
        conversation.comment(connection, anna, new.id, new_comment(), new_id(), **more)
    assert (made.number, made.organisation_name) == (1, "B")
    for query in (EVERY, IncidentQuery(words="wage run")):
        with database.read() as connection:
            page = listing.page(connection, anna, query, ALL, now=NOW)
        assert [each.id for each in page.items] == [new.id]
