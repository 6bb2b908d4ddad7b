"""The schema: one truth in two places, and the way from an old one to the newest."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import tui
from tests.api.store.world import PORTAL, make_store
from tests.contract.grounds import Ground, PostgresGround
from tui.api.administration import Migration
from tui.api.connect import administer, connect
from tui.api.errors import Conflict, Incompatible, PortalError
from tui.api.store import administration, migrations, schema, versions
from tui.api.store.database import Database, postgres_database, sqlite_database
from tui.portals import store_address

NEXT = f"{int(schema.VERSION) + 1:04}"
SCRIPT = f"""
from alembic import op
revision = "{NEXT}"
down_revision = "{schema.VERSION}"
def upgrade():
    op.execute("CREATE TABLE later (id integer)")
"""


_BEYOND_THE_METADATA = (
    "note_search",
    "incident_search",
    "ix_incident_search",
    "incident_part",
    "ix_incident_part",
)


def _differences(database: Database) -> list[object]:
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "version_table": schema.VERSION_TABLE,
                "include_name": lambda name, kind, _: (
                    not str(name).startswith(_BEYOND_THE_METADATA)
                    and name not in ("ix_mark_unread", "ix_note_withdrawn")
                ),
            },
        )
        return [*compare_metadata(context, schema.metadata)]


def test_the_migrations_and_the_tables_agree_on_sqlite(place: Path) -> None:
    make_store(place)
    database = sqlite_database(place)
    assert _differences(database) == []
    database.close()


@pytest.fixture
def empty_database(postgres: Ground) -> str:
    """The address of a PostgreSQL database without anything in it."""
    assert isinstance(postgres, PostgresGround)
    name = postgres._name("empty")
    postgres._run(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return postgres._url(name)


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_the_migrations_and_the_tables_agree_on_postgresql(empty_database: str) -> None:
    owner = administer(empty_database, quick_hashing=True)
    assert not owner.exists()
    owner.create(PORTAL)
    assert owner.exists()
    with pytest.raises(Conflict):
        owner.create(PORTAL)
    owner.close()
    database = postgres_database(empty_database)
    assert _differences(database) == []
    database.close()


def test_the_newest_version_is_the_last_migration() -> None:
    assert ScriptDirectory(str(migrations.PLACE)).get_current_head() == schema.VERSION


def test_a_newer_store_is_refused_naming_the_version_that_it_needs(place: Path) -> None:
    make_store(place)
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE schema_version SET version_num = '0099'")
        connection.execute("UPDATE portal SET program_version = '3.2.1'")
    connection.close()
    before = place.read_bytes()
    for attempt in (connect, lambda url: administer(url).migrate()):
        with pytest.raises(Incompatible) as caught:
            attempt(store_address(place))
        assert caught.value.needed == "3.2.1"
        assert caught.value.found == tui.__version__
        assert caught.value.place == str(place)
    assert place.read_bytes() == before


def _publish_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    newer = tmp_path / "migrations"
    shutil.copytree(migrations.PLACE, newer)
    (newer / "versions" / f"{NEXT}_later.py").write_text(script)
    monkeypatch.setattr(migrations, "PLACE", newer)
    monkeypatch.setattr(versions, "VERSION", NEXT)
    monkeypatch.setattr(administration, "VERSION", NEXT)


async def test_an_older_store_is_upgraded_when_it_is_opened_after_a_copy(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(place)
    _publish_migration(tmp_path, monkeypatch, SCRIPT)
    entrance = connect(store_address(place))
    assert (await entrance.info()).name == "Test portal"
    await entrance.close()
    owner = administer(store_address(place))
    assert owner.facts().schema_version == NEXT
    assert owner.migrate() == Migration(before=NEXT, after=NEXT)
    owner.close()
    (copy,) = place.parent.glob(f"portal.sqlite.before-{NEXT}-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    copied = sqlite_database(copy)
    with copied.read() as connection:
        assert versions.of(connection) == schema.VERSION
    copied.close()


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_store(place)
    broken = f"{SCRIPT}    op.execute('INSERT INTO nowhere VALUES (1)')\n"
    _publish_migration(tmp_path, monkeypatch, broken)
    with pytest.raises(PortalError):
        connect(store_address(place))
    database = sqlite_database(place)
    with database.read() as connection:
        assert versions.of(connection) == schema.VERSION
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    database.close()
    assert "later" not in names
