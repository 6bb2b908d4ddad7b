"""The mark of what was written to an incident and not sent, in the list."""

import asyncio
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from textual.reactive import var

from tui.api.models.incidents import IncidentSummary
from tui.drafts import Drafted
from tui.screens.conversations.exporting import Exporting
from tui.screens.drafting import DraftShelf
from tui.screens.loading import fetch
from tui.screens.standing import stands
from tui.widgets.record_list import Cell, Column
from tui.widgets.states import Ready, State

_Found = Sequence[Drafted]
"""The incidents with a draft, for each form."""


class Unsent(Exporting):
    """Looks which drafts there are each time that one comes to the list."""

    unsent: var[Sequence[Container[str]]] = var[Sequence[Container[str]]]((), init=False)
    """The incidents to which something was written that is not sent, for each form."""

    def marking_drafts(
        self,
        columns: Sequence[Column[IncidentSummary]],
        marked: Callable[[IncidentSummary], Cell],
    ) -> tuple[Column[IncidentSummary], ...]:
        """Return the columns with the first cell as `marked` where something is not sent."""
        first, *others = columns

        def cell(incident: IncidentSummary) -> str | Cell:
            is_unsent = any(incident.id in drafted for drafted in self.unsent)
            return marked(incident) if is_unsent else first.cell(incident)

        return (replace(first, cell=cell), *others)

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
        shelves = [shelf for form in self.pane.WRITTEN if (shelf := self.shelf(form)) is not None]
        drafted = _drafted(shelves)
        fetch(self, "incidents.unsent", drafted, into=self._show_unsent, is_local=True)

    def _show_unsent(self, found: State[_Found]) -> None:
        if isinstance(found, Ready) and found.value != self.unsent and stands(self):
            self.unsent = found.value
            self.rows.redraw()


async def _drafted(shelves: Sequence[DraftShelf]) -> _Found:
    return await asyncio.gather(*(shelf.drafted() for shelf in shelves))
