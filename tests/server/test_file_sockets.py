"""Files over real sockets: by the piece both ways, and whole or not there where the line breaks."""

import os
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.contract.attachments import in_pieces, new_upload
from tests.contract.incidents import new_incident
from tests.faults.proxy import cut_in_answer, cut_in_request, passes
from tests.faults.wire import FOR_A_SCREEN, Wire, wire_to
from tests.server.serving import serving
from tui.api.contents import PIECE
from tui.api.errors import Fault, Unavailable
from tui.api.http.incidents import HttpIncidents
from tui.api.ids import new_id
from tui.api.models.attachments import AttachmentNew
from tui.exchange.attachments import look, save
from tui.exchange.files import FileRefused
from tui.sqlite_files import folder_beside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
CONTENT = bytes(range(256)) * 12_000
"""Three megabytes: more than sockets hold."""


@pytest.fixture
async def wire(database: str, tokens: dict[str, str], tmp_path: Path) -> AsyncIterator[Wire]:
    """A line to a server in a process of its own, for an employee."""
    with serving(database, tmp_path / "log") as server:
        async with wire_to(server.url, database, tokens["employee"], FOR_A_SCREEN) as made:
            yield made


def _incidents(wire: Wire) -> HttpIncidents:
    return HttpIncidents(wire.client, wire.token)


def _files(wire: Wire) -> list[Path]:
    folder = folder_beside(Path(urlsplit(wire.database).path))
    return [path for path in folder.rglob("*") if path.is_file()]


async def _attached(wire: Wire) -> tuple[str, str]:
    incidents, new = _incidents(wire), new_upload(CONTENT)
    await incidents.upload(new, in_pieces(CONTENT, PIECE))
    incident = new_incident(attachments=(AttachmentNew(id=new.id, name="run.log"),))
    await incidents.submit(incident, new_id())
    return incident.id, new.id


async def test_a_file_comes_by_the_piece(wire: Wire) -> None:
    sizes: list[int] = []
    async with aclosing(await _incidents(wire).download(*await _attached(wire))) as download:
        async for piece in download:
            sizes.append(len(piece))
    assert sum(sizes) == len(CONTENT)
    assert len(sizes) > len(CONTENT) // (2 * PIECE)


async def test_a_line_that_breaks_in_a_file_leaves_nothing_and_the_same_again_is_one(
    wire: Wire,
) -> None:
    incidents, new = _incidents(wire), new_upload(CONTENT)
    for place in (10, 500, 1_000_000, len(CONTENT)):
        await wire.proxy.becomes(cut_in_request(place))
        with pytest.raises(Unavailable) as caught:
            await incidents.upload(new, in_pieces(CONTENT, PIECE))
        assert caught.value.fault is Fault.CUT_OFF
        await wire.proxy.becomes(passes)
    await wire.proxy.becomes(cut_in_answer(20))
    with pytest.raises(Unavailable):
        await incidents.upload(new, in_pieces(CONTENT, PIECE))
    await wire.proxy.becomes(passes)
    await incidents.upload(new, in_pieces(CONTENT, PIECE))
    assert [path.read_bytes() for path in _files(wire)] == [CONTENT]
    assert wire.count("SELECT 'uploads', count(*) FROM upload") == {"uploads": 1}


async def test_a_line_that_breaks_in_a_download_is_told_and_saves_nothing(
    wire: Wire, tmp_path: Path
) -> None:
    incident_id, attachment_id = await _attached(wire)
    (folder := tmp_path / "saved").mkdir()
    await wire.proxy.becomes(cut_in_answer(1_000_000))
    download = await _incidents(wire).download(incident_id, attachment_id)
    with pytest.raises(Unavailable) as caught:
        await save(download, folder / "run.log")
    assert caught.value.fault is Fault.CUT_OFF
    assert [*folder.iterdir()] == []


async def test_a_file_that_changes_under_way_is_sent_nowhere(wire: Wire, tmp_path: Path) -> None:
    (path := tmp_path / "run.log").write_bytes(CONTENT)
    file = look(path)
    path.write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(FileRefused, match="changed"):
        await _incidents(wire).upload(file.new, file.pieces)
    assert wire.count("SELECT 'uploads', count(*) FROM upload") == {"uploads": 0}
    file = look(path)
    await _incidents(wire).upload(file.new, file.pieces)
    assert [each.read_bytes() for each in _files(wire)] == [path.read_bytes()]
