"""A store of an older version is backed up as it is, and restored to the newest schema."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.api.store import old_store
from tests.api.store.backups.conftest import ON_BOTH, Places, back_up, database_at, file_of, restore
from tests.api.store.backups.test_round_trip import tables_of
from tui.api.connect import administer
from tui.api.store.database import draft_database, files, postgres_database
from tui.api.store.schema import VERSION


def _make_old(url: str) -> None:
    if url.startswith("postgresql"):
        with closing(postgres_database(url)) as database, database.write() as connection:
            old_store.make_old_store(connection)
        return
    place = file_of(url)
    with files.new_file(place) as draft:
        made = draft_database(draft, files.APPLICATION_ID, str(place))
        with closing(made) as database, database.write() as connection:
            old_store.make_old_store(connection)


def _index(url: str) -> list[tuple[object, ...]]:
    """Return which number of the full-text index leads to which note."""
    with closing(database_at(url)) as database, database.read() as connection:
        return [*connection.execute(text("SELECT id, note_id FROM note_part ORDER BY id")).all()]


@pytest.mark.parametrize("target", ON_BOTH)
@pytest.mark.parametrize("origin", ON_BOTH)
def test_it_becomes_what_the_upgraded_store_is(
    places: Places, file: Path, tmp_path: Path, origin: str, target: str
) -> None:
    old, restored = places.empty(origin), places.empty(target)
    _make_old(old)
    assert back_up(old, file).schema_version == "0001"
    restore(file, restored)
    with closing(administer(old)) as owner:
        assert owner.facts().schema_version == "0001"
        owner.migrate()
    with closing(administer(restored)) as owner:
        assert owner.facts().schema_version == VERSION
    back_up(old, tmp_path / "upgraded.zip")
    back_up(restored, tmp_path / "restored.zip")
    assert tables_of(tmp_path / "restored.zip") == tables_of(tmp_path / "upgraded.zip")
    assert _index(restored) == _index(old)
