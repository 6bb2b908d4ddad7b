"""A list of incidents that is found as it was left."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping

from textual import on

from tui.api.models.incidents import IncidentSummary
from tui.api.models.paging import Page, PageRequest
from tui.screens.finding import Finding
from tui.screens.listing import Answer
from tui.widgets.record_list import RecordList
from tui.widgets.states import Ready

Pages = Callable[[PageRequest], Awaitable[Page[IncidentSummary]]]
"""Reads a page of one list."""


class KeptList(Finding[IncidentSummary]):
    """Keeps filter and order, and the cursor where that is known."""

    @property
    def view(self) -> Mapping[str, object]:
        """How the list is left, as plain values."""
        raise NotImplementedError

    @property
    def pages(self) -> Pages:
        """What reads the list as it is wanted now, also where something else is wanted later."""
        raise NotImplementedError

    def read(self, request: PageRequest) -> Coroutine[object, object, Answer[IncidentSummary]]:
        """Read a page of the list."""
        return _answer(self.pages, request)

    async def enter(self) -> None:
        """Go to where one was; what happened since is shown."""
        await super().enter()
        if isinstance(self.answer, Ready):
            self.rows.reload()

    def on_descendant_blur(self) -> None:
        """Keep how the list is left."""
        self.keep_view()

    @on(RecordList.Highlighted)
    def _rested(self) -> None:
        """Another incident allows other things."""
        self.keep_view()
        self.refresh_bindings()

    def keep_view(self) -> None:
        """Keep how the list stands now."""
        self.views.keep(self.area.name, dict(self.view))
        current = self.rows.current
        if current is not None:
            is_first = current is self.rows.items[0]
            self.views.keep_cursor(self.area.name, "" if is_first else current.id)


async def _answer(pages: Pages, request: PageRequest) -> Answer[IncidentSummary]:
    return Answer(request, await pages(request))
