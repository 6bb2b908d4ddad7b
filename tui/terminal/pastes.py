"""A paste is text and presses no keys.

Textual looks for escape sequences in a paste as well, and hands on as keys what it does not know
of them: `ESC Q` in somebody else's text would quit, `ESC T` and a line's end withdraw a note. So
its parser is not shown an ESC that is pasted.
"""

import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

ESC, BEGIN, END = "\x1b", "\x1b[200~", "\x1b[201~"
_MAKERS = ("textual.drivers.linux_driver", "textual.drivers.win32")
"""The modules that make a parser, by its name and in the midst of other work."""


class Pastes:
    """Follows what a terminal sends, in pieces."""

    def __init__(self) -> None:
        self._is_open = False
        self._tail = ""
        """What may begin a marker: outside of a paste it was handed on, within it is held back."""

    def harmless(self, data: str) -> str:
        """Return the next piece without the ESC that is in a paste."""
        parts: list[str] = []
        while data:
            data = self._within(data, parts) if self._is_open else self._outside(data, parts)
        return "".join(parts)

    def _outside(self, data: str, parts: list[str]) -> str:
        """Hand on all up to the beginning of a paste, and return the rest."""
        text = self._tail + data
        begin = text.find(BEGIN)
        if begin < 0:
            parts.append(data)
            self._tail = text[1 - len(BEGIN) :]
            return ""
        end = begin + len(BEGIN) - len(self._tail)
        parts.append(data[:end])
        self._is_open, self._tail = True, ""
        return data[end:]

    def _within(self, data: str, parts: list[str]) -> str:
        """Hand on the paste up to its end, and return the rest.

        A marker of the end can be pasted itself: of several that come at once, the last one before
        another paste counts.
        """
        text = self._tail + data
        end = text.find(END)
        if end < 0:
            held = max(size for size in range(len(END)) if text.endswith(END[:size]))
            parts.append(text[: len(text) - held].replace(ESC, ""))
            self._tail = text[len(text) - held :]
            return ""
        again = text.find(BEGIN, end)
        end = text.rfind(END, end, again if again >= 0 else len(text))
        parts += [text[:end].replace(ESC, ""), END]
        self._is_open, self._tail = False, ""
        return text[end + len(END) :]


class PasteParser(XTermParser):
    """Textual's parser of what the terminal sends."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pastes = Pastes()

    def feed(self, data: str) -> Iterable[Message]:
        """Return the events of the next piece; "" is the end of all."""
        harmless = self._pastes.harmless(data)
        return super().feed(harmless) if harmless or not data else ()


def with_whole_pastes(driver: type[Driver]) -> type[Driver]:
    """Return the driver of this system, which from now on takes a paste for text alone."""
    for name in _MAKERS:
        if name in sys.modules:
            vars(sys.modules[name])["XTermParser"] = PasteParser
    return driver
