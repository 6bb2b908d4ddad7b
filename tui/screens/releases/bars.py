"""The third band of the Update Center: what is searched and filtered, and how much that is."""

from dataclasses import dataclass
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui import i18n
from tui.screens.releases.bands import Band
from tui.widgets.bars import spread

WIDE = 100
"""Columns from which there is room for the filters that are not set."""

TYPING = 0.15
"""Seconds of rest after which what is typed is searched for."""


class FilterBar(Widget):
    """Shows what is filtered and how much that leaves; figures go first where it is narrow."""

    band: reactive[Band] = reactive(Band())

    def render(self) -> Content:
        width = self.size.width
        filters = [one.words for one in self.band.filters if one.is_set or self._is_wide]
        if not self._is_wide:
            # The tab has its short label: here stands the full one.
            filters.insert(0, i18n.t("area.releases"))
        left = Content.styled("   ".join(filters), "$muted")
        figures = list(self.band.figures)
        while len(figures) > 1 and left.cell_length + _joined(figures).cell_length + 3 > width:
            figures.pop()
        return spread(left, _joined(figures), width)

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE


def _joined(figures: list[str]) -> Content:
    return Content(" · ".join(figures))


class SearchBar(Horizontal):
    """The filters, and before them the field while one searches."""

    @dataclass
    class Searched(Message):
        """Find these words; none takes the search away."""

        words: str

    class Left(Message):
        """The person goes on in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        yield FilterBar()

    @property
    def field(self) -> "Input | None":
        """The field for the words, once it was needed."""
        return next(iter(self.query("#words").results(Input)), None)

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
        field = self.field
        if field is None:
            field = Input(id="words", compact=True, placeholder=i18n.t("releases.search.prompt"))
            await self.mount(field, before=0)
        field.focus()

    async def close(self) -> None:
        """Take the field and its words away."""
        await self.query("#words").remove()

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
        self.post_message(self.Left())

    def _search(self, words: str) -> None:
        self.post_message(self.Searched(words.strip()))
