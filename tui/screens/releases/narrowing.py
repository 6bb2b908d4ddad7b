"""Finding and filtering: what the keys do to the question that the list asks."""

from dataclasses import replace

from textual import on

from tui.api.models.releases import NoteFacets, NoteQuery, NoteSort
from tui.screens.loading import fetch
from tui.screens.releases.bars import SearchBar
from tui.screens.releases.listing import Listing
from tui.screens.releases.questions import is_filtered, unfiltered
from tui.screens.telling import tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

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
            await self.search_bar.open()

    @on(SearchBar.Searched)
    def _searched(self, event: SearchBar.Searched) -> None:
        self.words = event.words

    @on(SearchBar.Left)
    async def _left_field(self) -> None:
        await self.work()

    async def leave_search(self) -> None:
        """Take the field and its words away."""
        await self.search_bar.close()
        self.words = ""
        await self.work()

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "releases.facets", self.portal.releases.facets(), into=self._offer)

    def _offer(self, facets: State[NoteFacets]) -> None:
        tell_failure(self, facets)
        if isinstance(facets, Ready):
            from tui.screens.releases.offers import note_picker

            self.app.push_screen(note_picker(facets.value, self.wanted), self._narrow)

    def _narrow(self, chosen: NoteQuery | None) -> None:
        if chosen is not None:
            self.wanted = chosen

    def action_unread(self) -> None:
        """Show only what is unread, or everything again."""
        self.wanted = replace(self.wanted, unread=not self.wanted.unread)

    def action_sort(self) -> None:
        """Take the next order: newest first, oldest first, by area."""
        self.wanted = replace(self.wanted, sort=NEXT_SORT[self.wanted.sort])

    async def action_clear(self) -> None:
        """Take one after the other away: the filters with the search, and then a comparison."""
        if self.words or is_filtered(self.wanted):
            await self.leave_search()
            self.wanted = unfiltered(self.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        match action:
            case "clear":
                return self.is_narrowed
            case "sort":
                return not self.words and self.comparison is None
            case _:
                return super().check_action(action, parameters)
