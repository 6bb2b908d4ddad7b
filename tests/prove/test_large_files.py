"""A file of the largest size goes up and down in pieces: neither end ever holds it whole."""

import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.contract.incidents import submitted
from tests.contract.stage import Stage
from tests.prove.fleet import fleet
from tests.prove.soak import Tell, is_full
from tests.prove.test_fleet import STORES
from tui.api.contents import Pieces
from tui.api.ids import new_id
from tui.api.models.attachments import LARGEST
from tui.api.models.incidents import CommentNew
from tui.api.portal import Incidents
from tui.exchange.attachments import FileToSend, look, save

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(sys.platform != "linux", reason="the most memory is told by /proc"),
]

BOUND = 8 << 20
"""Bytes that an end may need on top: a third of the file, which nobody can hold in it."""


@dataclass
class End:
    """A process at one end of the line, and its size before."""

    process: psutil.Process
    before: int = 0

    def begin(self) -> None:
        """Count from here."""
        self._proc("clear_refs").write_text("5")  # forgets what was the most, see proc(5)
        self.before = self.process.memory_info().rss

    def most(self) -> int:
        """Return how many bytes it needed on top at most."""
        lines = self._proc("status").read_text().splitlines()
        (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
        return int(peak) * 1024 - self.before

    def _proc(self, name: str) -> Path:
        return Path(f"/proc/{self.process.pid}/{name}")


@dataclass
class Line:
    """An incident to send files to, and both ends of the line."""

    incidents: Incidents
    incident_id: str
    server: End
    client: End

    async def up(self, file: FileToSend, pieces: Pieces | None = None) -> tuple[int, int]:
        """Send a file; returns what that cost the server and the client."""
        self._begin()
        await self.incidents.upload(file.new, pieces or file.pieces)
        cost = self._cost()
        new = CommentNew(id=new_id(), body="As a file.", attachments=(file.attachment,))
        await self.incidents.comment(self.incident_id, new, new.id)
        return cost

    async def down(self, file: FileToSend, folder: Path) -> tuple[int, int]:
        """Save it as a file; returns the same."""
        self._begin()
        download = await self.incidents.download(self.incident_id, file.id)
        saved = await save(download, folder / "saved")
        cost = self._cost()
        assert look(saved).facts == file.facts
        return cost

    def _begin(self) -> None:
        self.server.begin()
        self.client.begin()

    def _cost(self) -> tuple[int, int]:
        return self.server.most(), self.client.most()


def _file(folder: Path, size: int) -> FileToSend:
    path = folder / f"{size}.bin"
    with path.open("wb") as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))
    return look(path)


@asynccontextmanager
async def _line(stage: Stage, folder: Path) -> AsyncGenerator[Line]:
    """Serve a store, with an incident in it; the client is this process."""
    with fleet(stage.url, folder, 1) as ships:
        entrance = ships.entrance()
        server, client = ships.process(ships.ports[0]), os.getpid()
        try:
            incidents = (await entrance.resume(stage.token("employee"))).portal.incidents
            incident = await submitted(incidents)
            ends = (End(psutil.Process(number)) for number in (server, client))
            yield Line(incidents, incident.id, *ends)
        finally:
            await entrance.close()


@pytest.mark.parametrize("ground", STORES if is_full() else STORES[:1], indirect=True)
async def test_a_file_of_the_largest_size_is_held_whole_by_neither_end(
    stage: Stage, tmp_path: Path, tell: Tell
) -> None:
    warming, largest = _file(tmp_path, 1 << 20), _file(tmp_path, LARGEST)
    async with _line(stage, tmp_path) as line:
        await line.up(warming)
        await line.down(warming, tmp_path)
        up, down = await line.up(largest), await line.down(largest, tmp_path)
        held = await line.up(look(largest.path), _whole(largest.path))
    tell(
        f"a file of 25 MB, {stage.ground.name}",
        KB_for_the_server_to_take_it=up[0] >> 10,
        KB_for_the_client_to_send_it=up[1] >> 10,
        KB_for_the_server_to_give_it=down[0] >> 10,
        KB_for_the_client_to_save_it=down[1] >> 10,
    )
    assert max(*up, *down) <= BOUND
    assert held[1] > BOUND  # who does hold it whole is found out


def _whole(path: Path) -> Pieces:
    async def pieces() -> AsyncIterator[bytes]:
        yield path.read_bytes()

    return pieces
