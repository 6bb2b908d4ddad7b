"""Files that are written whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from tui import whole_files
from tui.whole_files import alone_in, sweep, whole_file, write_whole


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "file"


def test_a_file_and_its_folder_are_for_their_owner_alone(place: Path) -> None:
    write_whole(place, b"new", over=False)
    assert place.read_bytes() == b"new"
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_is_there_is_replaced_only_where_that_is_meant(place: Path) -> None:
    write_whole(place, b"old")
    with pytest.raises(FileExistsError) as caught:
        write_whole(place, b"new", over=False)
    assert (caught.value.filename, place.read_bytes()) == (str(place), b"old")
    write_whole(place, b"new")
    assert place.read_bytes() == b"new"


def test_a_link_that_leads_nowhere_is_something_that_is_there(place: Path) -> None:
    place.parent.mkdir()
    place.symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        write_whole(place, b"new", over=False)


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_full_disk_leaves_what_was_there_and_names_the_file(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str, over: bool
) -> None:
    if over:
        write_whole(place, b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(whole_files.os, step, full)
        with pytest.raises(OSError, match="No space left") as caught:
            write_whole(place, b"new", over=over)
    assert caught.value.filename == str(place)
    left = {path.name: path.read_bytes() for path in place.parent.iterdir()}
    assert left == ({"file": b"old"} if over else {})


def test_nothing_stands_at_the_name_before_all_of_it_is_written(place: Path) -> None:
    with whole_file(place, over=False) as file:
        file.write(b"a part")
        file.flush()
        assert not place.exists()
    assert place.read_bytes() == b"a part"
    assert [*place.parent.iterdir()] == [place]


def test_a_file_that_somebody_else_makes_meanwhile_stays(place: Path) -> None:
    def write() -> None:
        with whole_file(place, over=False) as file:
            file.write(b"ours")
            place.write_bytes(b"theirs")

    with pytest.raises(FileExistsError) as caught:
        write()
    assert caught.value.filename == str(place)
    assert [path.read_bytes() for path in place.parent.iterdir()] == [b"theirs"]


def test_what_goes_wrong_while_it_is_written_leaves_the_old_file(place: Path) -> None:
    def give_up() -> None:
        with whole_file(place) as file:
            file.write(b"half of the n")
            raise KeyboardInterrupt

    write_whole(place, b"old")
    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert [path.read_bytes() for path in place.parent.iterdir()] == [b"old"]


# What a program that was killed leaves behind


DAY = 86_400.0


def aged(file: Path) -> Path:
    """Let a file be older than a day."""
    moment = time() - DAY - 60
    os.utime(file, (moment, moment))
    return file


KILLED = """
import os, pathlib, signal, sys
from tui.whole_files import whole_file
with whole_file(pathlib.Path(sys.argv[1])) as file:
    file.write(b"half of the n")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def leave_behind(place: Path) -> Path:
    """Let a program be killed as it writes `place`; returns what it leaves."""
    before = {*place.parent.glob("*")}
    killed = subprocess.run([sys.executable, "-c", KILLED, place], check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = {*place.parent.glob("*")} - before
    return left


def test_what_a_killed_program_left_goes_after_a_day_and_nothing_else(place: Path) -> None:
    write_whole(place, b"whole")
    aged(place)
    others = [place.with_name(name) for name in (".hidden", ".file.json", "file.damaged-1")]
    for other in others:
        other.write_bytes(b"")
        aged(other)
    old, young = aged(leave_behind(place)), leave_behind(place)
    sweep(place.parent)
    assert {*place.parent.iterdir()} == {place, young, *others}
    assert not old.exists()


def test_what_is_still_being_written_stays_however_old_it_looks(place: Path) -> None:
    with whole_file(place) as file:
        file.write(b"all ")
        (draft,) = place.parent.iterdir()
        aged(draft)
        sweep(place.parent)
        file.write(b"of it")
    assert place.read_bytes() == b"all of it"


def test_what_cannot_be_taken_away_holds_up_nothing(place: Path) -> None:
    sweep(place.parent)  # there is no such folder
    aged(leave_behind(place))
    odd = place.with_name(".file.aaaaaaaa")
    odd.mkdir()
    aged(odd)
    sweep(place.parent)
    assert [*place.parent.iterdir()] == [odd]


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
def test_one_after_the_other_changes_the_files_of_a_folder_and_nobody_waits_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(whole_files, "sleep", waits.append)
    with alone_in(tmp_path):
        assert waits == []
        with alone_in(tmp_path):
            assert sum(waits) == pytest.approx(whole_files.LONGEST_WAIT)
    waits.clear()
    with alone_in(tmp_path):
        assert waits == []
