"""Finding and filtering: what the keys do to the question that the list asks."""

from textual import on
from textual.reactive import var

from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.find_bar import FindBar
from tui.screens.loading import fetch
from tui.screens.publishing.filters import everything, note_picker
from tui.screens.publishing.listing import Listing
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Loading, Ready, State


class Narrowing(Listing):
    """Searches and filters the list."""

    SHORTCUTS = (
        Command("publishing.search", "slash", "search", footer=24),
        Command("publishing.filter", "f", "filter", footer=25),
        Command("publishing.clear", "x", "clear", footer=26),
    )
    BINDINGS = bindings(SHORTCUTS)

    facets: var[State[NoteFacets]] = var[State[NoteFacets]](
        Loading(), init=False, always_update=True
    )

    async def action_search(self) -> None:
        """Ask for words, and show the list that they narrow."""
        self.reading = False
        await self.find_bar.open()

    @on(FindBar.Searched)
    def _searched(self, event: FindBar.Searched) -> None:
        self.words = event.words

    @on(FindBar.Left)
    async def _left_field(self) -> None:
        await self.work()

    async def leave_search(self) -> None:
        """Take the field and its words away."""
        await self.find_bar.close()
        self.words = ""
        await self.work()

    async def action_clear(self) -> None:
        """Show everything again."""
        await self.leave_search()
        self.wanted = everything(self.wanted)

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "publishing.facets", self.portal.releases.facets(), into="facets")

    def watch_facets(self, facets: State[NoteFacets]) -> None:
        """Offer the versions and areas."""
        self.tell_failure(facets)
        if isinstance(facets, Ready):
            self.app.push_screen(note_picker(facets.value, self.wanted), self._narrow)

    def _narrow(self, chosen: NoteQuery | None) -> None:
        if chosen is not None:
            self.reading = False
            self.wanted = chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to clear where something narrows the list."""
        if action == "clear":
            return self.is_narrowed
        return super().check_action(action, parameters)
