"""Ending cleanly when the line drops or the system asks (POSIX)."""

import asyncio
import signal
from collections.abc import Callable


def on_ending(leave: Callable[[int], object]) -> None:
    """Call `leave` with the exit status (128 + signal) on SIGHUP and SIGTERM.

    Both are handled rather than ignored: a program that ignores SIGHUP spins on a dead terminal.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            loop.add_signal_handler(number, leave, 128 + number)
