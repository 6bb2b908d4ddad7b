"""What the database itself shows of another organisation, whatever the statement: nothing.

These statements name no organisation at all: they are what is left when the application's own
condition is forgotten.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import ProgrammingError

from tests.api.store.row_security.conftest import ON_POSTGRES, Cluster, LivedIn
from tests.contract.world import BAKERY, FACTORY, PEOPLE
from tui.api.store.database import Database, sides
from tui.api.store.database.sides import Side
from tui.api.store.schema import metadata
from tui.api.store.schema.ownership import (
    AT_THE_DOOR,
    CUSTOMER_OWNED,
    IDENTITY,
    VENDOR_ONLY,
    VENDOR_OWNED,
)

pytestmark = ON_POSTGRES

_INCIDENT_SEARCH = Table(
    "incident_search",
    MetaData(),
    Column("organisation_id", Text),
    Column("incident_id", Text),
    Column("terms", TSVECTOR),
)
"""Beyond the metadata, as an index is, but with the words of customers in it."""

TABLES = [metadata.tables.get(name, _INCIDENT_SEARCH) for name in CUSTOMER_OWNED]
BY_NAME = pytest.mark.parametrize("table", TABLES, ids=[*CUSTOMER_OWNED])
ME = PEOPLE["all"].id


@pytest.fixture(scope="module")
def url(lived_in: LivedIn) -> Iterator[str]:
    """A store for tests that leave it as it is."""
    url = lived_in.url()
    yield url
    lived_in.ground.remove(url)


@pytest.fixture
def database(lived_in: LivedIn, url: str) -> Iterator[Database]:
    """The same, as a server has it open."""
    with lived_in.database(url) as database:
        yield database


def _as_bakery(connection: Connection) -> None:
    sides.act(connection, Side.CUSTOMER, BAKERY, ME)


def _owners(connection: Connection, table: Table) -> set[str]:
    return {*connection.scalars(select(table.c[CUSTOMER_OWNED[table.name]]))}


@pytest.mark.parametrize("side", [*Side])
def test_who_runs_a_verb_is_no_superuser_nor_above_policies_nor_owner_of_anything(
    database: Database, side: Side
) -> None:
    with database.read() as connection:
        sides.act(connection, side, BAKERY, ME)
        role = connection.execute(
            text(
                "SELECT oid, rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles"
                " WHERE rolname = current_user"
            )
        ).one()
        assert role.rolname.endswith(side)
        assert (role.rolsuper, role.rolbypassrls, role.rolcanlogin) == (False, False, False)
        owned = text(
            "SELECT count(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')"
        )
        assert connection.scalar(owned) == 0
        active = text("SELECT row_security_active(CAST(:name AS regclass))")
        for name in (*CUSTOMER_OWNED, *IDENTITY):
            assert connection.scalar(active, {"name": name}), name


@BY_NAME
def test_a_statement_that_forgets_whose_rows_it_means_reads_the_own_ones(
    database: Database, table: Table
) -> None:
    with database.read() as connection:
        sides.act(connection, Side.VENDOR)
        assert _owners(connection, table) - {""} == {BAKERY, FACTORY}
        sides.act(connection, Side.CUSTOMER, FACTORY, ME)
        assert _owners(connection, table) == {FACTORY}
        _as_bakery(connection)
        assert _owners(connection, table) == {BAKERY}


@BY_NAME
def test_a_statement_that_forgets_whose_rows_it_means_changes_the_own_ones(
    database: Database, table: Table
) -> None:
    owner = CUSTOMER_OWNED[table.name]
    column = next(c for c in reversed(table.c) if c.name != owner)
    with database.write() as connection:
        sides.act(connection, Side.VENDOR)
        number = select(func.count()).select_from(table)
        there = connection.scalar(number.where(table.c[owner] != BAKERY))
        _as_bakery(connection)
        mine = connection.scalar(number)
        assert there
        assert mine
        changed = connection.execute(update(table).values({column: column}))
        assert changed.rowcount == mine
        if table.name not in ("organisation", "contact", "audit"):  # what hangs on them is first
            assert connection.execute(delete(table)).rowcount == mine
            sides.act(connection, Side.VENDOR)
            assert connection.scalar(number) == there
        connection.rollback()


@BY_NAME
@pytest.mark.parametrize("how", ["insert", "update"])
def test_a_row_is_never_given_to_another_organisation(
    database: Database, table: Table, how: str
) -> None:
    owner = CUSTOMER_OWNED[table.name]
    with database.write() as connection:
        _as_bakery(connection)
        if how == "update":
            theirs = update(table).values({owner: FACTORY})
        else:
            row = connection.execute(select(table).limit(1)).one()._mapping
            theirs = insert(table).values({**row, owner: FACTORY})
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(theirs)
        connection.rollback()


@pytest.mark.parametrize("side", [Side.CUSTOMER, Side.VENDOR])
def test_who_is_signed_in_has_of_people_and_sessions_the_own_ones(
    database: Database, side: Side
) -> None:
    with database.read() as connection:
        for name, column in IDENTITY.items():
            table = metadata.tables[name]
            found = select(table.c[column])
            sides.act(connection, Side.SIGN_IN)
            everybody = {*connection.scalars(found)}
            assert len(everybody) > 1
            sides.act(connection, side, BAKERY, PEOPLE["two_hats"].id)
            is_colleague = side is Side.VENDOR and name == "vendor_member"
            seen = everybody if is_colleague else {PEOPLE["two_hats"].id}
            assert {*connection.scalars(found)} == seen


@BY_NAME
def test_the_door_shows_who_belongs_where_and_no_more(database: Database, table: Table) -> None:
    with database.read() as connection:
        if "SELECT" in AT_THE_DOOR.get(table.name, ""):
            assert _owners(connection, table) == {BAKERY, FACTORY}
        else:
            with pytest.raises(ProgrammingError, match="permission denied"):
                _owners(connection, table)
            connection.rollback()


@pytest.mark.parametrize("name", sorted(VENDOR_OWNED))
def test_what_is_the_vendors_a_customer_only_reads(database: Database, name: str) -> None:
    with database.write() as connection:
        _as_bakery(connection)
        assert connection.scalar(text(f"SELECT count(*) FROM {name}")) is not None
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(f"DELETE FROM {name}"))
        connection.rollback()


@pytest.mark.parametrize("name", sorted(VENDOR_ONLY))
@pytest.mark.parametrize("statement", ["SELECT count(*) FROM", "DELETE FROM"])
def test_of_the_vendors_own_a_customer_knows_nothing(
    database: Database, name: str, statement: str
) -> None:
    with database.write() as connection:
        sides.act(connection, Side.VENDOR)
        assert connection.scalar(text(f"SELECT count(*) FROM {name}"))
        _as_bakery(connection)
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(f"{statement} {name}"))
        connection.rollback()


@BY_NAME
def test_nobody_in_particular_sees_nothing(database: Database, table: Table) -> None:
    with database.read() as connection:
        sides.act(connection, Side.CUSTOMER)
        assert _owners(connection, table) == set()


@BY_NAME
def test_without_policies_the_same_statement_would_read_what_is_anothers(
    cluster: Cluster, lived_in: LivedIn, table: Table
) -> None:
    url = lived_in.url()
    cluster.run(url, f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY")
    with lived_in.database(url) as database, database.read() as connection:
        _as_bakery(connection)
        assert _owners(connection, table) - {""} == {BAKERY, FACTORY}
    lived_in.ground.remove(url)
