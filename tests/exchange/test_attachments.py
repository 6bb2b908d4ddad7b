"""Files that are to be sent: taken as they are, or refused with a reason; never half of one."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.contract.attachments import facts_of
from tui import i18n
from tui.api.contents import PIECE, Download
from tui.api.ids import new_id
from tui.api.models.attachments import LARGEST, Attachment
from tui.exchange.attachments import FileToSend, look, save
from tui.exchange.files import FileRefused

CONTENT = bytes(range(256)) * 2000
"""Several pieces."""


def _file(folder: Path, content: bytes = CONTENT, name: str = "run.log") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


async def _sent(file: FileToSend, went: list[int] | None = None) -> bytes:
    parts: list[bytes] = []
    async with aclosing(file.pieces(went.append if went is not None else lambda _: None)) as read:
        async for piece in read:
            assert len(piece) <= PIECE
            parts.append(piece)
    return b"".join(parts)


async def _after(read: AsyncIterator[bytes]) -> AsyncIterator[int]:
    """Yield how much came before the end."""
    size = 0
    async for piece in read:
        size += len(piece)
        assert size < len(CONTENT)
    yield size


def _refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        look(path)
    for language in i18n.LANGUAGES:
        i18n.use(language)
        assert i18n.filled(caught.value.key, caught.value.parameters) != caught.value.key
    i18n.use("en")
    return caught.value.code


async def test_a_file_is_sent_as_it_was_looked_at_and_again(tmp_path: Path) -> None:
    file = look(_file(tmp_path))
    assert file.facts == facts_of(CONTENT)
    assert (file.new.id, file.new.size) == (file.id, len(CONTENT))
    went: list[int] = []
    assert await _sent(file, went) == CONTENT
    assert (went[0], went[-1]) == (0, len(CONTENT))
    assert went == sorted(went)
    assert await _sent(file) == CONTENT


@pytest.mark.skipif(os.name != "posix", reason="the files of POSIX")
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(fifo := tmp_path / "fifo")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket"))
    with listening:
        for path in (fifo, Path("/dev/zero"), Path("/dev/null"), tmp_path / "socket"):
            assert _refusal(path) == "special"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == "folder"
    assert _refusal(tmp_path / "nothing.log") == "missing"
    assert _refusal(_file(tmp_path, b"")) == "empty"
    assert _refusal(tmp_path / "run.log" / "x") in ("read_failed", "missing")
    assert _refusal(tmp_path / ("x" * 300)) == "read_failed"


@pytest.mark.skipif(os.name != "posix" or not os.geteuid(), reason="root may read everything")
def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path)
    path.chmod(0)
    assert _refusal(path) == "no_access"


def test_a_file_is_at_most_as_large_as_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "core"
    for size, code in ((LARGEST, ""), (LARGEST + 1, "too_large"), (1 << 40, "too_large")):
        with path.open("wb") as file:
            file.truncate(size)
        if code:
            assert _refusal(path) == code
        else:
            assert look(path).facts.size == size


@pytest.mark.parametrize(
    "changed",
    [CONTENT + b"x", CONTENT[:-1], b"", CONTENT[:-1] + b"x", b"x" + CONTENT[1:], CONTENT * 2],
    ids=len,
)
async def test_a_file_that_was_changed_since_is_not_sent(tmp_path: Path, changed: bytes) -> None:
    file = look(_file(tmp_path))
    _file(tmp_path, changed)
    with pytest.raises(FileRefused, match="changed"):
        await _sent(file)


async def test_a_file_that_changes_while_it_is_sent_is_not_sent_whole(tmp_path: Path) -> None:
    file = look(_file(tmp_path))
    went: list[int] = []

    def change(size: int) -> None:
        went.append(size)
        file.path.write_bytes(b"y" * len(CONTENT))

    with pytest.raises(FileRefused, match="changed"):
        await anext(_after(file.pieces(change)))
    assert went[-1] == len(CONTENT)


async def test_a_file_that_went_is_told_as_missing(tmp_path: Path) -> None:
    file = look(_file(tmp_path))
    file.path.unlink()
    with pytest.raises(FileRefused, match="missing"):
        await _sent(file)


@pytest.mark.parametrize(
    ("name", "kept", "content_type"),
    [
        ("run.log", "run.log", "text/plain"),
        ("Foto \u00e9.PNG", "Foto \u00e9.PNG", "image/png"),
        ("a.html", "a.html", "application/octet-stream"),
        ("\x1b]52;c;eA==\x07.txt", "]52;c;eA==.txt", "text/plain"),
        ("gpj.\u202eexe", "gpj.exe", "application/octet-stream"),
        ("..", "_", "application/octet-stream"),
        (".profile", "profile", "application/octet-stream"),
        ("con.txt", "_con.txt", "text/plain"),
        ("x" * 250 + ".pdf", "x" * 196 + ".pdf", "application/pdf"),
        ("\udcff.txt", "txt", "application/octet-stream"),
    ],
)
def test_a_name_is_cleaned_and_says_the_type(name: str, kept: str, content_type: str) -> None:
    attachment = FileToSend(Path("/somewhere") / name, new_id(), facts_of(b"x")).attachment
    assert (attachment.name, attachment.content_type) == (kept, content_type)


async def test_a_download_that_has_no_place_to_go_is_let_go_of(tmp_path: Path) -> None:
    closed: list[bool] = []

    async def close() -> None:
        closed.append(True)

    known = Attachment(
        id=new_id(), name="run.log", content_type="text/plain", size=3, sha256="0" * 64
    )

    async def nothing() -> AsyncIterator[bytes]:
        yield b"log"

    with pytest.raises(FileNotFoundError):
        await save(Download(known, nothing(), close), tmp_path / "nowhere" / "run.log")
    assert closed == [True]
