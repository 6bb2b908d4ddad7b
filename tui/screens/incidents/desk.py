"""The widgets of a room with incidents: their list, and over it the one that was opened."""

from dataclasses import fields

from textual import on
from textual.app import ComposeResult

from tui import i18n
from tui.api.models.incidents import Incident, IncidentSummary
from tui.screens.finding import Finding
from tui.screens.incidents.reading import IncidentReading
from tui.screens.navigation import TurnedTo
from tui.screens.standing import stands
from tui.screens.telling import tell
from tui.widgets.record_list import RecordList


class IncidentDesk(Finding[IncidentSummary]):
    """Where the keys act: in the list, or in the incident over it, which the list follows."""

    def compose(self) -> ComposeResult:
        yield self.make_band()
        yield from self.compose_list()
        yield self.make_pane()

    def make_pane(self) -> IncidentReading:
        """Return what shows an incident."""
        raise NotImplementedError

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if self.reading and stands(self):
            self.pane.take_cursor()
        else:
            await super().work()

    @property
    def pane(self) -> IncidentReading:
        """The incident that was opened."""
        return self.query_one(IncidentReading)

    @property
    def chosen(self) -> tuple[IncidentSummary, ...]:
        """What the keys act on: the incident that is read, else the marked ones, else the row."""
        if self.reading:
            return (self.pane.incident,) if self.pane.incident is not None else ()
        current = self.rows.current
        return self.rows.selection or ((current,) if current is not None else ())

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
        """Show in the list how the incident is now."""
        self.follow(event.incident)

    def follow(self, incident: Incident) -> None:
        """Show in the list how an incident is now."""
        if self.rows.item(incident.id) is not None:
            self.rows.replace(_row_of(incident))

    @on(IncidentReading.Gone)
    def _lose(self, event: IncidentReading.Gone) -> None:
        """It is nothing to be read any more."""
        self.rows.dim((event.incident_id,))

    def action_copy(self) -> None:
        """Copy number and subject of what is chosen, by the terminal."""
        lines = [f"#{incident.number} {incident.subject}" for incident in self.chosen]
        self.app.copy_to_clipboard("\n".join(lines))
        tell(self, i18n.t("incidents.copied", text=lines[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to copy where something is chosen."""
        if action == "copy":
            return bool(self.chosen)
        return super().check_action(action, parameters)


def _row_of(incident: Incident) -> IncidentSummary:
    """Return an incident as a row of the list."""
    return IncidentSummary(
        **{field.name: getattr(incident, field.name) for field in fields(IncidentSummary)}
    )
