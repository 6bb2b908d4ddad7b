"""Blocks laid out to a width: lines of spans, none wider than there is room."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from tui.widgets.reader.blocks import Block, Body, Code, Html, Rule, Table
from tui.widgets.reader.inline import Span, Spans, crop, fold, width_of, wrap
from tui.widgets.reader.table import lay_table

MIN_WIDTH = 16
"""Columns that are laid out even where there are fewer."""

MIN_ROOM = 32
"""Columns that text keeps, however deep it is nested; on a narrow screen half of them."""

_CODE, _LANGUAGE = ("code-block",), ("language",)
_FOLDED = "↪ "
_EDGES = 3
"""Cells beside a line of code: two on its left, one on its right."""


class Wide(NamedTuple):
    """Lines `first` to `last` of a block are drawn through a window: they are up to `cells` wide.

    `left` is the width of what stands before them and stays.
    """

    first: int
    last: int
    left: int
    cells: int

    def room(self, width: int) -> int:
        """Return the cells of the window where there are `width` for the line."""
        return max(1, width - self.left - _EDGES)


@dataclass(frozen=True, slots=True)
class Laid:
    """The lines of a section; block `n` begins at line `starts[n]`, its source at `sources[n]`.

    `wide` holds the blocks that are wider than the screen.
    """

    lines: tuple[Spans, ...]
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    wide: dict[int, Wide] = field(default_factory=dict[int, Wide])

    def block_at(self, line: int) -> int:
        """Return the block that `line` belongs to, or a gap below it; -1 above the first."""
        return bisect_right(self.starts, line) - 1

    def extent(self, block: int) -> tuple[int, int]:
        """Return the first line of `block` and that of the next."""
        starts = (*self.starts, len(self.lines))
        return starts[block], starts[block + 1]

    def wide_at(self, line: int) -> tuple[int, Wide | None]:
        """Return the block at `line`, and how wide that line's surroundings are if they are."""
        block = self.block_at(line)
        wide = self.wide.get(block)
        return block, wide if wide and wide.first <= line <= wide.last else None

    def place_of(self, match: int) -> tuple[int, int]:
        """Return the line on which match number `match` begins, and the cells before it there."""
        for number, line in enumerate(self.lines):
            for at, span in enumerate(line):
                if span.match == match:
                    return number, width_of(line[:at])
        return 0, 0

    def matches_above(self, line: int) -> int:
        """Return how many matches begin above `line`."""
        above = chain.from_iterable(self.lines[:line])
        return max((span.match for span in above), default=0)


def lay(blocks: list[Block], width: int, *, gap: bool) -> Laid:
    """Lay out `blocks`; with `gap` a blank line stands above them."""
    lines: list[Spans] = [()] if gap and blocks else []
    starts: list[int] = []
    wide: dict[int, Wide] = {}
    for number, block in enumerate(blocks):
        if block.gap is not None:
            lines.append(_fit(block.gap, width))
        starts.append(len(lines))
        lead, hang = _fit(block.lead, width), _fit(block.hang, width)
        left = width_of(hang)
        body = _body(block.body, width - left)
        lines += [(*(hang if at else lead), *line) for at, line in enumerate(body)]
        if isinstance(block.body, Code) and (cells := _widest(block.body)) > width - left - _EDGES:
            first = len(lines) - len(block.body.lines)
            wide[number] = Wide(first, len(lines) - 1, left, cells)
    sources = tuple(block.line for block in blocks)
    return Laid(tuple(lines), tuple(starts), sources, wide)


def _fit(prefix: Spans, width: int) -> Spans:
    """Leave room for the text: of a prefix that is too wide only the innermost part stays."""
    spare = max(width // 2, width - MIN_ROOM)
    while prefix and width_of(prefix) > spare:
        prefix = prefix[1:]
    return prefix


def _body(body: Body, width: int) -> list[Spans]:
    match body:
        case Code():
            return _code(body, width)
        case Html():
            return _html(body, width)
        case Table():
            return lay_table(body, width)
        case Rule():
            return [(Span("─" * width, ("rule",)),)]
        case _:
            return wrap(body.spans, width)


def _widest(code: Code) -> int:
    return max(map(width_of, code.lines))


def _code(code: Code, width: int) -> list[Spans]:
    """Lay out code with its background to the edge, below its language; or bare, if it is wide."""
    room = width - _EDGES
    above: list[Spans] = [(Span(f"  {code.language}", _LANGUAGE),)] if code.language else []
    if _widest(code) > room:
        return [*above, *code.lines]
    return [*above, *(_edged(line, room, "  ", " ") for line in code.lines)]


def _edged(line: Spans, room: int, before: str, after: str) -> Spans:
    padding = " " * (room - width_of(line))
    return (Span(before, _CODE), *line, Span(padding + after, _CODE))


def through_window(line: Spans, wide: Wide, shift: int, width: int) -> Spans:
    """Return what is seen of a wide line where its first `shift` cells are out of sight."""
    start, room = wide.left + shift, wide.room(width)
    seen = crop(line, start, start + room)
    before = "‹ " if shift and width_of(line) > wide.left else "  "
    after = "›" if width_of(line) > start + room else " "
    return (*crop(line, 0, wide.left), *_edged(seen, room, before, after))


def _html(html: Html, width: int) -> list[Spans]:
    """Lay out HTML as text; what does not fit goes on below, marked."""
    return [
        (Span(_FOLDED if number else "  ", ("html",)), *piece)
        for line in html.lines
        for number, piece in enumerate(fold(line, max(4, width - _EDGES)))
    ]
