"""What the list of notes shows and counts, and how it is left for the next time."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from textual.reactive import var

from tui import i18n
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.models.session import Language
from tui.screens.finding import finder_of
from tui.screens.listing import Answer
from tui.screens.loading import fetch
from tui.screens.named_filters import NamedFilters
from tui.screens.navigation import NeedsChanged, UnreadChanged
from tui.screens.notes.questions import is_filtered
from tui.screens.releases import kept, questions
from tui.screens.releases.bands import Shown
from tui.screens.releases.columns import COLUMNS, COMPARED, hit_columns
from tui.screens.releases.comparison import Comparison
from tui.screens.releases.desk import Desk
from tui.screens.releases.questions import Counts
from tui.screens.seen_pages import keep_page, seen_page
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView
from tui.widgets.states import Ready, State


class Listing(Desk):
    """Lists the notes, those that hold `words`, or those between two versions."""

    SHORTCUTS = (Command("releases.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    comparison: var[Comparison | None] = var[Comparison | None](None, init=False)
    shown: var[Shown] = var(Shown(), init=False)

    @property
    def named(self) -> NamedFilters[NoteQuery]:
        """The filters that the person gave a name; the versions that one compares stay."""

        def query_of(view: Mapping[str, object]) -> NoteQuery:
            query = kept.query_of(view, Language(i18n.language()))
            return replace(query, since=self.wanted.since, until=self.wanted.until)

        return NamedFilters(self.views, self.area.name, kept.view_of, query_of)

    def begin(self) -> None:
        """Ask as it was left, in the language spoken now."""
        wanted = kept.query_of(self.views.of(self.area.name), Language(i18n.language()))
        self.set_reactive(Listing.wanted, wanted)
        self.shown = Shown(wanted, self.named.name_of(wanted))
        self.watch_shown(self.shown)  # also where that is nothing new
        cursor = self.views.cursor_of(self.area.name)
        page = seen_page(self.views.seen, self.area.name, NoteSummary, self._question)
        if page is None or cursor:
            self.ask(around=cursor or None)
        else:
            self.query_one("#list-state", StateView).state = Ready(None)
            self.rows.recall(page)

    def on_descendant_blur(self) -> None:
        """Keep how the list is left."""
        self.keep_view()

    def keep_view(self) -> None:
        """Keep filter, order and cursor, as soon as it is known on which row that is."""
        current = self.rows.current
        if current is not None:
            self._keep("" if current is self.rows.items[0] else current.id)

    def _keep(self, cursor: str) -> None:
        """Keep the list; a search and a comparison are for once."""
        if self._is_lasting:
            self.views.keep(self.area.name, kept.view_of(self.wanted))
            self.views.keep_cursor(self.area.name, cursor)

    @property
    def _is_lasting(self) -> bool:
        return not self.words and self.comparison is None

    @property
    def _question(self) -> Mapping[str, object]:
        """What the list answers, as it is kept beside its rows."""
        return kept.view_of(self.wanted) | {"language": self.wanted.language}

    def keep_page(self) -> None:
        """Keep the first rows as they stand there now."""
        page = self.rows.first_page
        if self._is_lasting and page is not None:
            keep_page(self.views.seen, self.area.name, NoteSummary, self._question, page)

    def watch_wanted(self, wanted: NoteQuery) -> None:
        """Ask anew."""
        self.shown = replace(self.shown, wanted=wanted, name=self.named.name_of(wanted))
        self.ask()

    def watch_comparison(self, comparison: Comparison | None) -> None:
        """Tell of it in the third band."""
        self.shown = replace(self.shown, comparison=comparison)

    def watch_shown(self, shown: Shown) -> None:
        """Say what is shown in the third band."""
        if not self.acting:
            self.find_bar.line.band = shown.band

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of a note, and show what fits the question."""
        finder = finder_of(self.words)
        if finder is not None:
            self.rows.present(hit_columns(finder), finder=finder)
        elif self.comparison is not None:
            self.rows.present(COMPARED, group=lambda note: note.area)
        else:
            self.rows.present(COLUMNS)
        super().ask(around)

    def begun(self, answer: Answer[NoteSummary]) -> None:
        """Tell of the hits, and keep the list as it stands there now."""
        self.shown = replace(self.shown, hits=answer.hits)
        self.keep_page()
        if answer.page.items:
            self.keep_view()
        else:
            self._keep("")

    def failed(self) -> None:
        """Tell no figures."""
        self.shown = replace(self.shown, counts=None, hits=None)

    def count(self) -> None:
        """Count what the filters leave."""
        counts = questions.counts(self.portal.releases, self.wanted)
        fetch(self, "releases.counts", counts, into=partial(self._counted, self.wanted))

    def _counted(self, wanted: NoteQuery, counts: State[Counts]) -> None:
        if not isinstance(counts, Ready) or wanted != self.wanted:
            return
        self.shown = replace(self.shown, counts=counts.value)
        if not self.words:
            self.rows.total(counts.value.notes)
        is_unread = counts.value.unread.value > 0
        is_of_all = self.comparison is None and not is_filtered(replace(self.wanted, unread=False))
        if is_unread or is_of_all:
            self.post_message(UnreadChanged(self.area.name, is_unread))
        else:
            self.post_message(NeedsChanged())

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return self.comparison is not None or super().is_narrowed
