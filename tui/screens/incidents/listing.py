"""What the list of incidents shows and counts, and how it is left for the next time."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.reactive import var

from tui.api.models.incidents import IncidentQuery, IncidentSummary
from tui.api.policy import Permission
from tui.screens.conversations.kept_list import Pages
from tui.screens.conversations.unsent import Unsent
from tui.screens.conversations.wanting import Wanting
from tui.screens.find_bar import FindBar
from tui.screens.finding import finder_of
from tui.screens.incidents import kept, questions
from tui.screens.incidents.bands import Shown
from tui.screens.incidents.columns import EVERYBODY, OWN, unsent
from tui.screens.incidents.drafts import DraftsBlock
from tui.screens.incidents.pane import IncidentPane
from tui.screens.incidents.questions import EVERYTHING, Counts, is_filtered
from tui.screens.listing import Answer
from tui.screens.loading import fetch
from tui.screens.navigation import NeedsChanged, UnreadChanged
from tui.widgets.states import Ready, State

_FOLLOWS = frozenset({Permission.INCIDENTS_READ_OWN, Permission.INCIDENTS_SUBMIT})


class Listing(Unsent, Wanting[IncidentQuery]):
    """Asks for pages of `wanted`."""

    COLUMNS = OWN

    wanted: var[IncidentQuery] = var(EVERYTHING, init=False)
    shown: var[Shown] = var(Shown(), init=False)

    def compose(self) -> ComposeResult:
        yield FindBar(self.area.label)
        yield DraftsBlock(self.shelf("incidents.submit") if self.submits else None)
        yield from self.compose_list()
        yield self.make_pane()

    def make_pane(self) -> IncidentPane:
        """Return what shows an incident, and what its organisation's people do about it."""
        me = self.session.contact_id or ""
        return IncidentPane(self.portal.incidents, self.zone, self.keeper, me)

    @property
    def pane(self) -> IncidentPane:
        """The incident that was opened."""
        return self.query_one(IncidentPane)

    @property
    def drafts(self) -> DraftsBlock:
        """The incidents that are not submitted yet."""
        return self.query_one(DraftsBlock)

    @property
    def submits(self) -> bool:
        """Whether the person submits incidents."""
        return Permission.INCIDENTS_SUBMIT in self.session.permissions

    @property
    def reads_all(self) -> bool:
        """Whether the person reads what others submitted."""
        return Permission.INCIDENTS_READ_ALL in self.session.permissions

    @property
    def chooses(self) -> bool:
        """Whether there are incidents of one's own among those that one may read."""
        return self.reads_all and bool(_FOLLOWS & self.session.permissions)

    @property
    def view(self) -> Mapping[str, object]:
        """How the list is left, as plain values."""
        return kept.view_of(self.wanted, chooses=self.chooses)

    def begin(self) -> None:
        """Ask as it was left."""
        wanted = kept.query_of(self.views.of(self.area.name), chooses=self.chooses)
        self.set_reactive(Listing.wanted, wanted)
        self.shown = Shown(wanted, chooses=self.chooses)
        self.ask(around=self.views.cursor_of(self.area.name) or None)

    def watch_shown(self, shown: Shown) -> None:
        """Say what is shown in the third band."""
        self.find_bar.line.band = shown.band

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of an incident, and show what fits it."""
        self.shown = replace(self.shown, wanted=self.wanted)
        columns = EVERYBODY if self.reads_all and not self.wanted.mine else OWN
        marked = self.marking_drafts(columns, unsent)
        self.rows.present(marked, finder=finder_of(self.wanted.words))
        super().ask(around)

    @property
    def pages(self) -> Pages:
        """What reads the list as it is wanted now."""
        return partial(self.portal.incidents.list, self.wanted)

    def begun(self, answer: Answer[IncidentSummary]) -> None:
        """Keep the list as it stands there now."""
        self.keep_view()

    def failed(self) -> None:
        """Tell no figures."""
        self.shown = replace(self.shown, counts=None)

    @property
    def nothing(self) -> str:
        """The text key of what is said where there is no incident."""
        if self.is_narrowed:
            return "incidents.nothing"
        return "incidents.empty" if self.submits else "incidents.none"

    def count(self) -> None:
        """Count what the filters leave."""
        counts = questions.counts(self.portal.incidents, self.wanted)
        fetch(self, "incidents.counts", counts, into=partial(self._counted, self.wanted))

    def _counted(self, wanted: IncidentQuery, counts: State[Counts]) -> None:
        if not isinstance(counts, Ready) or wanted != self.wanted:
            return
        self.shown = replace(self.shown, counts=counts.value)
        self.rows.total(counts.value.incidents)
        is_unread = counts.value.unread.value > 0
        if is_unread or not is_filtered(replace(self.wanted, unread=False)):
            self.post_message(UnreadChanged(self.area.name, is_unread))
        else:
            self.post_message(NeedsChanged())
