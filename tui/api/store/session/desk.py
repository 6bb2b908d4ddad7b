"""From the event loop to the database and back: one hop and one transaction a verb."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from tui.api.store.database import WORKERS, Database
from tui.api.store.database.calling_off import Reading
from tui.api.store.session.attempts import Excuses
from tui.api.store.session.passwords import Hasher

if TYPE_CHECKING:
    from tui.api.store.database.attached_files import AttachedFiles

P = ParamSpec("P")
T = TypeVar("T")

HASHINGS = 2
"""Passwords looked at at the same time: each takes 64 MB."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Desk:
    """The threads on which the store works, with its clock, its hasher and its excuses."""

    def __init__(
        self,
        database: Database,
        hasher: Hasher,
        clock: Clock = utc_now,
        folder: Path | None = None,
    ) -> None:
        self.database = database
        self._folder = folder
        self.hasher = hasher
        self.clock = clock
        self.excuses = Excuses()
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="store")
        self._hashing = ThreadPoolExecutor(HASHINGS, thread_name_prefix="hashing")
        self._calling_off = ThreadPoolExecutor(1, thread_name_prefix="calling off")

    @cached_property
    def files(self) -> "AttachedFiles":
        """The files that were sent; nothing of them is needed before the first one is."""
        from tui.api.store.database.attached_files import AttachedFiles

        return AttachedFiles(self._folder, self.database.place)

    async def read(
        self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a question in a transaction that reads; it ends when nobody waits any more."""
        reading = Reading()

        def work() -> T:
            with self.database.read() as connection, reading.on(connection):
                return question(connection, *args, **kwargs)

        try:
            return await self._run(self._threads, work)
        except asyncio.CancelledError:
            # Telling a server takes a moment, for which the event loop does not wait.
            self._calling_off.submit(reading.call_off)
            raise

    async def write(
        self, deed: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do something in a transaction that writes."""

        def work() -> T:
            with self.database.write() as connection:
                return deed(connection, *args, **kwargs)

        return await self._run(self._threads, work)

    async def hash(self, work: Callable[[], T]) -> T:
        """Do the slow work on a password."""
        return await self._run(self._hashing, work)

    async def close(self) -> None:
        """Finish what is under way and close the database."""
        await asyncio.to_thread(self._close)

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    def _close(self) -> None:
        self._calling_off.shutdown()
        self._threads.shutdown()
        self._hashing.shutdown()
        self.database.close()
