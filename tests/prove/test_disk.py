"""The disk of the power losses keeps what was synced, and of the rest anything."""

from collections.abc import Callable
from random import Random

from tests.prove.disk import QUICK, Disk, Files, Resize, Write

OLD, NEW = b"o" * 8192, b"n" * 8192
NEVER = 1_000_000

Work = Callable[[Disk], None]


def _left(work: Work) -> list[Files]:
    """Return what may be left of a folder with an old file when the power is lost after `work`."""
    outcomes: list[Files] = []
    for seed in range(200):
        disk = Disk({"file": OLD}, NEVER, Random(seed))
        work(disk)
        outcomes.append(disk.lose_power())
    return outcomes


def _contents(work: Work, name: str = "file") -> set[bytes | None]:
    return {files.get(name) for files in _left(work)}


def _change(*changes: Write | Resize, name: str = "file", sync: bool = False) -> Work:
    def work(disk: Disk) -> None:
        content = disk.open(name)
        for change in changes:
            disk.change(content, change)
        if sync:
            disk.sync(content)

    return work


def test_what_was_synced_is_there() -> None:
    assert _contents(_change(Write(0, NEW), Resize(5000), sync=True)) == {NEW[:5000]}
    assert _contents(_change(Write(9000, NEW), sync=True)) == {OLD + bytes(808) + NEW}


def test_of_what_was_not_synced_any_part_may_be_there() -> None:
    left = _contents(_change(Write(0, NEW)))
    assert {OLD, NEW, OLD[:4096] + NEW[4096:], NEW[:4096] + OLD[4096:]} < left


def test_a_write_is_torn_where_sectors_begin() -> None:
    for left in _contents(_change(Write(100, NEW[:3000]))):
        assert left is not None
        assert left[:100] + left[3100:] == OLD[:-3000]
        for start, end in [(100, 512), *((at, at + 512) for at in range(512, 2560, 512))]:
            assert left[start:end] in (OLD[start:end], NEW[start:end])


def test_a_later_write_may_be_there_without_an_earlier_one() -> None:
    left = _contents(_change(Write(0, NEW[:4096]), Write(4096, NEW[:4096])))
    assert OLD[:4096] + NEW[:4096] in left


def test_a_file_that_was_cut_off_may_be_as_long_as_before() -> None:
    assert _contents(_change(Resize(10))) == {OLD, OLD[:10]}


def test_a_file_that_grew_may_hold_what_nobody_wrote() -> None:
    left = _contents(_change(Resize(8200)))
    assert OLD in left
    assert len(left) > 2


def test_a_name_may_stand_for_what_it_did_until_the_folder_is_synced() -> None:
    def replace(disk: Disk) -> None:
        disk.delete("file")
        _change(Write(0, NEW), sync=True)(disk)

    def replace_and_sync(disk: Disk) -> None:
        replace(disk)
        disk.sync_folder()

    assert _contents(replace) == {OLD, None, NEW}
    assert _contents(replace_and_sync) == {NEW}


def test_what_is_done_without_power_is_not_there() -> None:
    disk = Disk({"file": OLD}, QUICK, Random(1))
    _change(Resize(0))(disk)
    assert disk.left is not None
    _change(Write(0, NEW), sync=True)(disk)
    assert disk.lose_power()["file"] in (OLD, b"")
