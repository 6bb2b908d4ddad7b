"""One record, one line: styles and strips, made once and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from tui import i18n
from tui.widgets.record_list.columns import GAP, Column, Fitted, fill, fit

T = TypeVar("T")

GUTTER = 2
"""The cursor and the mark, left of the columns."""
BAR = 1
"""The place in the whole list, right of the columns."""


STYLES = (
    *("row", "cursor", "pointer", "mark", "header", "bar"),
    *("unread", "muted", "accent", "warning", "dimmed"),
)
"""The component classes of a list are `record-list--` and one of these."""

CSS = """
RecordList {
    width: 1fr;
    height: 1fr;
    & > .record-list--header { text-style: bold; }
    & > .record-list--bar { color: $foreground 40%; }
    & > .record-list--cursor { background: $foreground 8%; }
    & > .record-list--pointer { color: $foreground 60%; }
    & > .record-list--mark { color: $accent; }
    & > .record-list--unread { text-style: bold; }
    & > .record-list--muted { color: $foreground 60%; }
    & > .record-list--accent { color: $accent; }
    & > .record-list--warning { color: $warning; }
    & > .record-list--dimmed { color: $foreground 40%; text-style: none; }
    &:focus > .record-list--cursor { background: $primary 30%; }
    &:focus > .record-list--pointer { color: $accent; }
}
"""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that are not text; each is one cell wide, but for the ellipsis."""

    cursor: str = "▌"
    mark: str = "✓"
    ellipsis: str = "…"
    waiting: str = "·"
    bar: str = "▐"


UNICODE = Signs()
ASCII = Signs(cursor=">", mark="*", ellipsis="...", waiting=".", bar="|")


class State(NamedTuple):
    """What a line says besides its record."""

    cursor: bool = False
    marked: bool = False
    dimmed: bool = False
    bar: bool = False


class Painter(Generic[T]):
    """Draws records as strips of one width; a strip is the same object while nothing changed."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        style: Callable[..., Style],
        signs: Signs = UNICODE,
    ) -> None:
        self._columns = columns
        self._component = style
        self._signs = signs
        self._width = 0
        self._fitted: tuple[Fitted[T], ...] = ()
        self._styles: dict[tuple[str, ...], Style] = {}
        self._strips: LRUCache[tuple[str, State], tuple[T, Strip]] = LRUCache(1024)
        self._others: dict[tuple[str, State], Strip] = {}

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

    def record(self, key: str, item: T, state: State) -> Strip:
        """Return the line of `item`."""
        at = (key, state)
        known = self._strips.get(at)
        if known is not None and known[0] is item:
            return known[1]
        base = self._base(state)
        line = self._begin(state, self._signs.mark if state.marked else " ")
        tail = ("dimmed",) if state.dimmed else ()
        for place, (column, width) in enumerate(self._fitted):
            cell = column.content(item)
            text = fill(cell.text, width, column.align, self._signs.ellipsis)
            tone = (cell.tone,) if cell.tone else ()
            line.add(" " * GAP if place else "")
            line.add(text, self._style(*base, *tone, *tail))
        strip = self._finish(line, state)
        self._strips[at] = (item, strip)
        return strip

    def waiting(self, state: State) -> Strip:
        """Return the line of a record that is not at hand yet."""
        return self._other("waiting", state, self._signs.waiting)

    def blank(self, state: State) -> Strip:
        """Return the line below the last record."""
        return self._other("blank", state, "")

    def header(self) -> Strip:
        """Return the line with the names of the columns."""
        known = self._others.get(("header", State()))
        if known is None:
            line = _Line(self._style("row", "header"))
            line.add(" " * GUTTER)
            for place, (column, width) in enumerate(self._fitted):
                label = i18n.t(column.label_key) if column.label_key else ""
                line.add(" " * GAP if place else "")
                line.add(fill(label, width, column.align, self._signs.ellipsis))
            known = self._others["header", State()] = line.strip(self._width)
        return known

    def _other(self, name: str, state: State, sign: str) -> Strip:
        known = self._others.get((name, state))
        if known is None:
            line = self._begin(state, " ")
            line.add(sign, self._style(*self._base(state), "muted"))
            known = self._others[name, state] = self._finish(line, state)
        return known

    def _begin(self, state: State, sign: str) -> "_Line":
        base = self._base(state)
        line = _Line(self._style(*base))
        line.add(self._signs.cursor if state.cursor else " ", self._style(*base, "pointer"))
        line.add(sign, self._style(*base, "mark"))
        return line

    def _finish(self, line: "_Line", state: State) -> Strip:
        line.pad(self._width - BAR)
        if state.bar:
            line.add(self._signs.bar, self._style("row", "bar"))
        else:
            line.add(" ", self._style("row"))
        return line.strip(self._width)

    def _base(self, state: State) -> tuple[str, ...]:
        return ("row", "cursor") if state.cursor else ("row",)

    def _style(self, *names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self._component(*(f"record-list--{name}" for name in names))
            self._styles[names] = style
        return style


class _Line:
    """A line in the making; neighbours of one style become one segment."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._parts: list[tuple[str, Style]] = []

    def add(self, text: str, style: Style | None = None) -> None:
        style = style or self._style
        if not text.strip(" ") and style.bgcolor == self._style.bgcolor:
            style = self._style
        if self._parts and self._parts[-1][1] == style:
            self._parts[-1] = (self._parts[-1][0] + text, style)
        elif text:
            self._parts.append((text, style))

    def pad(self, width: int) -> None:
        self.add(" " * (width - sum(cell_len(text) for text, _ in self._parts)))

    def strip(self, width: int) -> Strip:
        self.pad(width)
        segments = [Segment(text, style) for text, style in self._parts]
        return Strip(segments).adjust_cell_length(width, self._style)
