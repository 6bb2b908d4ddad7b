"""What is not a backup, or not any more as it was made, is refused, and nothing is changed."""

import shutil
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import tui
from tests.api.store.backups.conftest import Places, back_up, restore
from tests.api.store.backups.forging import (
    MANIFEST,
    Change,
    Manifest,
    Members,
    forged,
    person,
    put,
    table_of,
)
from tui.api.administration import BackupFault, BackupRefused
from tui.api.store.backups import archive, restoring
from tui.portals import store_address

Damage = Callable[[bytes], bytes]


def refusal(file: Path, folder: Path) -> BackupRefused:
    """Restore what is refused, and see that nothing came of it."""
    folder.mkdir()
    with pytest.raises(BackupRefused) as caught:
        restore(file, store_address(folder / "portal.sqlite"))
    assert [*folder.iterdir()] == []
    assert caught.value.file == str(file)
    return caught.value


def read_whole(file: Path) -> list[bytes]:
    """Return every line of a backup, as a restore would read it."""
    with archive.opened(file) as backup:
        restoring.check(backup, lambda *_: None)
        return [line for table in backup.manifest.tables for line in backup.lines(table)]


def _other_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as other:
        other.writestr(MANIFEST, '{"name": "an extension", "version": "1.0"}')


def _no_manifest(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("tables/person.jsonl", "")


def _a_store(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE person (id)")
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda file: file.write_text("Dear customer,\n"),
        _a_store,
        _other_zip,
        _no_manifest,
    ],
    ids=["text", "store", "other zip", "no manifest"],
)
def test_another_file_is_not_a_backup(
    file: Path, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(file)
    assert refusal(file, tmp_path / "target").fault is BackupFault.NOT_A_BACKUP


@pytest.mark.parametrize("share", [0, 0.0001, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_ends_too_early_is_told_as_that(
    backup: Path, tmp_path: Path, share: float
) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])
    assert refusal(backup, tmp_path / "target").fault is BackupFault.CUT_SHORT


def test_a_flipped_bit_is_noticed_or_changes_nothing(backup: Path) -> None:
    """Some bits say nothing: the year of a member, the system that it was made on."""
    content, lines = backup.read_bytes(), read_whole(backup)
    noticed = 0
    for place in range(0, len(content), 13):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        backup.write_bytes(damaged)
        try:
            assert read_whole(backup) == lines, place
        except BackupRefused:
            noticed += 1
    assert noticed > len(content) / 13 * 0.7


def _beside_it(content: bytes) -> int:
    return content.index(MANIFEST.encode()) - 24


def _in_the_directory(content: bytes) -> int:
    return content.rindex(MANIFEST.encode()) - 38


@pytest.mark.parametrize("bit", range(16))
@pytest.mark.parametrize("place", [_beside_it, _in_the_directory])
def test_a_manifest_with_a_flag_that_it_never_has_is_refused_or_read_as_it_was(
    backup: Path, place: Callable[[bytes], int], bit: int
) -> None:
    content, lines = bytearray(backup.read_bytes()), read_whole(backup)
    content[place(content) + bit // 8] ^= 1 << bit % 8
    backup.write_bytes(content)
    with suppress(BackupRefused):
        assert read_whole(backup) == lines


def _swap(members: Members, _manifest: Manifest) -> None:
    members["tables/person.jsonl"] = members["tables/person.jsonl"].replace(b"example", b"exampel")


def test_content_that_has_another_sum_is_refused_naming_the_table(
    backup: Path, tmp_path: Path
) -> None:
    file = forged(backup, tmp_path / "forged.zip", _swap, summed=False)
    error = refusal(file, tmp_path / "target")
    assert (error.fault, error.detail) == (BackupFault.DAMAGED, "tables/person.jsonl")


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x", "/etc/passwd", "tables/../x", "C:\\x", "tables/person", "x" * 500],
)
def test_a_member_that_no_backup_has_is_refused_and_written_nowhere(
    backup: Path, tmp_path: Path, name: str
) -> None:
    def add(members: Members, _manifest: Manifest) -> None:
        members[name] = b"owned"

    error = refusal(forged(backup, tmp_path / "forged.zip", add), tmp_path / "target")
    assert error.fault is BackupFault.DAMAGED
    assert error.detail == name[:100]


def test_a_table_that_stands_twice_is_refused(backup: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(backup, "a") as changed:
        warnings.simplefilter("ignore")
        changed.writestr("tables/person.jsonl", changed.read("tables/person.jsonl"))
    assert refusal(backup, tmp_path / "target").fault is BackupFault.DAMAGED


def test_a_table_that_is_missing_is_refused(backup: Path, tmp_path: Path) -> None:
    def drop(members: Members, _manifest: Manifest) -> None:
        del members["tables/mark.jsonl"]

    file = forged(backup, tmp_path / "forged.zip", drop, summed=False)
    assert refusal(file, tmp_path / "target").detail == "tables/mark.jsonl"


def test_a_packing_that_we_never_write_is_refused(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(tmp_path / "bz.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), compress_type=zipfile.ZIP_BZIP2)
    assert refusal(tmp_path / "bz.zip", tmp_path / "target").fault is BackupFault.DAMAGED


def test_a_line_without_an_end_is_not_read_to_its_end(backup: Path, tmp_path: Path) -> None:
    def inflate(members: Members, _manifest: Manifest) -> None:
        members["tables/mark.jsonl"] = b"0" * (80 << 20)

    file = forged(backup, tmp_path / "bomb.zip", inflate)
    assert file.stat().st_size < 1 << 20
    error = refusal(file, tmp_path / "target")
    assert (error.fault, error.detail) == (BackupFault.DAMAGED, "tables/mark.jsonl")


def test_what_certainly_does_not_fit_on_the_disk_is_not_begun(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    error = refusal(backup, tmp_path / "target")
    assert error.fault is BackupFault.NO_ROOM
    assert error.detail == str(tmp_path / "target")


def _newer_format(_members: Members, manifest: Manifest) -> None:
    manifest.clear()  # of what is to come only the head is known
    manifest.update(format="klantportal backup", format_version=2, program_version="9.1", tables=[])


def _newer_schema(_members: Members, manifest: Manifest) -> None:
    manifest.update(schema_version="0099", program_version="9.1")


@pytest.mark.parametrize("change", [_newer_format, _newer_schema])
def test_a_backup_of_a_newer_program_is_refused_naming_its_version(
    backup: Path, tmp_path: Path, change: Change
) -> None:
    error = refusal(forged(backup, tmp_path / "newer.zip", change), tmp_path / "target")
    assert error.fault is BackupFault.NEWER
    assert (error.needed, error.found) == ("9.1", tui.__version__)


def _of_person(**values: object) -> Change:
    def change(members: Members, manifest: Manifest) -> None:
        names = [name for name, _ in table_of(manifest, "person")["columns"]]
        rows = person(members)
        for name, value in values.items():
            rows[0][names.index(name)] = value
        put(members, "person", *rows)

    return change


def _row(text: str) -> Change:
    def change(members: Members, _manifest: Manifest) -> None:
        put(members, "bookmark", text)

    return change


def _mark(*values: Any) -> Change:
    def change(members: Members, _manifest: Manifest) -> None:
        put(members, "mark", list(values))

    return change


WRONG_ROWS: dict[str, Change] = {
    "a NUL": _of_person(email="a\0b"),
    "a number for a text": _of_person(email=5),
    "a number that is too large": _of_person(version=1 << 63),
    "a fraction": _of_person(version=1.5),
    "yes for 1": _of_person(version=True),
    "nothing where something must be": _of_person(email=None),
    "a double": lambda members, _: put(members, "person", *person(members), person(members)[0]),
    "a link to nowhere": _mark("o", "c", "n", True, "2026-01-01T00:00:00+00:00", None),
    "1 for yes": _mark("o", "c", "n", 1, "2026-01-01T00:00:00+00:00", None),
    "a moment without its zone": _mark("o", "c", "n", True, "2026-01-01T00:00:00", None),
    "a day that does not exist": _mark("o", "c", "n", True, "2026-02-30T00:00:00+00:00", None),
    "a column too many": _mark("o", "c", "n", True, "2026-01-01T00:00:00+00:00", None, 1),
    "an object": _row('{"a": 1}'),
    "not JSON": _row("o;c;n"),
    "not a number": _row("[NaN, NaN, NaN, NaN]"),
    "half a surrogate": _row('["\\ud800", "c", "n", "2026-01-01T00:00:00+00:00"]'),
    "depth": _row("[" * 100_000),
    "digits": _row(f"[{'9' * 5000}]"),
    "not UTF-8": lambda members, _: members.update({"tables/mark.jsonl": b'["\xff"]\n'}),
}


NOTICED_BY_THE_DATABASE = ("a double", "a link to nowhere", "nothing where something must be")


@pytest.mark.parametrize("change", WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_rows_that_cannot_be_are_refused_and_nothing_stays_of_the_others(
    backup: Path, tmp_path: Path, change: Change
) -> None:
    error = refusal(forged(backup, tmp_path / "forged.zip", change), tmp_path / "target")
    assert error.fault is BackupFault.DAMAGED
    assert error.detail.startswith("tables/")


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize("name", NOTICED_BY_THE_DATABASE)
def test_rows_that_cannot_be_leave_a_database_empty(
    places: Places, backup: Path, tmp_path: Path, name: str
) -> None:
    url = places.empty("postgresql")
    file = forged(backup, tmp_path / "forged.zip", WRONG_ROWS[name])
    with pytest.raises(BackupRefused) as caught:
        restore(file, url)
    assert caught.value.fault is BackupFault.DAMAGED
    restore(backup, url)


def _without_table(members: Members, manifest: Manifest) -> None:
    manifest["tables"].remove(table_of(manifest, "mark"))
    del members["tables/mark.jsonl"]


def _with_table(members: Members, manifest: Manifest) -> None:
    manifest["tables"].append(table_of(manifest, "mark") | {"name": "sqlite_master"})
    members["tables/sqlite_master.jsonl"] = b""


def _with_session(members: Members, manifest: Manifest) -> None:
    manifest["tables"].append(table_of(manifest, "mark") | {"name": "session"})
    members["tables/session.jsonl"] = b""


def _other_column(_members: Members, manifest: Manifest) -> None:
    table_of(manifest, "mark")["columns"][0][0] = "organisation"


def _other_kind(_members: Members, manifest: Manifest) -> None:
    table_of(manifest, "mark")["columns"][0][1] = "integer"


def _no_such_kind(_members: Members, manifest: Manifest) -> None:
    table_of(manifest, "mark")["columns"][0][1] = "geometry"


def _no_such_schema(_members: Members, manifest: Manifest) -> None:
    manifest["schema_version"] = "0000"


def _large(_members: Members, manifest: Manifest) -> None:
    manifest["portal_name"] = "x" * (2 << 20)


@pytest.mark.parametrize(
    "change",
    [
        _without_table,
        _with_table,
        _with_session,
        _other_column,
        _other_kind,
        _no_such_kind,
        _no_such_schema,
        _large,
    ],
)
def test_a_manifest_that_no_store_of_its_version_has_is_refused(
    backup: Path, tmp_path: Path, change: Change
) -> None:
    error = refusal(forged(backup, tmp_path / "forged.zip", change), tmp_path / "target")
    assert error.fault in (BackupFault.DAMAGED, BackupFault.NOT_A_BACKUP)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        restore(tmp_path / "nowhere.zip", store_address(tmp_path / "portal.sqlite"))
    assert caught.value.filename == str(tmp_path / "nowhere.zip")


def test_a_backup_is_not_written_over_unless_that_is_meant(places: Places, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(FileExistsError):
        back_up(places.lived_in("sqlite"), backup)
    assert backup.read_bytes() == before
    backup.write_bytes(b"old")
    back_up(places.lived_in("sqlite"), backup, over=True)
    assert backup.read_bytes() != b"old"
    assert backup.stat().st_mode & 0o777 == 0o600
