"""A backup has the files that were sent, or is not one; what is restored has them all."""

import shutil
from pathlib import Path

import pytest

from tests.api.store.backups.conftest import ON_BOTH, Places, back_up, file_of, restore
from tests.api.store.backups.forging import Change, Manifest, Members, forged
from tests.contract.attachments import LOG, facts_of
from tests.contract.world import BAKERY
from tui.api.administration import BackupFault, BackupRefused
from tui.api.errors import Fault, Unavailable
from tui.portals import store_address
from tui.sqlite_files import folder_beside

SENT = f"attachments/{BAKERY}/{facts_of(LOG).sha256}"


def _count(members: Members, manifest: Manifest) -> None:
    """Let a manifest count the files that are there."""
    files = [content for name, content in members.items() if name.startswith("attachments/")]
    manifest["attachments"] = {"number": len(files), "size": sum(map(len, files))}


def _change(members: Members, _: Manifest) -> None:
    members[SENT] = b"x" * len(LOG)


def _lengthen(members: Members, manifest: Manifest) -> None:
    members[SENT] += b"x"
    _count(members, manifest)


def _leave_out(members: Members, manifest: Manifest) -> None:
    del members[SENT]
    _count(members, manifest)


def _leave_out_and_tell_nobody(members: Members, _: Manifest) -> None:
    del members[SENT]


def _give_away(members: Members, _: Manifest) -> None:
    members[SENT.replace(BAKERY, BAKERY[:-1] + "f")] = members.pop(SENT)


@pytest.mark.parametrize(
    "change", [_change, _lengthen, _leave_out, _leave_out_and_tell_nobody, _give_away]
)
def test_a_backup_whose_files_are_not_those_that_were_sent_is_refused(
    backup: Path, tmp_path: Path, change: Change
) -> None:
    place = tmp_path / "restored" / "portal.sqlite"
    with pytest.raises(BackupRefused) as caught:
        restore(forged(backup, tmp_path / "forged.zip", change), store_address(place))
    assert caught.value.fault is BackupFault.DAMAGED
    assert not place.exists()
    assert not folder_beside(place).exists()


def test_a_file_that_is_kept_once_is_backed_up_once(backup: Path, tmp_path: Path) -> None:
    def look(members: Members, manifest: Manifest) -> None:
        assert {name for name in members if name.startswith("attachments/")} > {SENT}
        assert members[SENT] == LOG
        assert manifest["attachments"] == {"number": 2, "size": len(LOG) + len(b"patch")}

    forged(backup, tmp_path / "same.zip", look)


def test_a_store_that_lost_a_file_is_not_backed_up_without_it(places: Places, file: Path) -> None:
    url = places.lived_in("sqlite")
    shutil.rmtree(folder_beside(file_of(url)))
    with pytest.raises(Unavailable) as caught:
        back_up(url, file)
    assert caught.value.fault is Fault.UNREADABLE
    assert BAKERY in caught.value.place
    assert not file.exists()


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_without_a_folder_a_database_is_neither_backed_up_nor_restored(
    places: Places, backup: Path, tmp_path: Path
) -> None:
    url, empty = places.lived_in("postgresql"), places.empty("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KLANTPORTAL_ATTACHMENTS")
        for deed in (lambda: back_up(url, tmp_path / "no.zip"), lambda: restore(backup, empty)):
            with pytest.raises(Unavailable) as caught:
                deed()
            assert caught.value.fault is Fault.NO_FOLDER
    restore(backup, empty)


@pytest.mark.parametrize("engine", ON_BOTH)
def test_a_restore_beside_files_that_are_there_leaves_them(
    places: Places, backup: Path, tmp_path: Path, engine: str
) -> None:
    url = places.empty(engine)
    kept = places._ground(engine).files_of(url) / BAKERY / ("0" * 64)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"kept")
    restore(backup, url)
    assert kept.read_bytes() == b"kept"
    back_up(url, tmp_path / "again.zip")
