"""Finding and filtering notes: what the keys do to the question that the list asks."""

from textual.screen import ModalScreen

from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.loading import fetch
from tui.screens.notes.listing import NoteListing
from tui.screens.notes.questions import unfiltered
from tui.screens.telling import tell_failure
from tui.widgets.states import Ready, State


class NoteNarrowing(NoteListing):
    """Searches and filters the list."""

    def find(self, words: str) -> None:
        """List the notes that hold the words."""
        self.words = words

    def unfilter(self) -> None:
        """List what is filtered away as well."""
        self.wanted = unfiltered(self.wanted)

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "notes.facets", self.portal.releases.facets(), into=self._offer)

    def _offer(self, facets: State[NoteFacets]) -> None:
        tell_failure(self, facets)
        if isinstance(facets, Ready):
            self.app.push_screen(self.filter_sheet(facets.value), self.narrow)

    def filter_sheet(self, facets: NoteFacets) -> ModalScreen[NoteQuery | None]:
        """Return the sheet of the filters, imported when somebody asks for it."""
        raise NotImplementedError

    def narrow(self, chosen: NoteQuery | None) -> None:
        """List what was chosen, where something was."""
        if chosen is not None:
            self.wanted = chosen
