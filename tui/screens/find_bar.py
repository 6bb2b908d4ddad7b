"""The third band of a room with a list: what is searched and filtered, and how much that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui import i18n
from tui.widgets.bars import spread
from tui.widgets.blank import SideBySide

WIDE = 100
"""Columns from which there is room for the filters that are not set."""

TYPING = 0.15
"""Seconds of rest after which what is typed is searched for."""


class Filter(NamedTuple):
    """One filter in words; on a narrow screen it stands there only where it is set."""

    words: str
    is_set: bool = True


class Band(NamedTuple):
    """The filters on the left; on the right figures, of which the first ones stay longest."""

    filters: tuple[Filter, ...] = ()
    figures: tuple[str, ...] = ()


def named(name: str, filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Return the filters as a band has them: one name, where there is one, stands for them all."""
    if not name:
        return tuple(filters)
    words = Filter(i18n.t("filters.named", name=name))
    return (words, *(one._replace(is_set=False) for one in filters))


class BandLine(Widget):
    """Shows a band; where the tabs have their short labels it begins with the full one."""

    band: reactive[Band] = reactive(Band())

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def render(self) -> Content:
        is_wide, width = self.app.size.width >= WIDE, self.size.width
        filters = [one.words for one in self.band.filters if one.is_set or is_wide]
        words = filters if is_wide else [self._label, *filters]
        left = Content.styled("   ".join(words), "$muted")
        figures = list(self.band.figures)
        while len(figures) > 1 and left.cell_length + _joined(figures).cell_length + 3 > width:
            figures.pop()
        return spread(left, _joined(figures), width)


def _joined(figures: list[str]) -> Content:
    return Content(" · ".join(figures))


class FindBar(SideBySide):
    """The band, and before it the field while one searches."""

    @dataclass
    class Searched(Message):
        """Find these words; none takes the search away."""

        words: str

    @dataclass
    class Left(Message):
        """The person goes on in the list, and had typed these words."""

        words: str

    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = BandLine(label)
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.line

    @property
    def field(self) -> "Input | None":
        """The field for the words, once it was needed."""
        return next(iter(self.query(Input)), None)

    @property
    def is_open(self) -> bool:
        """Whether there is a field."""
        return self.field is not None

    @property
    def is_typing(self) -> bool:
        """Whether the cursor is in the field."""
        return self.field is not None and self.field.has_focus

    async def open(self) -> None:
        """Show the field and put the cursor in it."""
        from tui.widgets.line_input import LineInput

        field = self.field
        if field is None:
            field = LineInput(id="words", compact=True, placeholder=i18n.t("list.search.prompt"))
            await self.mount(field, before=0)
        field.focus()

    async def close(self) -> None:
        """Take the field and its words away."""
        if self._rest:
            self._rest.stop()
        await self.query(Input).remove()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(TYPING, partial(self._search, event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._search(event.value)
        self.post_message(self.Left(event.value.strip()))

    def _search(self, words: str) -> None:
        self.post_message(self.Searched(words.strip()))
