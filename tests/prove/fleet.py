"""Servers in processes of their own that end and come back; a client that asks them in turn."""

import signal
import socket
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from tests.server.serving import Serving, serving
from tui.api.http.client import Client
from tui.api.http.entrance import HttpEntrance
from tui.api.http.origin import origin_of
from tui.api.http.web import web_client
from tui.api.ids import new_id

_KEY = "Idempotency-Key"


@dataclass
class Fleet:
    """Servers on one store, each at an address that it keeps."""

    database: str
    folder: Path
    ports: Sequence[int]
    _running: dict[int, tuple[ExitStack, Serving]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def start(self, port: int) -> None:
        """Start the server at this port; it listens when this comes back."""
        stack = ExitStack()
        log = self.folder / f"{port}.{next(self._numbers)}.log"
        server = stack.enter_context(serving(self.database, log, "--port", str(port)))
        self._running[port] = stack, server

    def end(self, port: int, how: signal.Signals) -> None:
        """End the server at this port, and wait until it is gone."""
        stack, server = self._running.pop(port)
        server.process.send_signal(how)
        server.ended()
        stack.close()

    def process(self, port: int) -> int:
        """Return the number of the process at this port."""
        return self._running[port][1].process.pid

    def close(self) -> None:
        """End whatever runs."""
        for port in [*self._running]:
            self.end(port, signal.SIGKILL)

    def entrance(self, turns: "Turns | None" = None) -> HttpEntrance:
        """Return an entrance whose every request goes to the next server."""
        origin = origin_of(f"http://127.0.0.1:{self.ports[0]}")
        web = web_client(origin, transport=turns or Turns(self.ports))
        return HttpEntrance(Client(origin, web))


@contextmanager
def fleet(database: str, folder: Path, servers: int) -> Generator[Fleet]:
    """Run so many servers on a store."""
    ships = Fleet(database, folder, [_free_port() for _ in range(servers)])
    try:
        for port in ships.ports:
            ships.start(port)
        yield ships
    finally:
        ships.close()


class Turns(httpx.AsyncBaseTransport):
    """Sends each request to the next server; of some writes the answer is lost on the way back.

    `other_keys` gives what is sent again another key, which the soak must find out.
    """

    def __init__(
        self, ports: Sequence[int], lose_every: int | None = None, *, other_keys: bool = False
    ) -> None:
        self._ports = ports
        self._lose_every = lose_every
        self._other_keys = other_keys
        self._there = httpx.AsyncHTTPTransport()
        self._asked = 0
        self._written = 0
        self.lost = 0
        """How many answers were lost by us, and not by the end of a server."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the next server."""
        self._asked += 1
        request.url = request.url.copy_with(port=self._ports[self._asked % len(self._ports)])
        if self._other_keys and _KEY in request.headers:
            request.headers[_KEY] = new_id()
        response = await self._there.handle_async_request(request)
        if request.method != "GET" and response.is_success and self._is_lost():
            await response.aread()
            await response.aclose()
            raise httpx.ReadError("the answer was lost", request=request)
        return response

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._there.aclose()

    def _is_lost(self) -> bool:
        self._written += 1
        is_lost = self._lose_every is not None and self._written % self._lose_every == 0
        self.lost += is_lost
        return is_lost


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
