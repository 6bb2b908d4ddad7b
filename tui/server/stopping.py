"""Stopping without losing anything: not ready any more, then deaf to who is new, then gone.

Whoever spreads the requests over several servers needs a moment to see that this one is not ready.
Until then it answers as before; after that uvicorn lets those who are being served finish.
"""

import asyncio
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

NOTICE_SECONDS = 2.0
"""From the first word of stopping (SIGTERM) until nobody new is listened to."""

GRACE_SECONDS = 15
"""From then until those who are still being served are cut off; together less than 20 s."""


class Readiness:
    """Whether this process wants to be sent requests."""

    def __init__(self) -> None:
        self.stopping = False


@contextmanager
def noticed(readiness: Readiness) -> Generator[None]:
    """Give notice on SIGTERM before the server stops; ctrl+c stops it at once.

    The server's own handler comes after the notice. Elsewhere than in a main thread there are no
    signals, and nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stop = signal.getsignal(signal.SIGTERM)
    loop = asyncio.get_running_loop()

    def stop_later(number: int, frame: FrameType | None) -> None:
        readiness.stopping = True
        if callable(stop):
            loop.call_soon_threadsafe(loop.call_later, NOTICE_SECONDS, stop, number, frame)

    signal.signal(signal.SIGTERM, stop_later)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, stop)
