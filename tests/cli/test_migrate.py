"""`migrate`: a file is copied first, of a database one is asked about a backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.api.store import old_store
from tests.cli.conftest import Klantportal
from tui.api.connect import administer
from tui.api.store.database import draft_database, files
from tui.api.store.schema import VERSION
from tui.portals import store_address


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file with a store of version 0001."""
    place = tmp_path / "old.sqlite"
    with files.new_file(place) as draft:
        made = draft_database(draft, files.APPLICATION_ID, str(place))
        with closing(made) as database, database.write() as connection:
            old_store.make_old_store(connection)
    return place


def version_of(url: str) -> str:
    """Return the schema's version."""
    with closing(administer(url)) as store:
        return store.facts().schema_version


def test_a_file_is_copied_and_upgraded(klantportal: Klantportal, old: Path) -> None:
    done = klantportal("migrate", "--database", store_address(old))
    assert done.code == 0, done.err
    (copy,) = old.parent.glob("old.sqlite.before-*")
    assert str(copy) in done.out
    assert (version_of(store_address(old)), version_of(store_address(copy))) == (VERSION, "0001")


def test_the_newest_schema_is_left_as_it_is(
    own_portal: None, klantportal: Klantportal, tmp_path: Path
) -> None:
    done = klantportal("migrate")
    assert done.code == 0
    assert VERSION in done.out
    assert [*tmp_path.rglob("*before*")] == []


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize(("language", "answer", "done"), [("en", "n", 1), ("nl", "ja", 0)])
def test_of_a_database_one_is_asked_about_a_backup(
    klantportal: Klantportal,
    old_database: str,
    somebody_types: None,
    language: str,
    answer: str,
    done: int,
) -> None:
    asked = klantportal("--lang", language, "migrate", "--portal", old_database, stdin=answer)
    assert asked.code == done
    assert "klantportal backup" in asked.err
    assert version_of(old_database) == ("0001" if done else VERSION)


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_without_a_terminal_a_database_needs_a_yes(
    klantportal: Klantportal, old_database: str
) -> None:
    refused = klantportal("migrate", "--database", old_database)
    assert refused.code == 2
    assert version_of(old_database) == "0001"
    assert klantportal("migrate", "--database", old_database, "--yes").code == 0
    assert version_of(old_database) == VERSION


def test_a_newer_schema_is_refused(klantportal: Klantportal, old: Path) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute("UPDATE schema_version SET version_num = '0099'")
        connection.execute("UPDATE portal SET program_version = '9.1'")
    connection.close()
    refused = klantportal("migrate", "--database", store_address(old), "--yes")
    assert refused.code == 4
    assert "9.1" in refused.err
