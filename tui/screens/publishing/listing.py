"""What the list of published notes shows and counts."""

from functools import partial

from textual import on

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.models.session import Language
from tui.screens.listing import Answer
from tui.screens.loading import fetch
from tui.screens.publishing.bands import band_of
from tui.screens.publishing.desk import Desk
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Ready, State


class Listing(Desk):
    """Lists every published note, or those that hold `words`."""

    SHORTCUTS = (Command("publishing.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    notes_in_all: Count | None = None
    """How many notes the filters leave."""
    hits: Count | None = None
    """How many notes hold the words that are searched for."""

    def begin(self) -> None:
        """Ask for everything, in the language spoken now."""
        spoken = NoteQuery(language=Language(i18n.language()))
        self.set_reactive(Listing.wanted, spoken)
        self.ask()

    def watch_wanted(self) -> None:
        """Ask anew."""
        self.ask()

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, and say in the third band what for."""
        self._tell_band()
        super().ask(around)

    @on(RecordList.SelectionChanged)
    def _tell_band(self) -> None:
        hits = self.hits if self.words else None
        selected = len(self.rows.selection)
        self.find_bar.line.band = band_of(self.wanted, self.notes_in_all, hits, selected)

    def begun(self, answer: Answer[NoteSummary]) -> None:
        """Tell of the hits."""
        self.hits = answer.hits
        self._tell_band()

    def failed(self) -> None:
        """Tell no figures."""
        self.notes_in_all = self.hits = None
        self._tell_band()

    def count(self) -> None:
        """Count what the filters leave."""
        count = self.portal.releases.count(self.wanted)
        fetch(self, "publishing.count", count, into=partial(self._counted, self.wanted))

    def _counted(self, wanted: NoteQuery, count: State[Count]) -> None:
        """Show how much there is."""
        if isinstance(count, Ready) and wanted == self.wanted:
            self.notes_in_all = count.value
            if not self.words:
                self.rows.total(count.value)
            self._tell_band()
