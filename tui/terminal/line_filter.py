"""The last guard before the terminal: no segment carries a control character.

Texts are cleaned where they enter; this catches what came another way. Textual's own sequences
are made after the filters and are not touched.
"""

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.api.cleaning import without_controls

_ASCII = str.maketrans(
    {
        "│": "|",
        "─": "-",
        "▌": ">",
        "●": "*",
        "•": "*",
        "·": "-",
        "…": ".",
        "‹": "<",
        "›": ">",
        "↑": "^",
        "↓": "v",
        "✓": "x",
        "✗": "!",
        "☆": "*",
        "█": "#",
        "▒": "+",
        "┌": "+",
        "┐": "+",
        "└": "+",
        "┘": "+",
        "├": "+",
        "┤": "+",
        "┬": "+",
        "┴": "+",
        "┼": "+",
    }
)


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


_OURS = str.maketrans("", "", "▌▐●•…│─↑↓⏎✓✗☆")
"""What this program draws itself, on nearly every line."""


def _is_plain(text: str) -> bool:
    if not text.isascii():
        text = text.translate(_OURS)
    return text.isascii() and text.isprintable()


class AsciiFilter(LineFilter):
    """Draws lines and marks with ASCII, for terminals that have nothing else."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII; letters that it lacks become a question mark."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(_to_ascii(segment.text), segment.style)
            for segment in segments
        ]


@lru_cache(4096)
def _to_ascii(text: str) -> str:
    import unicodedata

    from rich.cells import cell_len

    drawn = text.translate(_ASCII)
    letters: list[str] = []
    for character in drawn:
        base = unicodedata.normalize("NFKD", character)[0]
        letters.append(base if base.isascii() else "?" * cell_len(character))
    return "".join(letters)
