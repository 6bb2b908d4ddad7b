"""How many lists servers answer, and how soon, beside the least that could answer them.

All serve the same notes; they are asked in turn, over eight connections that stay. A server of one
process has one processor, as the least has, and the other one asks; two processes have both.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_connection, socket

import psutil

from tests.bench import big_postgres, big_store
from tests.bench.program import FOR_THE_BENCH, FOR_THE_PROGRAM, pin
from tui.api.connect import connect
from tui.api.models.sign_in import SignIn
from tui.api.portal import SignedIn
from tui.portals import store_address
from tui.secret import Secret

NOTES = 10_000
CONNECTIONS = 8
SECONDS = 2.0
LIST = "/api/v1/releases/notes?limit=50&language=nl"
BARE = "bare"


@dataclass(frozen=True)
class Load:
    """What came of asking a server from all sides: microseconds a request, and milliseconds."""

    each: float
    p50: float
    p99: float
    answered: int
    errors: int
    processor: float
    """Microseconds a request that its processes had a processor: the same on a busy machine."""
    memory: float
    """Megabytes (PSS) of one of its processes, the largest one."""


def middle(loads: Sequence[Load]) -> Load:
    """Return the medians of several turns, and how many requests and errors there were in all."""
    return Load(
        each=statistics.median(load.each for load in loads),
        p50=statistics.median(load.p50 for load in loads),
        p99=statistics.median(load.p99 for load in loads),
        answered=sum(load.answered for load in loads),
        errors=sum(load.errors for load in loads),
        processor=statistics.median(load.processor for load in loads),
        memory=statistics.median(load.memory for load in loads),
    )


def loads(runs: int) -> Mapping[str, Load]:
    """Return what comes of asking each server in turn, time and again."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        store = big_store.make(Path(folder), NOTES, searchable=False)
        places = {
            "SQLite": store_address(store.path),
            "PostgreSQL": stack.enter_context(big_postgres.copied(store)),
        }
        served = {BARE: stack.enter_context(_bare(store.path))} | {
            f"{engine}, {workers} process{'es' * (workers > 1)}": stack.enter_context(
                _ours(place, workers)
            )
            for engine, place in places.items()
            for workers in (1, 2)
        }
        turns = [
            {name: asyncio.run(each.load()) for name, each in served.items()}
            for _ in range(runs + 1)
        ]
        # The first turn fills caches and is not counted.
        return {name: middle([turn[name] for turn in turns[1:]]) for name in served}


@dataclass
class _Served:
    process: psutil.Process
    port: int
    path: str
    token: str
    _times: list[float] = field(default_factory=list[float])
    _errors: int = 0

    async def load(self) -> Load:
        """Ask from all sides for a while."""
        self._times, self._errors = [], 0
        family = [self.process, *self.process.children(recursive=True)]
        began, before = time.perf_counter(), _processor(family)
        await asyncio.gather(*(self._ask(began) for _ in range(CONNECTIONS)))
        took = time.perf_counter() - began
        cuts = statistics.quantiles(self._times, n=100)
        return Load(
            each=took / len(self._times) * 1e6,
            p50=cuts[49] * 1e3,
            p99=cuts[98] * 1e3,
            answered=len(self._times),
            errors=self._errors,
            processor=(_processor(family) - before) / len(self._times) * 1e6,
            memory=max(each.memory_full_info().pss for each in family) / 2**20,
        )

    async def _ask(self, began: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = f"GET {self.path} HTTP/1.1", "Host: x", f"Authorization: Bearer {self.token}"
        request = "\r\n".join((*lines, "", "")).encode()
        while (asked := time.perf_counter()) - began < SECONDS:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            self._times.append(time.perf_counter() - asked)
            self._errors += b" 200 " not in head.partition(b"\r\n")[0]
        writer.close()
        await writer.wait_closed()


@contextmanager
def _bare(path: Path) -> Generator[_Served]:
    port = free_port()
    with server_process(port, "tests.bench.bare_server", str(path), str(port)) as process:
        pin(FOR_THE_PROGRAM, process.pid)
        yield _Served(process, port, "/notes", "none")


@contextmanager
def _ours(address: str, workers: int) -> Generator[_Served]:
    port = free_port()
    words = ("serve", "--database", address, "--port", str(port), "--workers", str(workers))
    with server_process(port, "tui", *words) as process:
        processors = FOR_THE_PROGRAM if workers == 1 else FOR_THE_PROGRAM | FOR_THE_BENCH
        for each in (process, *process.children(recursive=True)):
            pin(processors, each.pid)
        yield _Served(process, port, LIST, asyncio.run(_token(address)))


@contextmanager
def server_process(port: int, *words: str) -> Generator[psutil.Process]:
    """Run a module that serves; it listens when this comes back."""
    silence = subprocess.DEVNULL
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, stdout=silence, stderr=silence) as process:
        family = psutil.Process(process.pid)
        try:
            while process.poll() is None:
                try:
                    create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    time.sleep(0.05)
            yield family
        finally:
            for each in (*family.children(recursive=True), family):
                each.kill()


def _processor(family: Sequence[psutil.Process]) -> float:
    times = [each.cpu_times() for each in family]
    return sum(each.user + each.system for each in times)


def free_port() -> int:
    """Return a port that nobody listens at."""
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
