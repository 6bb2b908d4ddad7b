"""The roles and policies of a portal: made by whoever may, the same however it came to be."""

from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.api.store import old_store
from tests.api.store.backups.conftest import back_up, restore
from tests.api.store.row_security.conftest import ON_POSTGRES, Cluster, LivedIn, url_of
from tests.api.store.world import PASSWORD, PORTAL
from tui import i18n
from tui.api.administration import Migration
from tui.api.connect import administer, connect
from tui.api.errors import Fault, Unavailable
from tui.api.models.releases import NoteQuery
from tui.api.models.sign_in import SignIn
from tui.api.portal import SignedIn
from tui.api.store import schema
from tui.api.store.database import postgres_database
from tui.api.store.database.sides import Side
from tui.api.store.schema import ownership, row_security
from tui.secret import Secret

RESTRICTED, READER, SERVING = "portal_restricted", "portal_reader", "portal_serving"

POLICIES = """
    SELECT tablename, policyname, permissive, cmd, qual, with_check,
        replace(roles::text, current_database(), 'DATABASE')
    FROM pg_policies ORDER BY 1, 2
"""
GRANTS = """
    SELECT table_name, replace(grantee, current_database(), 'DATABASE'), privilege_type
    FROM information_schema.role_table_grants WHERE table_schema = 'public' ORDER BY 1, 2, 3
"""
FORCED = """
    SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""


def catalogue(cluster: Cluster, url: str) -> list[list[tuple[object, ...]]]:
    """Return policies, privileges and what is forced."""
    return [cluster.run(url, question) for question in (POLICIES, GRANTS, FORCED)]


def _create(url: str) -> None:
    with closing(administer(url, quick_hashing=True)) as owner:
        owner.create(PORTAL)


@pytest.fixture
def restricted(cluster: Cluster) -> str:
    """The address of a database whose owner may make no roles."""
    make_role(cluster, RESTRICTED, "LOGIN PASSWORD 'x'")
    url = cluster.empty("superuser")
    name = name_of(url)
    cluster.run(url, f'ALTER DATABASE "{name}" OWNER TO {RESTRICTED}')
    return url_of(url, user=RESTRICTED)


def make_role(cluster: Cluster, name: str, options: str) -> None:
    """Make a role, once."""
    with (
        psycopg.connect(cluster.above.server, autocommit=True) as connection,
        suppress(psycopg.errors.DuplicateObject),
    ):
        connection.execute(
            sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(name), sql.SQL(options))
        )


def name_of(url: str) -> str:
    """Return the name of a database."""
    return url.partition("?")[0].rpartition("/")[2]


def test_every_table_stands_in_exactly_one_class() -> None:
    classes = (
        ownership.CUSTOMER_OWNED,
        ownership.IDENTITY,
        ownership.VENDOR_ONLY,
        ownership.VENDOR_OWNED,
        ownership.BOOKKEEPING,
    )
    beyond_the_metadata = {schema.VERSION_TABLE, "note_search", "incident_search"}
    for name in {*schema.metadata.tables} | beyond_the_metadata:
        found = [each for each in classes if name in each]
        assert len(found) == 1, f"{name} stands in {len(found)} classes of schema/ownership.py"
    assert row_security.classified() == {*schema.metadata.tables} | beyond_the_metadata
    assert {*ownership.AT_THE_DOOR} <= {*ownership.CUSTOMER_OWNED} | ownership.VENDOR_ONLY
    assert {*ownership.IDENTITY} > ownership.COLLEAGUES


def test_what_leads_with_an_organisation_is_a_customers_or_not_for_customers() -> None:
    for name, table in schema.metadata.tables.items():
        if "organisation_id" in table.primary_key.columns and name not in ownership.VENDOR_ONLY:
            assert ownership.CUSTOMER_OWNED[name] == "organisation_id"


class TestOnPostgresql:
    """What only a server can show."""

    pytestmark = ON_POSTGRES

    def test_no_table_of_a_new_portal_is_without_its_class(self, cluster: Cluster) -> None:
        url = cluster.empty()
        _create(url)
        tables = {str(name): (on, forced) for name, on, forced in cluster.run(url, FORCED)}
        assert {*tables} == row_security.classified()
        protected = {name for name, state in tables.items() if state == (True, True)}
        assert protected == {*ownership.CUSTOMER_OWNED, *ownership.IDENTITY}

    def test_new_migrated_and_restored_portals_have_the_same_policies(
        self, cluster: Cluster, tmp_path: Path
    ) -> None:
        new, migrated, restored = (cluster.empty() for _ in range(3))
        _create(new)
        with closing(postgres_database(migrated)) as database, database.write() as connection:
            old_store.make_old_store(connection)
        with closing(administer(migrated)) as owner:
            assert owner.migrate() == Migration(before="0001", after=schema.VERSION)
        back_up(new, tmp_path / "portal.zip")
        restore(tmp_path / "portal.zip", restored)
        expected = catalogue(cluster, new)
        assert len(expected[0]) > len(ownership.CUSTOMER_OWNED) * 3
        assert catalogue(cluster, migrated) == expected
        assert catalogue(cluster, restored) == expected

    def test_doing_it_again_changes_nothing(self, cluster: Cluster) -> None:
        url = cluster.empty()
        _create(url)
        before = catalogue(cluster, url)
        with closing(postgres_database(url)) as database, database.write() as connection:
            row_security.secure(connection)
        assert catalogue(cluster, url) == before

    async def test_two_portals_of_one_cluster_have_roles_of_their_own(
        self, cluster: Cluster
    ) -> None:
        here, there = cluster.empty(), cluster.empty()
        for url in (here, there):
            _create(url)
        roles = "SELECT DISTINCT unnest(roles)::text FROM pg_policies"
        ours, theirs = ({str(row[0]) for row in cluster.run(url, roles)} for url in (here, there))
        assert ours & theirs == {"portal_owner"}
        entrance = connect(here)
        assert (await entrance.info()).name == "Test portal"
        await entrance.close()

    def test_who_may_make_no_roles_is_told_the_statements_and_then_goes_on(
        self, cluster: Cluster, restricted: str
    ) -> None:
        with pytest.raises(Unavailable) as caught:
            _create(restricted)
        assert caught.value.fault is Fault.ROLES_MISSING
        assert cluster.run(restricted, FORCED) == []
        statements = [line.strip() for line in caught.value.detail.strip().splitlines()]
        assert [each.partition(" ")[0] for each in statements] == ["CREATE", "GRANT"] * 3
        for language in i18n.LANGUAGES:
            i18n.use(language)
            assert caught.value.detail in i18n.filled(caught.value.key, caught.value.parameters)
        cluster.run(restricted, *statements)
        _create(restricted)
        assert len(cluster.run(restricted, POLICIES)) > len(ownership.CUSTOMER_OWNED) * 3

    def test_a_role_that_is_above_policies_is_not_taken(
        self, cluster: Cluster, restricted: str
    ) -> None:
        for side in Side:
            make_role(cluster, row_security.role_name(name_of(restricted), side), "BYPASSRLS")
        with pytest.raises(Unavailable) as caught:
            _create(restricted)
        assert caught.value.fault is Fault.ROLES_MISSING
        assert caught.value.detail.count("NOBYPASSRLS") == len(Side)

    async def test_a_portal_is_served_by_a_user_who_owns_nothing_of_it(
        self, cluster: Cluster
    ) -> None:
        url = cluster.empty()
        _create(url)
        make_role(cluster, SERVING, "LOGIN PASSWORD 'x' NOINHERIT")
        for side in Side:
            role = row_security.role_name(name_of(url), side)
            cluster.run(url, f'GRANT "{role}" TO {SERVING}')
        entrance = connect(url_of(url, user=SERVING))
        attempt = SignIn(email="anna@example.nl", password=Secret(PASSWORD), hat=None)
        signed_in = await entrance.sign_in(attempt)
        assert isinstance(signed_in, SignedIn)
        assert (await signed_in.portal.releases.count(NoteQuery())).value == 2
        await entrance.close()

    def test_the_owner_who_does_not_say_so_sees_nothing(
        self, cluster: Cluster, lived_in: LivedIn
    ) -> None:
        if lived_in.ground is cluster.above:
            pytest.skip("a superuser is above policies")
        with psycopg.connect(lived_in.ground._url(lived_in.template.place)) as connection:
            if connection.info.server_version < 160_000:
                pytest.skip("before version 16 a member of a role has its rights at once")
            for saying, sees in ((b"SELECT 1", False), (b"SET klantportal.owner = 'yes'", True)):
                connection.execute(saying)
                for table in (*ownership.CUSTOMER_OWNED, *ownership.IDENTITY):
                    found = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
                    assert bool(found and found[0]) is sees, table

    @pytest.mark.parametrize("case", ["reader", "narrowed", "moved"])
    def test_who_sees_a_part_of_the_rows_makes_no_backup(
        self, cluster: Cluster, tmp_path: Path, case: str
    ) -> None:
        own = cluster.empty()
        _create(own)
        url = own
        if case == "narrowed":
            cluster.run(own, "CREATE POLICY p ON mark AS RESTRICTIVE USING (read)")
        else:
            make_role(cluster, READER, "LOGIN PASSWORD 'x' IN ROLE pg_read_all_data")
            url = url_of(own, user=READER)
        if case == "moved":  # the policy is still the owner's before
            cluster.run(own, f"ALTER TABLE mark OWNER TO {READER}")
        file = tmp_path / "portal.zip"
        with pytest.raises(Unavailable) as caught:
            back_up(url, file)
        assert caught.value.fault is Fault.ROWS_HIDDEN
        assert "mark" in caught.value.detail
        assert [*tmp_path.iterdir()] == []
        for language in i18n.LANGUAGES:
            i18n.use(language)
            assert "mark" in i18n.filled(caught.value.key, caught.value.parameters)

    @pytest.mark.parametrize("login", ["superuser", "owner"])
    def test_who_sees_every_row_backs_all_of_them_up(
        self, cluster: Cluster, tmp_path: Path, login: str
    ) -> None:
        own = cluster.empty()
        _create(own)
        url = own if login == "owner" else url_of(cluster.above.server, database=name_of(own))
        facts = back_up(url, tmp_path / "portal.zip")
        assert (facts.rows["contact"], facts.rows["person"], facts.rows["note"]) == (2, 2, 2)


def test_a_long_name_of_a_database_makes_names_of_roles_that_fit_and_differ() -> None:
    names = {
        row_security.role_name(f"{'é' * 30}{end}", side) for end in ("a", "b") for side in Side
    }
    assert len(names) == 6
    assert all(len(name.encode()) <= 63 for name in names)
