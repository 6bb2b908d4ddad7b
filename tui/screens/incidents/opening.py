"""Opening an incident: it is read from then on, and the list follows what it tells."""

from dataclasses import fields

from textual import on

from tui.api.models.incidents import Incident, IncidentSummary
from tui.screens.incidents.marking import Marking
from tui.screens.incidents.reading import IncidentReading
from tui.screens.navigation import TurnedTo
from tui.widgets.record_list import RecordList


class Opening(Marking):
    """Shows an incident over the list."""

    @on(RecordList.Opened)
    def _open_row(self, event: RecordList.Opened[IncidentSummary]) -> None:
        self.open_incident(event.item.id)

    def open_incident(self, incident_id: str) -> None:
        """Show an incident."""
        self.post_message(TurnedTo(incident_id))
        self.reading = True
        self.pane.open(incident_id)
        self.refresh_bindings()

    async def close_incident(self) -> None:
        """Show the list again, the cursor where it was."""
        self.reading = False
        self.pane.leave()
        await self.work()
        self.refresh_bindings()

    @on(IncidentReading.Shown)
    def _follow(self, event: IncidentReading.Shown) -> None:
        """Show in the list how the incident is now; who opened it has read what is new."""
        incident = event.incident
        if self.rows.item(incident.id) is not None:
            self.rows.replace(row_of(incident))
        if incident.unread and incident.followed:
            self.mark([incident.id], read=True)

    @on(IncidentReading.Gone)
    def _lose(self, event: IncidentReading.Gone) -> None:
        """It is nothing to be read any more."""
        self.rows.dim((event.incident_id,))


def row_of(incident: Incident) -> IncidentSummary:
    """Return an incident as a row of the list."""
    return IncidentSummary(
        **{field.name: getattr(incident, field.name) for field in fields(IncidentSummary)}
    )
