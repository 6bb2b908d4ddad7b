"""What a list shows of a record, and how much of it a width has room for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size

from tui.api.cleaning import clean_text

T = TypeVar("T")

Align = Literal["left", "right"]
Tone = Literal["", "unread", "muted", "accent", "warning", "dimmed"]
"""What a cell means to the eye; the theme says how it looks."""

Finder = Callable[[str], Iterable[tuple[int, int]]]
"""Where in a text the words that are searched for begin and end, in ascending order."""

GAP = 2
"""Cells between two columns."""

ELLIPSIS = "…"


class Cell(NamedTuple):
    """What stands in one place of the list: plain text, never markup."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True)
class Column(Generic[T]):
    """One property of the record.

    `width` is in cells; where `flexible` is not 0 it is the least, and the room that is left is
    shared by that weight. As the screen narrows the column of the highest `priority` goes first;
    0 always stays. `tone` is of the cells that do not bring their own. In a `searched` column the
    words that are searched for stand out; a `grouped` one is blank where the row above is of the
    same group. A `whole` one is never cut off: it is as wide as the widest that was seen in it.
    """

    name: str
    cell: Callable[[T], str | Cell]
    width: int
    flexible: int = 0
    priority: int = 0
    align: Align = "left"
    tone: Tone = ""
    searched: bool = False
    grouped: bool = False
    whole: bool = False

    def content(self, item: T) -> tuple[str, Tone]:
        """Return what this column shows of `item`, and in what tone."""
        cell = self.cell(item)
        return (cell, self.tone) if isinstance(cell, str) else cell


Fitted = tuple[Column[T], int]
"""A column with the width that it has on this screen."""


def fit(columns: Sequence[Column[T]], width: int) -> tuple[Fitted[T], ...]:
    """Return the columns that `width` cells have room for, each with its share."""
    kept = list(columns)
    while _least(kept) > width and any(column.priority for column in kept):
        kept.remove(max(reversed(kept), key=lambda column: column.priority))
    widths = _shares(kept, width - _least(kept))
    return _cut_off(kept, widths, width)


def _least(columns: Sequence[Column[T]]) -> int:
    return sum(column.width for column in columns) + GAP * max(0, len(columns) - 1)


def _shares(columns: Sequence[Column[T]], left: int) -> list[int]:
    widths = [column.width for column in columns]
    weights = sum(column.flexible for column in columns)
    for place, column in enumerate(columns):
        if column.flexible and left > 0:
            share = left * column.flexible // weights
            widths[place] += share
            left -= share
            weights -= column.flexible
    return widths


def _cut_off(
    columns: Sequence[Column[T]], widths: Sequence[int], room: int
) -> tuple[Fitted[T], ...]:
    fitted: list[Fitted[T]] = []
    for column, width in zip(columns, widths, strict=True):
        if room <= 0:
            break
        fitted.append((column, min(width, room)))
        room -= width + GAP
    return tuple(fitted)


def fill(text: str, width: int, align: Align) -> str:
    """Return `text` as exactly `width` cells of one line, with an ellipsis where it is cut."""
    if text.isascii() and text.isprintable():
        length = len(text)
    else:
        text = clean_text(text).replace("\n", " ").replace("\t", " ")
        length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + ELLIPSIS[:width]
    blank = " " * (width - length)
    return blank + text if align == "right" else text + blank
