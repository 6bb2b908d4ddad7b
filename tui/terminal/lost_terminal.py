"""A terminal that is gone takes what is written for it, so that the program can end.

Textual writes in a thread, which dies where the terminal went, and lets few pieces wait for it:
with more to draw the program would wait for that thread for ever.
"""

import sys
from contextlib import suppress
from typing import IO, cast

from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread

_MAKERS = ("textual.drivers.linux_driver", "textual.drivers.windows_driver")
"""The modules that make a writer, by its name and in the midst of other work."""


class Outlet:
    """Hands on what is written as long as somebody takes it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write `text`, or nothing where there is no terminal any more."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what was written, or nothing where there is no terminal any more."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number of the file behind it."""
        return self._file.fileno()


class LastingWriter(WriterThread):
    """Textual's writer, which lasts as long as the program does."""

    def __init__(self, file: IO[str]) -> None:
        super().__init__(cast("IO[str]", Outlet(file)))


def with_lasting_output(driver: type[Driver]) -> type[Driver]:
    """Return the driver of this system, which from now on never waits for a terminal gone."""
    for name in _MAKERS:
        if name in sys.modules:
            vars(sys.modules[name])["WriterThread"] = LastingWriter
    return driver
