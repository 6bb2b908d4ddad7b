"""Finding and filtering among published notes."""

from textual.screen import ModalScreen

from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.publishing.listing import Listing
from tui.widgets.commands import Command, bindings


class Narrowing(Listing):
    """Searches and filters the list, which is shown as it is narrowed."""

    SHORTCUTS = (
        Command("publishing.search", "slash", "search", footer=24),
        Command("publishing.filter", "f", "filter", footer=25),
        Command("publishing.clear", "x", "clear", footer=26),
    )
    BINDINGS = bindings(SHORTCUTS)

    async def action_search(self) -> None:
        """Ask for words, and show the list that they narrow."""
        self.reading = False
        await super().action_search()

    def filter_sheet(self, facets: NoteFacets) -> ModalScreen[NoteQuery | None]:
        """Return the sheet that offers what was withdrawn, versions and areas."""
        from tui.screens.publishing.offers import note_picker

        return note_picker(facets, self.wanted)

    def watch_wanted(self) -> None:
        """Show the list of what is wanted now."""
        self.reading = False
        super().watch_wanted()
