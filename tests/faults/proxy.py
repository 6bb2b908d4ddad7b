"""A line that fails where it is told to: plain TCP on this machine."""

import asyncio
import re
import socket
import struct
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)\r\n")
_BLOCK = 1 << 16


@dataclass
class Connection:
    """One connection of a client, and the way to the server behind it."""

    reader: StreamReader
    writer: StreamWriter
    port: int
    far: StreamWriter | None = None

    async def server(self) -> tuple[StreamReader, StreamWriter]:
        """Go to the server."""
        reader, self.far = await asyncio.open_connection("127.0.0.1", self.port)
        return reader, self.far

    def reset(self) -> None:
        """Break off towards both, as a line does: nothing more arrives."""
        for writer in (self.writer, self.far):
            if writer is not None:
                end = writer.get_extra_info("socket")
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()

    async def close(self) -> None:
        """Let go of both."""
        for writer in (self.writer, self.far):
            if writer is not None:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()


Act = Callable[[Connection], Awaitable[None]]
"""What becomes of a connection."""


class Proxy:
    """Listens on a port of its own; `act` is what becomes of each connection from now on."""

    def __init__(self, port: int) -> None:
        self.act: Act = passes
        self.connections = 0
        self._port = port
        self._running: set[asyncio.Task[object]] = set()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        await self._end()
        await self._server.wait_closed()

    async def becomes(self, act: Act) -> None:
        """Let `act` be what becomes of connections; those that there are end."""
        self.act = act
        await self._end()

    async def _end(self) -> None:
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._go(Connection(reader, writer, self._port)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _go(self, connection: Connection) -> None:
        try:
            with suppress(ConnectionError, IncompleteReadError):  # one of the ends went
                await self.act(connection)
        finally:
            await connection.close()


async def _request(reader: StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


async def _pump(reader: StreamReader, writer: StreamWriter) -> None:
    while block := await reader.read(_BLOCK):
        writer.write(block)
        await writer.drain()
    writer.close()


async def passes(connection: Connection) -> None:
    """A line that works."""
    reader, writer = await connection.server()
    await asyncio.gather(_pump(connection.reader, writer), _pump(reader, connection.writer))


async def is_silent(connection: Connection) -> None:
    """Half-open: takes everything and never answers."""
    while await connection.reader.read(_BLOCK):
        pass


def measured(sizes: list[int]) -> Act:
    """A line that works; says how many bytes the request and the answer have."""

    async def act(connection: Connection) -> None:
        request = await _request(connection.reader)
        reader, writer = await connection.server()
        writer.write(request)
        answer = await _request(reader)
        sizes[:] = [len(request), len(answer)]
        connection.writer.write(answer)
        await connection.writer.drain()

    return act


def cut_in_request(size: int) -> Act:
    """Break off when so many bytes of the request have arrived."""

    async def act(connection: Connection) -> None:
        _, writer = await connection.server()
        writer.write(await connection.reader.readexactly(size))
        await writer.drain()
        connection.reset()

    return act


def cut_in_answer(size: int) -> Act:
    """Let the server do it, and break off when so many bytes of its answer have arrived."""

    async def act(connection: Connection) -> None:
        reader, writer = await connection.server()
        writer.write(await _request(connection.reader))
        answer = await _request(reader)
        connection.writer.write(answer[:size])
        await connection.writer.drain()
        connection.reset()

    return act


def swapped(answer: bytes, *, ends: bool = True) -> Act:
    """Let the server do it, and give another answer than its own; not `ends`: and then nothing."""

    async def act(connection: Connection) -> None:
        reader, writer = await connection.server()
        writer.write(await _request(connection.reader))
        await _request(reader)
        connection.writer.write(answer)
        await connection.writer.drain()
        if not ends:
            await is_silent(connection)

    return act


def dripping(answer: bytes, pause: float) -> Act:
    """Let the server do it, and give an answer byte by byte, each after a pause."""

    async def act(connection: Connection) -> None:
        reader, writer = await connection.server()
        writer.write(await _request(connection.reader))
        await _request(reader)
        for number in range(len(answer)):
            connection.writer.write(answer[number : number + 1])
            await connection.writer.drain()
            await asyncio.sleep(pause)

    return act


def endless(head: bytes, block: bytes) -> Act:
    """Give an answer that has no end."""

    async def act(connection: Connection) -> None:
        await _request(connection.reader)
        connection.writer.write(head)
        while True:
            connection.writer.write(block)
            await connection.writer.drain()

    return act
