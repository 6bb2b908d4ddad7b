"""One record, one line: styles and strips, made once and kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from tui.widgets.record_list.columns import GAP, Column, Finder, Fitted, fill, fit

T = TypeVar("T")

GUTTER = 2
"""The cursor and the mark, left of the columns."""
BAR = 1
"""The place in the whole list, right of the columns."""

CURSOR = "▌"
SELECTED = "◆"
WAITING = "·"
THUMB = "▐"

STYLES = (
    "cursor",
    "pointer",
    "selected",
    "bar",
    "unread",
    "muted",
    "accent",
    "warning",
    "dimmed",
    "match",
)
"""The component classes of a list are `record-list--` and one of these."""

CSS = """
RecordList {
    width: 1fr;
    height: 1fr;
    & > .record-list--bar { color: $foreground 40%; }
    & > .record-list--cursor { background: $foreground 8%; }
    & > .record-list--pointer { color: $foreground 60%; }
    & > .record-list--selected { color: $accent; }
    & > .record-list--unread { text-style: bold; }
    & > .record-list--muted { color: $foreground 60%; }
    & > .record-list--accent { color: $accent; }
    & > .record-list--warning { color: $warning; }
    & > .record-list--dimmed { color: $foreground 40%; }
    & > .record-list--match { color: $text-accent; text-style: bold underline; }
    &:focus > .record-list--cursor { background: $primary 30%; }
    &:focus > .record-list--pointer { color: $accent; }
}
"""


Look = tuple[bool, bool, bool, bool, bool]
"""How a record is drawn: under the cursor, marked, dimmed, of the group above, beside the bar."""


class Painter(Generic[T]):
    """Draws records as strips of one width; a strip is the same object while nothing changed."""

    def __init__(self, columns: Sequence[Column[T]], style: Callable[..., Style]) -> None:
        self._columns = tuple(columns)
        self._finder: Finder | None = None
        self._component = style
        self._width = 0
        self._fitted: tuple[Fitted[T], ...] = ()
        self._styles: dict[tuple[bool, str], Style] = {}
        self._strips: LRUCache[tuple[str, Look], tuple[T, Strip]] = LRUCache(1024)
        self._others: dict[tuple[str, bool, bool], Strip] = {}

    def present(self, columns: Sequence[Column[T]], finder: Finder | None) -> None:
        """Draw these columns from now on, with the words of `finder` standing out."""
        self._columns, self._finder = tuple(columns), finder
        self._fit()

    def resize(self, width: int) -> None:
        """Draw for lines of `width` cells."""
        if width != self._width:
            self._width = width
            self._fit()

    def make_room(self, items: Iterable[T]) -> None:
        """Widen the columns that cut nothing off, as far as these records need it."""
        if any(column.whole for column in self._columns):
            shown = tuple(items)
            wide = tuple(_wide_enough(column, shown) for column in self._columns)
            if wide != self._columns:
                self._columns = wide
                self._fit()

    def _fit(self) -> None:
        self._fitted = fit(self._columns, self._width - GUTTER - BAR)
        self._forget_strips()

    def forget(self) -> None:
        """Draw everything anew: the theme or the language changed."""
        self._styles.clear()
        self._forget_strips()

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._others.clear()

    def record(self, key: str, item: T, look: Look) -> Strip:
        """Return the line of `item`, as it looks in this state."""
        at = (key, look)
        known = self._strips.get(at)
        if known is not None and known[0] is item:
            return known[1]
        cursor, selected, dimmed, repeats, bar = look
        line = self._begin(cursor, selected=selected)
        for place, (column, width) in enumerate(self._fitted):
            if place:
                line.space(GAP)
            if column.grouped and repeats:
                line.space(width)
                continue
            text, tone = column.content(item)
            style = self._style(cursor, "dimmed" if dimmed else tone)
            filled = fill(text, width, column.align)
            if self._finder and column.searched:
                self._add_found(line, filled, style, self._style(cursor, "match"))
            else:
                line.add(filled, width, style)
        strip = self._finish(line, bar)
        self._strips[at] = (item, strip)
        return strip

    def _add_found(self, line: "_Line", text: str, style: Style, match: Style) -> None:
        """Add `text`, with what is searched for in the style `match`."""
        at = 0
        for start, end in self._finder(text) if self._finder else ():
            line.add(text[at:start], cell_len(text[at:start]), style)
            line.add(text[start:end], cell_len(text[start:end]), match)
            at = end
        line.add(text[at:], cell_len(text[at:]), style)

    def waiting(self, *, cursor: bool, bar: bool) -> Strip:
        """Return the line of a record that is not at hand yet."""
        return self._other(WAITING, cursor, bar)

    def blank(self, *, bar: bool) -> Strip:
        """Return the line below the last record."""
        return self._other("", False, bar)

    def _other(self, sign: str, cursor: bool, bar: bool) -> Strip:
        at = (sign, cursor, bar)
        if at not in self._others:
            line = self._begin(cursor)
            line.add(sign, len(sign), self._style(cursor, "muted"))
            self._others[at] = self._finish(line, bar)
        return self._others[at]

    def _begin(self, cursor: bool, *, selected: bool = False) -> "_Line":
        line = _Line(self._style(cursor, ""))
        if cursor:
            line.add(CURSOR, 1, self._style(cursor, "pointer"))
        if selected:
            line.space(1 - line.width)
            line.add(SELECTED, 1, self._style(cursor, "selected"))
        line.space(GUTTER - line.width)
        return line

    def _finish(self, line: "_Line", bar: bool) -> Strip:
        line.space(self._width - BAR - line.width)
        line.add(THUMB if bar else " ", BAR, self._style(False, "bar"))
        return line.strip(self._width)

    def _style(self, cursor: bool, look: str) -> Style:
        at = (cursor, look)
        if at not in self._styles:
            names = [*(["cursor"] if cursor else []), *([look] if look else [])]
            self._styles[at] = self._component(*(f"record-list--{name}" for name in names))
        return self._styles[at]


def _wide_enough(column: Column[T], items: Iterable[T]) -> Column[T]:
    if not column.whole:
        return column
    widest = max((cell_len(column.content(item)[0]) for item in items), default=0)
    return column if widest <= column.width else replace(column, width=widest)


class _Line:
    """A line in the making; neighbours of one style become one segment."""

    def __init__(self, style: Style) -> None:
        self.width = 0
        self._style = style
        self._parts: list[tuple[str, Style]] = []

    def add(self, text: str, width: int, style: Style) -> None:
        if text.isspace() and style.bgcolor == self._style.bgcolor:
            style = self._style
        self.width += width
        if self._parts and self._parts[-1][1] is style:
            self._parts[-1] = (self._parts[-1][0] + text, style)
        elif text:
            self._parts.append((text, style))

    def space(self, width: int) -> None:
        if width > 0:
            self.add(" " * width, width, self._style)

    def strip(self, width: int) -> Strip:
        segments = [Segment(text, style) for text, style in self._parts]
        return Strip(segments, self.width).adjust_cell_length(width, self._style)
