"""What the queue shows and counts, and how it is left for the next time."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from textual import on
from textual.reactive import var

from tui.api.models.incidents import IncidentSummary
from tui.api.models.support import QueueQuery
from tui.screens.conversations.kept_list import Pages
from tui.screens.conversations.unsent import Unsent
from tui.screens.conversations.wanting import Wanting
from tui.screens.finding import finder_of
from tui.screens.listing import Answer
from tui.screens.loading import fetch
from tui.screens.navigation import NeedsChanged
from tui.screens.support import kept, questions
from tui.screens.support.bands import Shown
from tui.screens.support.columns import COLUMNS, unsent
from tui.screens.support.pane import ServicePane
from tui.screens.support.questions import WORK, Counts
from tui.widgets.record_list import RecordList
from tui.widgets.states import Ready, State


class Listing(Unsent, Wanting[QueueQuery]):
    """Asks for pages of `wanted`, the queue of all customers."""

    COLUMNS = COLUMNS

    wanted: var[QueueQuery] = var(WORK, init=False)
    shown: var[Shown] = var(Shown(), init=False)

    def make_pane(self) -> ServicePane:
        """Return what shows an incident, and what the vendor's people do about it."""
        portal = self.portal
        return ServicePane(
            portal.incidents, portal.support, portal.templates, self.zone, self.keeper
        )

    @property
    def pane(self) -> ServicePane:
        """The incident that was opened."""
        return self.query_one(ServicePane)

    @property
    def customer(self) -> str:
        """Whose numbers are meant: the customer's that the queue is narrowed to."""
        return self.wanted.organisation_id or ""

    @property
    def view(self) -> Mapping[str, object]:
        """How the list is left, as plain values."""
        return kept.view_of(self.wanted)

    def begin(self) -> None:
        """Ask as it was left."""
        wanted = kept.query_of(self.views.of(self.area.name))
        self.set_reactive(Listing.wanted, wanted)
        self.shown = Shown(wanted)
        self.ask(around=self.views.cursor_of(self.area.name) or None)

    def watch_shown(self, shown: Shown) -> None:
        """Say what is shown in the third band."""
        self.find_bar.line.band = shown.band

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of an incident, and show what fits it."""
        self.shown = replace(self.shown, wanted=self.wanted)
        marked = self.marking_drafts(COLUMNS, unsent)
        self.rows.present(marked, finder=finder_of(self.wanted.words))
        super().ask(around)

    @property
    def pages(self) -> Pages:
        """What reads the list as it is wanted now."""
        return partial(self.portal.support.list, self.wanted)

    def begun(self, answer: Answer[IncidentSummary]) -> None:
        """Take note whose incidents these are, and keep the queue as it stands there now."""
        if self.wanted.organisation_id is not None and answer.page.items:
            self.shown = replace(self.shown, customer=answer.page.items[0].organisation_name)
        self.keep_view()

    def failed(self) -> None:
        """Tell no figures."""
        self.shown = replace(self.shown, counts=None)

    @property
    def nothing(self) -> str:
        """The text key of what is said where there is no incident."""
        return "incidents.nothing" if self.is_narrowed else "support.empty"

    @on(RecordList.SelectionChanged)
    def _selected(self, event: RecordList.SelectionChanged) -> None:
        self.shown = replace(self.shown, selected=event.count)

    def count(self) -> None:
        """Count what the filters leave, and how the desk stands."""
        counts = questions.counts(self.portal.support, self.wanted)
        fetch(self, "support.counts", counts, into=partial(self._counted, self.wanted))

    def _counted(self, wanted: QueueQuery, counts: State[Counts]) -> None:
        if isinstance(counts, Ready) and wanted == self.wanted:
            self.shown = replace(self.shown, counts=counts.value)
            self.rows.total(counts.value.incidents)
            self.post_message(NeedsChanged())
