"""A verb that is told to end takes away what it had begun."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = ("SIGTERM", "SIGHUP")


@contextmanager
def as_by_hand() -> Generator[None]:
    """Let the system, or a line that drops, end what goes on as ctrl+c does; not under `nohup`."""
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
