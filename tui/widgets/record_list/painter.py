"""One record, one line: styles and strips, made once and kept."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from tui.widgets.record_list.columns import GAP, Column, Fitted, fill, fit

T = TypeVar("T")

GUTTER = 2
"""The cursor and a blank, left of the columns."""
BAR = 1
"""The place in the whole list, right of the columns."""

CURSOR = "▌"
WAITING = "·"
THUMB = "▐"

STYLES = ("cursor", "pointer", "bar", "unread", "muted", "accent", "warning", "dimmed")
"""The component classes of a list are `record-list--` and one of these."""

CSS = """
RecordList {
    width: 1fr;
    height: 1fr;
    & > .record-list--bar { color: $foreground 40%; }
    & > .record-list--cursor { background: $foreground 8%; }
    & > .record-list--pointer { color: $foreground 60%; }
    & > .record-list--unread { text-style: bold; }
    & > .record-list--muted { color: $foreground 60%; }
    & > .record-list--accent { color: $accent; }
    & > .record-list--warning { color: $warning; }
    & > .record-list--dimmed { color: $foreground 40%; }
    &:focus > .record-list--cursor { background: $primary 30%; }
    &:focus > .record-list--pointer { color: $accent; }
}
"""


class Painter(Generic[T]):
    """Draws records as strips of one width; a strip is the same object while nothing changed."""

    def __init__(self, columns: Sequence[Column[T]], style: Callable[..., Style]) -> None:
        self._columns = columns
        self._component = style
        self._width = 0
        self._fitted: tuple[Fitted[T], ...] = ()
        self._styles: dict[tuple[bool, str], Style] = {}
        self._strips: LRUCache[tuple[str, bool, bool, bool], tuple[T, Strip]] = LRUCache(1024)
        self._others: dict[tuple[str, bool, bool], Strip] = {}

    def resize(self, width: int) -> None:
        """Draw for lines of `width` cells."""
        if width != self._width:
            self._width = width
            self._fitted = fit(self._columns, width - GUTTER - BAR)
            self._forget_strips()

    def forget(self) -> None:
        """Draw everything anew: the theme or the language changed."""
        self._styles.clear()
        self._forget_strips()

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._others.clear()

    def record(self, key: str, item: T, *, cursor: bool, dimmed: bool, bar: bool) -> Strip:
        """Return the line of `item`, as it looks in this state."""
        at = (key, cursor, dimmed, bar)
        known = self._strips.get(at)
        if known is not None and known[0] is item:
            return known[1]
        line = self._begin(cursor)
        for place, (column, width) in enumerate(self._fitted):
            text, tone = column.content(item)
            if place:
                line.space(GAP)
            look = "dimmed" if dimmed else tone
            line.add(fill(text, width, column.align), width, self._style(cursor, look))
        strip = self._finish(line, bar)
        self._strips[at] = (item, strip)
        return strip

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

    def _begin(self, cursor: bool) -> "_Line":
        line = _Line(self._style(cursor, ""))
        if cursor:
            line.add(CURSOR, 1, self._style(cursor, "pointer"))
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
