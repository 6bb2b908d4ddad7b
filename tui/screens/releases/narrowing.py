"""Filtering and ordering by one key, and finding in the text where one reads."""

from dataclasses import replace

from textual.screen import ModalScreen

from tui.api.models.releases import NoteFacets, NoteQuery, NoteSort
from tui.screens.releases.listing import Listing
from tui.widgets.commands import Command, bindings

NEXT_SORT = {
    NoteSort.NEWEST: NoteSort.OLDEST,
    NoteSort.OLDEST: NoteSort.AREA,
    NoteSort.AREA: NoteSort.NEWEST,
}


class Narrowing(Listing):
    """Searches, filters and orders the list."""

    SHORTCUTS = (
        Command("releases.search", "slash", "search", footer=21),
        Command("releases.filter", "f", "filter", footer=22),
        Command("releases.unread", "u", "unread", footer=24),
        Command("releases.clear", "x", "clear", footer=19),
        Command("releases.sort", "O", "sort"),
    )
    BINDINGS = bindings(SHORTCUTS)

    async def action_search(self) -> None:
        """Ask for words: in the text where one reads, else in all notes."""
        if self.pane.has_cursor:
            await self.pane.find()
        else:
            await super().action_search()

    def filter_sheet(self, facets: NoteFacets) -> ModalScreen[NoteQuery | None]:
        """Return the sheet of the filters."""
        from tui.screens.releases.offers import filter_sheet

        return filter_sheet(facets, self.wanted, self.named)

    def narrow(self, chosen: NoteQuery | None) -> None:
        """List what was chosen, and tell what the person calls it."""
        super().narrow(chosen)
        self.shown = replace(self.shown, name=self.named.name_of(self.wanted))

    def action_unread(self) -> None:
        """Show only what is unread, or everything again."""
        self.wanted = replace(self.wanted, unread=not self.wanted.unread)

    def action_sort(self) -> None:
        """Take the next order: newest first, oldest first, by area."""
        self.wanted = replace(self.wanted, sort=NEXT_SORT[self.wanted.sort])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "sort":
            return not self.words and self.comparison is None
        return super().check_action(action, parameters)
