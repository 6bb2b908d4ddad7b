"""The mark of a reply that was written and not sent, in the list."""

from collections.abc import Container, Sequence
from dataclasses import replace

from textual.reactive import var

from tui.api.models.incidents import IncidentSummary
from tui.drafts import Drafted
from tui.screens.conversations.exporting import Exporting
from tui.screens.incidents.columns import unread
from tui.screens.incidents.pane import IncidentPane
from tui.screens.loading import fetch
from tui.screens.standing import stands
from tui.widgets.record_list import Cell, Column
from tui.widgets.states import Ready, State

UNSENT = "✎"


class Unsent(Exporting):
    """Looks which drafts there are each time that one comes to the list."""

    unsent: var[Container[str]] = var[Container[str]](frozenset[str](), init=False)
    """The incidents to which something was written that is not sent."""

    def marking_drafts(
        self, columns: Sequence[Column[IncidentSummary]]
    ) -> tuple[Column[IncidentSummary], ...]:
        """Return the columns with the mark where what is new has its own: that is bold as well."""
        first, *others = columns
        return (replace(first, cell=self._sign), *others)

    def _sign(self, incident: IncidentSummary) -> Cell:
        return Cell(UNSENT, "warning") if incident.id in self.unsent else unread(incident)

    async def enter(self) -> None:
        """Go to where one was; what was left elsewhere is shown."""
        await super().enter()
        self.look_for_drafts()

    async def close_incident(self) -> None:
        """Show the list again, with what one left in the incident."""
        await super().close_incident()
        self.look_for_drafts()

    def look_for_drafts(self) -> None:
        """Find out to which incidents something was written."""
        shelf = self.shelf(IncidentPane.DRAFT)
        if shelf is not None:
            fetch(self, "incidents.unsent", shelf.drafted(), into=self._show_unsent, is_local=True)

    def _show_unsent(self, found: State[Drafted]) -> None:
        if isinstance(found, Ready) and found.value != self.unsent and stands(self):
            self.unsent = found.value
            self.rows.redraw()
