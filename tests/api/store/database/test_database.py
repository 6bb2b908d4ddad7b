"""Transactions, and the mode in which an acknowledged write survives."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.api.store.world import (
    ANNA_AT_BAKERY,
    FACTORY,
    PORTAL,
    Store,
    make_store,
)
from tui.api.connect import administer
from tui.api.errors import Fault, Unavailable
from tui.api.store import database as database_module
from tui.api.store.database import journal_mode, postgres_database, sqlite_database
from tui.portals import store_address


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), ("delete", "EXTRA")),
        ((3, 51, 2), ("delete", "EXTRA")),
        ((3, 51, 3), ("wal", "FULL")),
        ((3, 52, 0), ("wal", "FULL")),
    ],
)
def test_a_sqlite_that_loses_writes_in_wal_mode_is_not_used_so(
    version: tuple[int, ...], mode: tuple[str, str]
) -> None:
    assert journal_mode(version) == mode


@pytest.mark.parametrize(("mode", "number"), [(("wal", "FULL"), "2"), (("delete", "EXTRA"), "3")])
def test_a_store_is_opened_in_the_mode_that_was_chosen(
    place: Path, monkeypatch: pytest.MonkeyPatch, mode: tuple[str, str], number: str
) -> None:
    monkeypatch.setattr(database_module, "journal_mode", lambda: mode)
    administration = administer(store_address(place), quick_hashing=True)
    administration.create(PORTAL)
    settings = administration.facts().settings
    administration.close()
    assert settings["journal_mode"] == mode[0]
    assert settings["synchronous"] == number
    assert settings["foreign_keys"] == "1"


async def test_a_link_across_organisations_is_an_error_of_the_database(store: Store) -> None:
    database = sqlite_database(store.path)
    a_note = "(SELECT id FROM note LIMIT 1)"
    for table, values in (
        ("contact_role", "(:organisation, :contact, 'administrator')"),
        ("mark", f"(:organisation, :contact, {a_note}, 1, '2026-01-01', NULL)"),
        ("bookmark", f"(:organisation, :contact, {a_note}, '2026-01-01')"),
        ("action", f"(:organisation, {a_note}, :contact, NULL, NULL, NULL, 1)"),
        ("action", f"(:organisation, {a_note}, NULL, NULL, NULL, :contact, 1)"),
    ):
        ids = {"organisation": FACTORY, "contact": ANNA_AT_BAKERY}
        with pytest.raises(Unavailable) as caught, database.write() as connection:
            connection.execute(text(f"INSERT INTO {table} VALUES {values}"), ids)
        assert isinstance(caught.value.__cause__, IntegrityError)
    database.close()


def test_two_writers_take_turns(place: Path) -> None:
    make_store(place)
    database = sqlite_database(place)

    def add_many() -> None:
        for _ in range(20):
            with database.write() as connection:
                read = text("SELECT version FROM person ORDER BY email LIMIT 1")
                version = connection.execute(read).scalar_one()
                write = text("UPDATE person SET version = :version")
                connection.execute(write, {"version": version + 1})

    threads = [threading.Thread(target=add_many) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT min(version) FROM person")).scalar_one() == 61
    database.close()


def test_a_store_that_somebody_else_holds_is_busy(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    make_store(place)
    holder = sqlite3.connect(place, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    database = sqlite_database(place)
    with pytest.raises(Unavailable) as caught, database.write():
        pass
    holder.close()
    database.close()
    assert caught.value.fault is Fault.BUSY
    assert caught.value.retry_after


def test_a_server_that_does_not_answer_is_unreachable_and_its_password_not_told() -> None:
    database = postgres_database("postgresql://me:secret@127.0.0.1:1/none")
    with pytest.raises(Unavailable) as caught, database.read():
        pass
    database.close()
    assert caught.value.fault is Fault.UNREACHABLE
    assert "secret" not in f"{caught.value.place}{caught.value.detail}"


def test_postgresql_without_its_driver_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(Unavailable) as caught:
        postgres_database("postgresql://127.0.0.1/none")
    assert caught.value.fault is Fault.MISSING_DRIVER
