"""A read that nobody waits for any more is stopped, and its connection is as good as before.

SQLite asks every now and then whether to go on. PostgreSQL is told over a connection of its own;
the read does not end, and its connection is not used for anything else, before that was done.
"""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol, cast

from sqlalchemy import Connection

from tui.api.errors import Fault, Unavailable

STEPS = 100_000
"""Steps of SQLite's machine between two questions: a millisecond or two."""

CANCEL_SECONDS = 5.0
AGAIN_SECONDS = 0.05


class _Sqlite(Protocol):
    def set_progress_handler(self, handler: Callable[[], bool] | None, steps: int, /) -> None: ...


class _Postgres(Protocol):
    def cancel_safe(self, *, timeout: float) -> None: ...


class Reading:
    """One read, on the thread that does it and in the eyes of who may call it off."""

    def __init__(self) -> None:
        self._called_off = False
        self._cancel: Callable[[], None] | None = None
        self._turn = threading.Condition()

    @contextmanager
    def on(self, connection: Connection) -> Generator[None]:
        """Read on `connection` for as long as this is not called off."""
        driver = connection.connection.driver_connection
        is_sqlite = connection.dialect.name == "sqlite"
        with self._turn:
            if self._called_off:
                raise Unavailable(Fault.BUSY)
            if not is_sqlite:
                self._cancel = lambda: cast("_Postgres", driver).cancel_safe(timeout=CANCEL_SECONDS)
        if is_sqlite:
            cast("_Sqlite", driver).set_progress_handler(lambda: self._called_off, STEPS)
        try:
            yield
        finally:
            if is_sqlite:
                cast("_Sqlite", driver).set_progress_handler(None, 0)
            with self._turn:
                self._cancel = None
                self._turn.notify_all()

    def call_off(self) -> None:
        """Stop it, or keep it from beginning; with PostgreSQL, wait until it ended."""
        self._called_off = True
        with self._turn:
            while self._cancel is not None:
                self._cancel()
                self._turn.wait(AGAIN_SECONDS)  # it may have been between two statements
