"""A server that works for long keeps its size: neither memory nor open files grow."""

import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import psutil
import pytest

from tests.contract.grounds import Ground
from tests.contract.stage import Stage
from tests.contract.world import PASSWORD, PEOPLE
from tests.prove.fleet import fleet
from tests.prove.soak import Tell, is_full, rounds
from tests.prove.test_fleet import STORES

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(os.name != "posix", reason="open files are counted as POSIX has them"),
]

SAMPLES = 60
WARMING = 20
"""Samples that are not counted: caches fill, and a pool of threads and connections is made."""

MEMORY = 4 << 20
"""Bytes by which what is counted may grow from its first third to its last: one turn of a cache."""
FILES = 3
ASKERS = 4
PATIENCE = 300.0
"""Seconds: a machine that stands still for a while is not what is tried."""


@dataclass(frozen=True)
class Sample:
    """The size of a process at one moment."""

    memory: int
    files: int

    @classmethod
    def of(cls, process: psutil.Process) -> "Sample":
        """Look at a process."""
        return cls(process.memory_info().rss, process.num_fds())


def growth(samples: Sequence[Sample]) -> Sample:
    """Return by how much the middle of the last third is above that of the first."""
    third = len(samples) // 3
    first, last = samples[:third], samples[-third:]

    def middle(some: Sequence[Sample]) -> tuple[float, float]:
        return (
            statistics.median(each.memory for each in some),
            statistics.median(each.files for each in some),
        )

    (memory, files), (later, more) = middle(first), middle(last)
    return Sample(int(later - memory), int(more - files))


def is_flat(samples: Sequence[Sample]) -> bool:
    """Whether a process stayed as it was."""
    grown = growth(samples)
    return grown.memory <= MEMORY and grown.files <= FILES


@pytest.mark.parametrize(("memory", "files"), [(300_000, 0), (0, 1)])
def test_what_grows_a_little_all_the_time_is_found_out(memory: int, files: int) -> None:
    def samples(memory: int, files: int) -> list[Sample]:
        return [
            Sample((80 << 20) + memory * number + number % 3 * 400_000, 20 + files * number)
            for number in range(SAMPLES - WARMING)
        ]

    assert is_flat(samples(0, 0))
    assert not is_flat(samples(memory, files))


@pytest.mark.parametrize("ground", STORES, indirect=True)
async def test_a_server_keeps_its_size_however_long_it_works(
    stage: Stage, ground: Ground, tmp_path: Path, tell: Tell
) -> None:
    seconds = rounds(10, 600)
    with fleet(stage.url, tmp_path, 1) as ships:
        process = psutil.Process(ships.process(ships.ports[0]))
        url = f"http://127.0.0.1:{ships.ports[0]}/api/v1"
        asking = Asking(url, stage.token("employee").reveal())
        work = asyncio.gather(*(asking.run(number) for number in range(ASKERS)))
        samples: list[Sample] = []
        while len(samples) < SAMPLES and not work.done():
            samples.append(await asyncio.to_thread(_later, process, seconds / SAMPLES))
        asking.over = True
        await work
    counted = samples[WARMING:]
    assert {*asking.statuses} == {200, 201, 204, 401, 404, 422}
    grown = growth(counted)
    assert grown.files <= FILES
    if is_full():  # in a short time caches are still filling
        assert is_flat(counted), counted
    tell(
        f"size of a server, {ground.name}",
        seconds_of_work=seconds,
        requests=sum(asking.statuses.values()),
        MB_at_the_end=counted[-1].memory >> 20,
        KB_more_than_at_first=grown.memory >> 10,
        open_files=counted[-1].files,
        more_than_at_first=grown.files,
    )


def _later(process: psutil.Process, seconds: float) -> Sample:
    time.sleep(seconds)  # the size is that of a process at work
    return Sample.of(process)


class Asking:
    """Reads, writes, signs in and out, is refused, and breaks off, until it is over."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token
        self.over = False
        self.statuses: dict[int, int] = {}

    async def run(self, number: int) -> None:
        """Ask by connections that stay for a while, and are made anew."""
        for turn in count():
            if self.over:
                return
            async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE) as web:
                web.headers["Authorization"] = f"Bearer {self._token}"
                for _ in range(20):
                    await self._round(web, turn % 2 == 0)
                if number == 0:
                    await self._sign_in(web)
                await self._break_off()

    async def _round(self, web: httpx.AsyncClient, read: bool) -> None:
        listed = self._seen(await web.get("/releases/notes", params={"limit": "50"}))
        note = listed.json()["items"][0]["id"]
        self._seen(await web.get(f"/releases/notes/{note}"))
        self._seen(await web.get("/releases/search", params={"words": "factuur"}))
        self._seen(await web.get("/releases/notes/x"))
        self._seen(await web.get("/releases/notes", params={"limit": "0"}))
        self._seen(await web.post("/releases/notes/read", json={"ids": [note], "read": read}))

    async def _sign_in(self, web: httpx.AsyncClient) -> None:
        credentials = {"email": PEOPLE["none"].email, "password": PASSWORD}
        entered = self._seen(await web.post("/sessions", json=credentials)).json()
        shown = {"Authorization": f"Bearer {entered['token']}"}
        self._seen(await web.delete("/session", headers=shown))
        self._seen(await web.get("/session", headers=shown))

    async def _break_off(self) -> None:
        """Go away in the middle of a request."""
        parts = httpx.URL(self._url)
        _, writer = await asyncio.open_connection(parts.host, parts.port)
        writer.write(b"POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")
        writer.close()
        await writer.wait_closed()

    def _seen(self, response: httpx.Response) -> httpx.Response:
        status = response.status_code
        self.statuses[status] = self.statuses.get(status, 0) + 1
        return response
