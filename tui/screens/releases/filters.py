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
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery
from tui.i18n import formats
from tui.screens.releases.questions import EVERYTHING, Counts
from tui.widgets.bars import spread

WIDE = 100
"""Columns from which there is room for the filters that are not set."""

TYPING = 0.15
"""Seconds of rest after which what is typed is searched for."""


class FilterBar(Widget):
    """Shows the filters; while one searches, a field stands before them."""

    wanted: reactive[NoteQuery] = reactive(EVERYTHING, layout=True)
    counts: reactive[Counts | None] = reactive[Counts | None](None)
    hits: reactive[Count | None] = reactive[Count | None](None)
    """How many notes hold the words that are searched for."""

    def render(self) -> Content:
        parts = self._filters()
        if self.app.size.width < WIDE:
            # The tab has its short label: here stands the full one, and only what is filtered.
            parts = [i18n.t("area.releases"), *(text for text, is_set in parts if is_set)]
        else:
            parts = [text for text, _ in parts]
        left = Content.styled("   ".join(parts), "$muted")
        return spread(left, Content(self._counted()), self.size.width)

    def _filters(self) -> list[tuple[str, bool]]:
        wanted, every = self.wanted, i18n.t("releases.filter.all")
        version, area = wanted.version or every, wanted.area or every
        shown = [
            (i18n.t("releases.filter.version", value=version), wanted.version is not None),
            (i18n.t("releases.filter.area", value=area), wanted.area is not None),
        ]
        return [*shown, (i18n.t("releases.filter.unread"), True)] if wanted.unread else shown

    def _counted(self) -> str:
        if self.hits is not None:
            return i18n.plural("releases.hits", self.hits.value, value=_number(self.hits))
        if self.counts is None:
            return ""
        counted = [
            ("releases.count", self.counts.notes),
            ("releases.count_unread", self.counts.unread),
            ("releases.count_required", self.counts.required),
        ]
        return " · ".join(
            i18n.plural(key, count.value, value=_number(count))
            for key, count in counted
            if count.value or key == "releases.count"
        )


def _number(count: Count) -> str:
    return formats.number(count.value) + ("" if count.exact else "+")


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
