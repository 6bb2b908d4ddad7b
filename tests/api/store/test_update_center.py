"""A store of version 0001 is upgraded with everything that people had in it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.api.store import old_store
from tests.api.store.old_store import A_NOTE, AT_BAKERY, BAKERY, NOTES
from tests.api.store.test_migrations import _differences
from tests.contract.grounds import Ground, PostgresGround
from tui.api.connect import administer
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.policy import Kind, Role, permissions_of
from tui.api.store import schema, versions
from tui.api.store.database import (
    Database,
    draft_database,
    files,
    postgres_database,
    sqlite_database,
)
from tui.api.store.organisations import listing
from tui.api.store.releases import notes, reading, search
from tui.api.store.verbs.caller import Caller
from tui.portals import store_address

ALL = PageRequest()
EVERY = NoteQuery()


def _me() -> Caller:
    me = object.__new__(Caller)
    known = {
        "kind": Kind.CONTACT,
        "organisation_id": BAKERY,
        "contact_id": AT_BAKERY,
        "read_until_key": "2024-01-31",
        "granted": frozenset({Role.EMPLOYEE}),
        "permissions": permissions_of(Kind.CONTACT, {Role.EMPLOYEE}),
    }
    for name, value in known.items():
        object.__setattr__(me, name, value)
    return me


def _old_file(place: Path) -> None:
    with files.new_file(place) as draft:
        database = draft_database(draft, files.APPLICATION_ID, str(place))
        with database.write() as connection:
            old_store.make_old_store(connection)
        database.close()


def _upgrade(address: str) -> None:
    owner = administer(address)
    done = owner.migrate()
    assert (done.before, done.after) == ("0001", schema.VERSION)
    owner.close()


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]
        ),
    ]
)
def upgraded(request: pytest.FixtureRequest, place: Path) -> Iterator[Database]:
    """A store of version 0001 that was opened by this program."""
    if request.param == "sqlite":
        _old_file(place)
        database, address = sqlite_database(place), store_address(place)
    else:
        postgres: Ground = request.getfixturevalue("postgres")
        assert isinstance(postgres, PostgresGround)
        name = postgres._name("old")
        postgres._run(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        address = postgres._url(name)
        database = postgres_database(address)
        with database.write() as connection:
            old_store.make_old_store(connection)
    _upgrade(address)
    yield database
    database.close()


def _list(connection: Connection, query: NoteQuery) -> str:
    return _letters(note.id for note in reading.page(connection, _me(), query, ALL).items)


def _found(connection: Connection, words: str) -> str:
    return _letters(hit.id for hit in search.search(connection, _me(), words, EVERY, ALL).items)


def _letters(note_ids: Iterable[str]) -> str:
    return "".join(note_id.removeprefix(A_NOTE) for note_id in note_ids)


def test_an_upgraded_store_has_the_tables_of_a_new_one(upgraded: Database) -> None:
    assert _differences(upgraded) == []
    with upgraded.read() as connection:
        assert versions.of(connection) == schema.VERSION


def test_every_note_and_mark_is_there_after_an_upgrade(upgraded: Database) -> None:
    with upgraded.read() as connection:
        assert _list(connection, EVERY) == "cdabe"
        assert _list(connection, NoteQuery(unread=True)) == "ca"
        note = reading.show(connection, _me(), f"{A_NOTE}a", EVERY)
        assert (note.revision, note.corrected_at, note.withdrawn_at) == (1, None, None)


def test_an_upgrade_works_the_keys_out_for_every_note(upgraded: Database) -> None:
    with upgraded.read() as connection:
        assert _list(connection, NoteQuery(sort=NoteSort.AREA)) == "bedac"
        rows = connection.execute(text("SELECT id, content_key FROM note")).all()
        keys = {row.id: row.content_key for row in rows}
        assert keys[f"{A_NOTE}a"] == keys[f"{A_NOTE}c"]
        assert len({*keys.values()}) == len(NOTES) - 1
        for note_id, (_, _, area, kind, title, body) in NOTES.items():
            assert keys[note_id] == notes.content_key("Profit", area, kind, title, body)


def test_an_upgrade_numbers_the_index_by_the_day_of_the_release(upgraded: Database) -> None:
    with upgraded.read() as connection:
        assert {*_found(connection, "bank")} == {*"acde"}
        assert _found(connection, "psd") == "ca"
        numbered = connection.execute(text("SELECT id, note_id FROM note_part ORDER BY id DESC"))
        numbers = {row.note_id: row.id for row in numbered}
        assert _letters(numbers) == "cdabe"
        assert numbers[f"{A_NOTE}a"] >> 40 == date(2024, 1, 31).toordinal()
        assert numbers[f"{A_NOTE}e"] >> 40 == 1


def test_a_file_is_copied_before_it_is_upgraded(place: Path) -> None:
    _old_file(place)
    before = place.read_bytes()
    _upgrade(store_address(place))
    (copy,) = place.parent.glob(f"portal.sqlite.before-{schema.VERSION}-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    copied = sqlite_database(copy)
    with copied.read() as connection:
        assert versions.of(connection) == "0001"
        assert connection.scalar(text("SELECT count(*) FROM note")) == len(NOTES)
    copied.close()
    assert place.read_bytes() != before


def test_the_customers_of_an_old_store_stand_by_name(upgraded: Database) -> None:
    operator = _me()
    object.__setattr__(operator, "permissions", permissions_of(Kind.OPERATOR))
    with upgraded.read() as connection:
        (found,) = listing.page(connection, operator, ALL).items
        keys = [*connection.execute(text("SELECT sort_key FROM organisation")).scalars()]
    assert (found.name, found.joined) == ("B", True)
    assert keys == [f"b\x01{BAKERY}"]
