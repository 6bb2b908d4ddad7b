"""Tables fitted to a width: the widest columns give way first; too many columns become records.

A record is a field a line. Nothing of it stands beside the screen: the eye, the search and a copy
of the screen find everything with one pair of keys, and each cell stands beside its head, which a
table that is pushed sideways takes out of sight.
"""

from bisect import bisect_right
from itertools import zip_longest

from rich.cells import cell_len

from tui.widgets.reader.blocks import Table
from tui.widgets.reader.inline import Span, Spans, text_of, width_of, wrap

_BETWEEN = Span(" │ ", ("rule",))
_LONG_WORD = 12
"""Cells of a word that keeps its column whole; a longer one may be folded."""
_BESIDE = Span("  ")
_ANY = 100_000


def lay_table(table: Table, width: int) -> list[Spans]:
    """Return the lines of `table`: in columns where that folds no short word, or as records."""
    room = width - width_of((_BETWEEN,)) * (len(table.rows[0]) - 1)
    if room < len(table.rows[0]):
        return _records(table, width)
    columns = list(zip_longest(*table.rows, fillvalue=()))
    words = [max(map(_longest_word, column)) for column in columns]
    floors = words if sum(words) <= room else [min(word, _LONG_WORD) for word in words]
    if sum(floors) > room:
        return _records(table, width)
    natural = [
        max(width_of(line) for cell in column for line in wrap(cell, _ANY)) for column in columns
    ]
    return _columns(table, _shrink(natural, floors, room))


def _longest_word(cell: Spans) -> int:
    return max(map(cell_len, text_of(cell).split()), default=0)


def _shrink(natural: list[int], floors: list[int], room: int) -> list[int]:
    """Return the widths with which they fit in `room`: the widest lose first, to their floor."""

    def capped(cap: int) -> list[int]:
        return [max(floor, min(need, cap)) for need, floor in zip(natural, floors, strict=True)]

    if sum(natural) <= room:
        return natural
    caps = range(1, max(natural) + 1)
    cap = caps[bisect_right(caps, room, key=lambda cap: sum(capped(cap))) - 1]
    widths = capped(cap)
    for index in _widening(natural, widths, room - sum(widths)):
        widths[index] += 1
    return widths


def _widening(natural: list[int], widths: list[int], spare: int) -> list[int]:
    """Return the columns that get one of the cells that are left over."""
    return [index for index, need in enumerate(natural) if need > widths[index]][:spare]


def _columns(table: Table, widths: list[int]) -> list[Spans]:
    rows = [_row(row, widths, table.aligns) for row in table.rows]
    rule: Spans = (Span("─┼─".join("─" * width for width in widths), ("rule",)),)
    lines = [*rows[0], rule]
    was_folded = False
    for number, row in enumerate(rows[1:]):
        is_folded = len(row) > 1
        if number and (is_folded or was_folded):
            lines.append(rule)
        lines += row
        was_folded = is_folded
    return lines


def _row(row: tuple[Spans, ...], widths: list[int], aligns: tuple[str, ...]) -> list[Spans]:
    cells = [wrap(cell, max(1, width)) for cell, width in zip(row, widths, strict=False)]
    lines: list[Spans] = []
    for parts in zip_longest(*cells, fillvalue=()):
        line: list[Span] = []
        for number, (part, width, align) in enumerate(zip(parts, widths, aligns, strict=False)):
            before, after = _padding(width - width_of(part), align)
            edge = (_BETWEEN,) if number else ()
            line += [*edge, Span(" " * before), *part, Span(" " * after)]
        lines.append(tuple(line))
    return lines


def _padding(spare: int, align: str) -> tuple[int, int]:
    before = {"right": spare, "center": spare // 2}.get(align, 0)
    return before, spare - before


def _records(table: Table, width: int) -> list[Spans]:
    """Return each row as a line for each of its cells, behind its head."""
    heads, lines = table.rows[0], list[Spans]()
    aside = min(max(map(width_of, heads)), width // 3)
    for row in table.rows[1:]:
        if lines:
            lines.append((Span("─" * width, ("rule",)),))
        for head, cell in zip(heads, row, strict=False):
            if text_of(cell):
                lines += _field(head, cell, aside, width)
    return lines or [wrap(head, width)[0] for head in heads]


def _field(head: Spans, cell: Spans, aside: int, width: int) -> list[Spans]:
    """Return a cell beside its head, which takes `aside` cells."""
    names = wrap(head, max(1, aside))
    values = wrap(cell, width - aside - width_of((_BESIDE,)))
    return [
        (*name, Span(" " * (aside - width_of(name))), _BESIDE, *value)
        for name, value in zip_longest(names, values, fillvalue=())
    ]
