"""The files of an import: walked in order, read whole or refused with the reason."""

import errno
import os
import socket
from pathlib import Path

import pytest

from tui.cli.files import candidates
from tui.exchange.disk import read
from tui.exchange.files import MAX_FILE_SIZE, FileRefused


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        read(path)
    return caught.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    return folder


def test_a_folder_is_walked_in_order_without_hidden_files(folder: Path) -> None:
    for name in ("b.md", "a.md", ".hidden", "inner/c.md"):
        (folder / name).write_text(name)
    (folder / ".git").mkdir()
    (folder / ".git" / "d.md").write_text("d")
    assert [file.source for file in candidates([folder])] == ["a.md", "b.md", "inner/c.md"]


def test_a_file_has_the_same_name_alone_and_in_its_folder(folder: Path) -> None:
    file = folder / "a.md"
    file.write_text("a")
    (alone,), (inside,) = candidates([file]), candidates([folder])
    assert alone.source == inside.source == "a.md"
    assert alone.named
    assert not inside.named


def test_a_link_to_a_folder_above_ends_the_walk(folder: Path) -> None:
    (folder / "a.md").write_text("a")
    (folder / "inner" / "up").symlink_to(folder)
    assert [file.source for file in candidates([folder])] == ["a.md"]


def test_a_link_that_leads_to_itself_is_refused(folder: Path) -> None:
    link = folder / "link.md"
    link.symlink_to(link)
    assert refused(link) == "read_failed"


def test_what_is_not_there_is_refused(folder: Path) -> None:
    assert [file.path for file in candidates([folder / "gone.md"])] == [folder / "gone.md"]
    assert refused(folder / "gone.md") == "missing"


def test_a_pipe_without_a_writer_does_not_hold_us(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert refused(folder / "pipe") == "special"


def test_devices_and_sockets_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(Path("/dev/null")) == "special"
    monkeypatch.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert refused(Path("socket")) == "special"


def test_a_file_that_is_too_large_is_refused_unread(folder: Path) -> None:
    with (folder / "large.md").open("wb") as file:
        file.truncate(MAX_FILE_SIZE + 1)
    assert refused(folder / "large.md") == "too_large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read_is_refused(folder: Path) -> None:
    (folder / "secret.md").write_text("x")
    (folder / "secret.md").chmod(0)
    assert refused(folder / "secret.md") == "no_access"


def test_a_file_is_read_as_it_is(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"a\r\n\xff")
    assert read(folder / "a.md") == b"a\r\n\xff"


def test_a_name_that_is_too_long_is_refused_and_the_others_are_taken(folder: Path) -> None:
    (folder / "a.md").write_text("a")
    long = folder / ("x" * 300)
    assert [file.path for file in candidates([long, folder])] == [long, folder / "a.md"]
    assert refused(long) == "read_failed"


def test_a_folder_that_one_may_list_and_not_enter_is_refused_file_by_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> bool:
        if path.parent == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return os.path.isdir(path)  # noqa: PTH112 - what is replaced here

    for name in ("a.md", "b.md"):
        (folder / name).write_text("x")
    monkeypatch.setattr(Path, "is_dir", closed)
    assert [file.source for file in candidates([folder])] == ["a.md", "b.md", "inner"]
