"""How many lists a server answers, beside the least that could answer them.

Both serve the same file on one processor; the other one asks, over eight connections that stay.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, socket

from tests.bench import big_store
from tests.bench.program import FOR_THE_PROGRAM, pin
from tui.api.connect import connect
from tui.api.models.sign_in import SignIn
from tui.api.portal import SignedIn
from tui.portals import store_address
from tui.secret import Secret

NOTES = 10_000
CONNECTIONS = 8
SECONDS = 2.0
LIST = "/api/v1/releases/notes?limit=50&language=nl"


def requests(runs: int) -> tuple[float, float]:
    """Return microseconds a list of 50 notes: of the server, and of the least there could be."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        store = big_store.make(Path(folder), NOTES, searchable=False)
        address = store_address(store.path)
        token = asyncio.run(_token(address))
        ports = _free_port(), _free_port()
        ours = ("tui", "serve", "--database", address, "--port", str(ports[0]))
        floor = ("tests.bench.bare_server", str(store.path), str(ports[1]))
        asked = (_Asked(ports[0], LIST, token), _Asked(ports[1], "/notes", token))
        for port, words in zip(ports, (ours, floor), strict=True):
            servers.enter_context(_served(port, words))
        times = [[asyncio.run(each.time()) for each in asked] for _ in range(runs + 1)]
        return statistics.median(t[0] for t in times[1:]), statistics.median(
            t[1] for t in times[1:]
        )


@dataclass(frozen=True)
class _Asked:
    port: int
    path: str
    token: str

    async def time(self) -> float:
        """Return microseconds by request, as long as it is asked from all sides."""
        began = time.perf_counter()
        answered = await asyncio.gather(*(self._ask(began) for _ in range(CONNECTIONS)))
        return (time.perf_counter() - began) / sum(answered) * 1e6

    async def _ask(self, began: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = f"GET {self.path} HTTP/1.1", "Host: x", f"Authorization: Bearer {self.token}"
        request = "\r\n".join((*lines, "", "")).encode()
        answered = 0
        while time.perf_counter() - began < SECONDS:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if b" 200 " not in head.partition(b"\r\n")[0]:
                raise RuntimeError(head.decode())
            length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            answered += 1
        writer.close()
        await writer.wait_closed()
        return answered


@contextmanager
def _served(port: int, words: Sequence[str]) -> Generator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    pin(FOR_THE_PROGRAM, process.pid)
    try:
        while process.poll() is None:
            try:
                create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def _token(address: str) -> str:
    entrance = connect(address)
    attempt = SignIn(email=big_store.EMAIL, password=Secret(big_store.PASSWORD))
    signed_in = await entrance.sign_in(attempt)
    await entrance.close()
    assert isinstance(signed_in, SignedIn)
    return signed_in.token.reveal()
