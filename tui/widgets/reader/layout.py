"""Blocks laid out to a width: lines of spans, none wider than there is room."""

from dataclasses import dataclass

from tui.widgets.reader.blocks import Block, Body, Code, Rule, Table
from tui.widgets.reader.inline import Span, Spans, chop, width_of, wrap
from tui.widgets.reader.table import lay_table

MIN_WIDTH = 16
"""Columns that are laid out even where there are fewer."""

MIN_ROOM = 32
"""Columns that text keeps, however deep it is nested; on a narrow screen half of them."""

_FOLDED = "↪ "


@dataclass(frozen=True, slots=True)
class Laid:
    """The lines of a section; block `n` begins at line `starts[n]`, its source at `sources[n]`."""

    lines: tuple[Spans, ...]
    starts: tuple[int, ...]
    sources: tuple[int, ...]


def lay(blocks: list[Block], width: int, *, gap: bool) -> Laid:
    """Lay out `blocks`; with `gap` a blank line stands above them."""
    lines: list[Spans] = [()] if gap and blocks else []
    starts: list[int] = []
    for block in blocks:
        if block.gap is not None:
            lines.append(_fit(block.gap, width))
        starts.append(len(lines))
        lead, hang = _fit(block.lead, width), _fit(block.hang, width)
        for line in _body(block.body, width - width_of(hang)):
            lines.append((*(lead if len(lines) == starts[-1] else hang), *line))
    return Laid(tuple(lines), tuple(starts), tuple(block.line for block in blocks))


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
        case Table():
            return lay_table(body, width)
        case Rule():
            return [(Span("─" * width, ("rule",)),)]
        case _:
            return wrap(body.spans, width)


def _code(code: Code, width: int) -> list[Spans]:
    """Lay out code with its background to the edge; what does not fit goes on below, marked."""
    looks = (code.look,)
    lines: list[Spans] = []
    for line in code.lines:
        for number, piece in enumerate(chop(line, max(4, width - 3))):
            text = f"{_FOLDED if number else '  '}{piece}"
            room = width - width_of((Span(text),))
            lines.append((Span(text + " " * room, looks),))
    return lines
