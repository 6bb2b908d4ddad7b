"""Everything that the command line writes goes through here.

What others wrote must not steer the terminal, so each text is cleaned once more where it leaves.
"""

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from tui.terminal.capabilities import is_utf8

_INDENT = "    "


def say(text: str = "") -> None:
    """Write a line (or lines) of result to standard output."""
    write(sys.stdout, text + "\n")


def complain(text: str) -> None:
    """Write a line (or lines) about the run to standard error."""
    write(sys.stderr, text + "\n")


def write(stream: TextIO, text: str) -> None:
    """Write `text` without controls, and with a mark for what the stream's encoding lacks."""
    from tui.api.cleaning import clean_text

    encoding = stream.encoding or "utf-8"
    stream.write(clean_text(text).encode(encoding, "replace").decode(encoding))


def say_json(document: Mapping[str, object]) -> None:
    """Write one JSON document: in ASCII where the output is not UTF-8, or where it holds what
    `say` would take out."""
    import json

    from tui.api.cleaning import clean_text

    text = json.dumps(document, ensure_ascii=False, indent=2)
    if not is_utf8(sys.stdout.encoding or "") or clean_text(text) != text:
        text = json.dumps(document, indent=2)
    say(text)


def say_separated(rows: Iterable[Sequence[str]]) -> None:
    """Write rows for other programs: one line each, fields separated by a tab."""
    from tui.api.cleaning import clean_line

    for row in rows:
        say("\t".join(clean_line(field) for field in row))


def say_file(content: bytes) -> None:
    """Write a file of ours to standard output: as it is, or as lines where a person watches."""
    if sys.stdout.isatty():
        return say(content.decode("utf-8-sig").rstrip("\n"))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return None


def aligned(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Return rows as lines for people: columns two spaces apart, cut at `room` cells."""
    from rich.cells import cell_len, set_cell_size

    from tui.api.cleaning import clean_line

    cleaned = [[clean_line(field) for field in row] for row in rows]
    sizes = [max(map(cell_len, column)) for column in zip(*cleaned, strict=True)]
    lines: list[str] = []
    for row in cleaned:
        fields = (set_cell_size(field, size) for field, size in zip(row, sizes, strict=True))
        line = "  ".join(fields).rstrip()
        fits = cell_len(line) <= room
        lines.append(line if fits else set_cell_size(line, room - 1).rstrip() + "…")
    return lines


def indented(text: str) -> str:
    """Return a text for people as lines that fit the terminal, broken between words."""
    import textwrap

    return textwrap.fill(
        text, width(), initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False
    )


def width() -> int:
    """Return how many columns the terminal has."""
    return shutil.get_terminal_size().columns


class Progress:
    """One line on the terminal that is written over; silent where nobody watches."""

    def __init__(self) -> None:
        self._shown = 0
        self._watched = sys.stderr.isatty()

    def show(self, text: str) -> None:
        """Write `text` over what was there."""
        if self._watched:
            from tui.api.cleaning import clean_line

            line = clean_line(text)[: width() - 1]
            self._write(line.ljust(self._shown))
            self._shown = len(line)

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._shown:
            self._write(" " * self._shown)
            self._shown = 0

    def _write(self, line: str) -> None:
        sys.stderr.write("\r")
        write(sys.stderr, line)
        sys.stderr.write("\r")
        sys.stderr.flush()
