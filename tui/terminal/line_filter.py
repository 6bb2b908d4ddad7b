"""The last guard before the terminal: no segment carries a control character.

Texts are cleaned where they enter; this catches what came another way. Textual's own sequences
are made after the filters and are not touched.
"""

from functools import cache, lru_cache
from unicodedata import category, normalize

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.api.cleaning import without_controls


@lru_cache(4096)
def _without_controls(text: str) -> str:
    # A newline or tab inside a segment would move the cursor.
    return without_controls(text).replace("\n", " ").replace("\t", " ")


class ControlFilter(LineFilter):
    """Takes out what could steer the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with harmless text."""
        if all(_is_plain(text) for text, _, _ in segments):
            return segments
        return [
            segment
            if segment.control or _is_plain(segment.text)
            else Segment(_without_controls(segment.text), segment.style)
            for segment in segments
        ]


_OURS = str.maketrans("", "", "▌▐▏●•·…│─┼↑↓⏎✓✗☆★◆✎")
"""What this program draws itself, on nearly every line: nothing is compiled to look at it."""


def _is_plain(text: str) -> bool:
    if not text.isascii():
        text = text.translate(_OURS)
    return text.isascii() and text.isprintable()


_SIGNS = {
    "-": "─━┄┅┈┉╌╍═╴╶╸╺╼╾▔·–—",
    "|": "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▐▕▏▎▍▋▊",
    "/": "╱🔎",
    "\\": "╲↪",
    ">": "▌›→▶",
    "<": "‹←◀⏎",
    "^": "↑▲",
    "v": "↓▼",
    "_": "▁",
    "*": "●•★",
    "o": "○øØ☆",
    "x": "✓☑☒×",
    "!": "✗",
    "%": "✎",
    ".": "…",
    "+": "▒◆",
    "'": "‘’",
    '"': "“”„«»",
    "E": "€",
    "a": "æ",
    "d": "đð",
    "i": "ı",
    "l": "ł",
    "L": "Ł",
    "s": "ß",
}
"""How ASCII draws the signs of this program and of Textual, and letters without a base letter."""


class AsciiFilter(LineFilter):
    """Draws lines and marks with ASCII, for terminals that have nothing else."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII, as wide as before; `?` is what it lacks."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(_to_ascii(segment.text), segment.style)
            for segment in segments
        ]


@cache
def _signs() -> dict[int, str]:
    corners, blocks = range(0x2500, 0x2580), range(0x2580, 0x25A0)
    named = {ord(sign): drawn for drawn, signs in _SIGNS.items() for sign in signs}
    return dict.fromkeys(corners, "+") | dict.fromkeys(blocks, "#") | named


@lru_cache(4096)
def _to_ascii(text: str) -> str:
    letters, _ = split_graphemes(text)
    return "".join(_letter(text[start:end], cells) for start, end, cells in letters)


def _letter(letter: str, cells: int) -> str:
    """Return one letter with its marks in ASCII, as `cells` cells."""
    parts = normalize("NFKD", letter.translate(_signs()))
    plain = "".join(part for part in parts if category(part)[0] != "M")
    fits = plain.isascii() and 0 < len(plain) <= cells
    return plain.ljust(cells) if fits else "?" * cells
