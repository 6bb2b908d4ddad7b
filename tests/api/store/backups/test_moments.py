"""Backups and restores while others work, and when they end in the middle."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.api.store.backups.conftest import ON_BOTH, Places, back_up, file_of, restore, untold
from tests.api.store.backups.living import enter, hostile_document, opened
from tests.api.store.backups.test_round_trip import tables_of
from tests.api.store.database.test_files import _files_up_to
from tests.contract.world import PEOPLE
from tui.api.administration import Stage
from tui.api.connect import administer
from tui.api.errors import Conflict, Fault, Incompatible, Unavailable
from tui.api.ids import new_id
from tui.api.store import schema
from tui.portals import store_address


class At:
    """Does something once, the first time that a stage has come so far."""

    def __init__(self, stage: Stage, do: object, rows: int = 0) -> None:
        self._when = stage, rows
        self._do = do
        self.done = False

    def __call__(self, stage: Stage, rows: int, _total: int) -> None:
        wanted, least = self._when
        if not self.done and stage is wanted and rows >= least:
            self.done = True
            self._do()  # type: ignore[operator]


async def _publish(url: str) -> None:
    """Write to many tables in one transaction."""
    document = hostile_document()
    (release,) = document.releases
    release = release.model_copy(update={"version": "Profit 12"})
    document = document.model_copy(update={"releases": (release,)})
    async with opened(url) as entrance:
        vendor = (await enter(entrance, PEOPLE["operator"])).portal
        assert (await vendor.releases.publish(document, new_id())).added == 1


@pytest.mark.parametrize("engine", ON_BOTH)
def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    places: Places, file: Path, tmp_path: Path, engine: str
) -> None:
    url = places.lived_in(engine)
    back_up(url, tmp_path / "before.zip")
    meanwhile = At(Stage.WRITING, lambda: asyncio.run(_publish(url)), rows=30)
    back_up(url, file, meanwhile)
    assert meanwhile.done
    assert tables_of(file) == tables_of(tmp_path / "before.zip")
    assert back_up(url, file, over=True).rows["release"] == 8


@pytest.mark.parametrize("engine", ON_BOTH)
def test_of_two_restores_at_the_same_time_one_is_told_that_it_came_second(
    places: Places, backup: Path, engine: str
) -> None:
    url = places.empty(engine)
    first = At(Stage.READING, lambda: restore(backup, url))
    with pytest.raises(Conflict):
        restore(backup, url, first)
    assert first.done
    asyncio.run(_publish(url))


def _end() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("engine", ON_BOTH)
@pytest.mark.parametrize("stage", [Stage.RESTORING, Stage.COMPARING, Stage.INDEXING])
def test_a_restore_that_is_ended_leaves_nothing(
    places: Places, backup: Path, engine: str, stage: Stage
) -> None:
    url = places.empty(engine)
    with pytest.raises(KeyboardInterrupt):
        restore(backup, url, At(stage, _end, rows=0 if stage is Stage.INDEXING else 40))
    with closing(administer(url)) as owner:
        assert not owner.exists()
    if engine == "sqlite":
        assert [*file_of(url).parent.iterdir()] == []
    restore(backup, url)


KILLED = """
import os, signal, sys
from contextlib import closing
from pathlib import Path
from tui.api.connect import administer

def told(stage, rows, _total):
    if (stage, rows >= 40) == (sys.argv[3], sys.argv[3] != "indexing"):
        os.kill(os.getpid(), signal.SIGKILL)

with closing(administer(sys.argv[2])) as owner:
    owner.restore(Path(sys.argv[1]), told)
"""


@pytest.mark.parametrize("engine", ON_BOTH)
@pytest.mark.parametrize("stage", ["restoring", "comparing", "indexing"])
def test_a_restore_that_is_killed_leaves_no_store(
    places: Places, backup: Path, engine: str, stage: str
) -> None:
    url = places.empty(engine)
    ended = subprocess.run([sys.executable, "-c", KILLED, backup, url, stage], check=False)
    assert ended.returncode == -signal.SIGKILL
    with closing(administer(url)) as owner:
        assert not owner.exists()
    restore(backup, url)


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_backup_that_is_ended_leaves_the_one_of_last_time(
    places: Places, file: Path, engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file.write_bytes(b"of last time")
    with pytest.raises(KeyboardInterrupt):
        back_up(places.lived_in(engine), file, At(Stage.WRITING, _end, rows=20), over=True)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        (file.name, b"of last time")
    ]


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_full_disk_leaves_the_backup_of_last_time(
    places: Places, file: Path, engine: str
) -> None:
    def write() -> None:
        with _files_up_to(4096):
            back_up(url, file, untold, over=True)

    url = places.lived_in(engine)
    file.write_bytes(b"of last time")
    with pytest.raises((OSError, Unavailable)) as caught:
        write()
    if isinstance(caught.value, Unavailable):  # the copy of the file is the first to be written
        assert caught.value.fault is Fault.DISK_FULL
        assert "klantportal-" in caught.value.place
    else:
        assert caught.value.filename == str(file)
    assert [each.read_bytes() for each in file.parent.iterdir()] == [b"of last time"]


def test_a_full_disk_leaves_nothing_of_a_restore(backup: Path, tmp_path: Path) -> None:
    place = tmp_path / "target" / "portal.sqlite"
    with _files_up_to(64 * 1024), pytest.raises(Unavailable) as caught:
        restore(backup, store_address(place))
    assert (caught.value.fault, caught.value.place) == (Fault.DISK_FULL, str(place))
    assert [*place.parent.iterdir()] == []


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_store_that_has_something_in_it_is_not_restored_over(
    places: Places, backup: Path, tmp_path: Path, engine: str
) -> None:
    url = places.lived_in(engine)
    back_up(url, tmp_path / "before.zip")
    with pytest.raises(Conflict):
        restore(backup, url)
    back_up(url, tmp_path / "after.zip")
    assert tables_of(tmp_path / "after.zip") == tables_of(tmp_path / "before.zip")


def test_a_file_of_somebody_else_is_not_restored_over(backup: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite"
    theirs.write_text("not a store")
    with pytest.raises(Conflict):
        restore(backup, store_address(theirs))
    assert theirs.read_text() == "not a store"


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_a_database_with_a_table_of_our_name_is_not_restored_over(
    places: Places, backup: Path
) -> None:
    url = places.empty("postgresql")
    places.execute("postgresql", url, "CREATE TABLE person AS SELECT 1 AS id")
    with pytest.raises(Conflict):
        restore(backup, url)


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 32768] = b"damage!!" * 4096
    path.write_bytes(content)


def test_a_damaged_store_is_told_instead_of_backed_up(places: Places, file: Path) -> None:
    url = places.lived_in("sqlite")
    _damage(file_of(url))
    with pytest.raises(Unavailable) as caught:
        back_up(url, file)
    assert caught.value.fault is Fault.CORRUPT
    assert caught.value.place == str(file_of(url))
    assert not file.exists()


@pytest.mark.parametrize(
    "value", ["CAST(x'61006200' AS TEXT)", "CAST(x'ff' AS TEXT)", "x'00ff'"], ids=ascii
)
def test_a_value_that_no_column_of_ours_holds_is_damage(
    places: Places, file: Path, value: str
) -> None:
    url = places.lived_in("sqlite")
    places.execute("sqlite", url, f"UPDATE person SET time_zone = {value}")
    with pytest.raises(Unavailable) as caught:
        back_up(url, file)
    assert caught.value.fault is Fault.CORRUPT
    assert not file.exists()


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_store_of_a_newer_program_is_not_backed_up_in_part(
    places: Places, file: Path, engine: str
) -> None:
    url = places.lived_in(engine)
    places.execute(engine, url, "UPDATE schema_version SET version_num = '0099'")
    with pytest.raises(Incompatible):
        back_up(url, file)
    assert not file.exists()


@pytest.mark.parametrize("engine", ON_BOTH)
def test_where_there_is_no_store_there_is_nothing_to_back_up(
    places: Places, file: Path, engine: str
) -> None:
    with pytest.raises(Unavailable) as caught:
        back_up(places.empty(engine), file)
    assert caught.value.fault is Fault.NO_STORE
    assert not file.exists()


def test_a_restored_file_is_sound_and_for_its_owner_alone(backup: Path, tmp_path: Path) -> None:
    place = tmp_path / "portal.sqlite"
    restore(backup, store_address(place))
    assert place.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO note_search(note_search) VALUES ('integrity-check')")
    with closing(administer(store_address(place))) as owner:
        assert owner.facts().schema_version == schema.VERSION
