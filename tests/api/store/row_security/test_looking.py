"""Whether row-level security stands: what is lacking is found, and said to whom it can be told."""

from contextlib import closing

import pytest

from tests.api.store import old_store
from tests.api.store.row_security.conftest import ON_POSTGRES, Cluster, url_of
from tests.api.store.row_security.test_setting_up import SERVING, catalogue, make_role, name_of
from tests.api.store.world import PORTAL
from tui.api.administration import Backstop
from tui.api.connect import administer
from tui.api.store import schema
from tui.api.store.database import postgres_database
from tui.api.store.database.sides import Side
from tui.api.store.schema import row_security
from tui.api.store.schema.ownership import CUSTOMER_OWNED, IDENTITY

pytestmark = ON_POSTGRES

EVERY_TABLE = tuple(sorted({*CUSTOMER_OWNED, *IDENTITY}))
TAKEN_DOWN = {
    "not forced": "ALTER TABLE mark NO FORCE ROW LEVEL SECURITY",
    "not on": "ALTER TABLE mark DISABLE ROW LEVEL SECURITY",
    "without the customer's": "DROP POLICY klantportal_customer ON mark",
    "without the owner's": "DROP POLICY klantportal_owner ON mark",
}


@pytest.fixture
def url(cluster: Cluster) -> str:
    """The address of a new portal."""
    url = cluster.empty()
    with closing(administer(url, quick_hashing=True)) as owner:
        owner.create(PORTAL)
    return url


def backstop(url: str) -> Backstop | None:
    """Return what the store tells of it."""
    with closing(administer(url)) as owner:
        return owner.facts().backstop


def test_on_a_new_portal_it_stands(url: str) -> None:
    assert backstop(url) == Backstop()


@pytest.mark.parametrize("statement", TAKEN_DOWN.values(), ids=[*TAKEN_DOWN])
def test_a_table_that_is_open_is_named_and_migrating_closes_it(
    cluster: Cluster, url: str, statement: str
) -> None:
    before = catalogue(cluster, url)
    cluster.run(url, statement)
    assert backstop(url) == Backstop(open_tables=("mark",))
    with closing(administer(url)) as owner:
        migration = owner.migrate()
    assert (migration.before, migration.after) == (schema.VERSION, schema.VERSION)
    assert backstop(url) == Backstop()
    assert catalogue(cluster, url) == before


def test_an_older_portal_has_none(cluster: Cluster) -> None:
    url = cluster.empty()
    with closing(postgres_database(url)) as database, database.write() as connection:
        old_store.make_old_store(connection)
    found = backstop(url)
    assert found is not None
    assert {"contact", "mark", "person"} <= {*found.open_tables}


def test_without_any_policy_every_table_is_open(cluster: Cluster, url: str) -> None:
    policies = cluster.run(url, "SELECT policyname, tablename FROM pg_policies")
    cluster.run(url, *(f"DROP POLICY {policy} ON {table}" for policy, table in policies))
    assert backstop(url) == Backstop(open_tables=EVERY_TABLE)


def test_who_may_not_act_as_the_sides_is_told_the_statements(cluster: Cluster, url: str) -> None:
    make_role(cluster, SERVING, "LOGIN PASSWORD 'x' NOINHERIT")
    cluster.run(url, f"GRANT SELECT ON schema_version TO {SERVING}")
    theirs = url_of(url, user=SERVING)
    found = backstop(theirs)
    assert found is not None
    assert [each.partition(" ")[0] for each in found.statements] == ["GRANT"] * len(Side)
    cluster.run(url, *found.statements)
    assert backstop(theirs) == Backstop()


def test_a_side_that_is_above_policies_is_told(cluster: Cluster, url: str) -> None:
    customer = row_security.role_name(name_of(url), Side.CUSTOMER)
    cluster.run(url, f'ALTER ROLE "{customer}" BYPASSRLS')
    found = backstop(url)
    assert found is not None
    assert found.statements == (f"ALTER ROLE {customer} NOSUPERUSER NOBYPASSRLS",)
    cluster.run(url, *found.statements)
    assert backstop(url) == Backstop()
