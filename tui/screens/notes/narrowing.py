"""Finding and filtering: what the keys do to the question that the list asks."""

from textual import on
from textual.screen import ModalScreen

from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.find_bar import FindBar
from tui.screens.loading import fetch
from tui.screens.notes.listing import NoteListing
from tui.screens.notes.questions import unfiltered
from tui.screens.telling import tell_failure
from tui.widgets.states import Ready, State


class NoteNarrowing(NoteListing):
    """Searches and filters the list."""

    async def action_search(self) -> None:
        """Ask for words."""
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

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "notes.facets", self.portal.releases.facets(), into=self._offer)

    def _offer(self, facets: State[NoteFacets]) -> None:
        tell_failure(self, facets)
        if isinstance(facets, Ready):
            self.app.push_screen(self.filter_sheet(facets.value), self._narrow)

    def filter_sheet(self, facets: NoteFacets) -> ModalScreen[NoteQuery | None]:
        """Return the sheet of the filters, imported when somebody asks for it."""
        raise NotImplementedError

    def _narrow(self, chosen: NoteQuery | None) -> None:
        if chosen is not None:
            self.wanted = chosen

    async def action_clear(self) -> None:
        """Take the filters away, and the search with them."""
        if self.is_narrowed:
            await self.leave_search()
            self.wanted = unfiltered(self.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to clear where something narrows the list."""
        if action == "clear":
            return self.is_narrowed
        return super().check_action(action, parameters)
