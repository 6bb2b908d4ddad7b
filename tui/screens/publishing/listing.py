"""What the list of published notes shows and counts."""

from textual import on
from textual.reactive import var

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Language
from tui.screens.loading import fetch
from tui.screens.notes.questions import Answer
from tui.screens.publishing.bands import band_of
from tui.screens.publishing.desk import Desk
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Loading, Ready, State


class Listing(Desk):
    """Lists every published note, or those that hold `words`."""

    SHORTCUTS = (Command("publishing.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    counted: var[State[Count]] = var[State[Count]](Loading(), init=False)
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
        count = self.counted.value if isinstance(self.counted, Ready) else None
        hits = self.hits if self.words else None
        selected = len(self.notes.selection)
        self.find_bar.line.band = band_of(self.wanted, count, hits, selected)

    def begun(self, answer: Answer) -> None:
        """Tell of the hits."""
        self.hits = answer.hits
        self._tell_band()

    def count(self) -> None:
        """Count what the filters leave."""
        fetch(self, "publishing.count", self.portal.releases.count(self.wanted), into="counted")

    def watch_counted(self, counted: State[Count]) -> None:
        """Show how much there is."""
        if isinstance(counted, Ready):
            if not self.words:
                self.notes.total(counted.value)
            self._tell_band()
