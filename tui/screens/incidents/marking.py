"""Marking incidents read and unread, many at once."""

from dataclasses import replace

from textual import on

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.incidents import Incident, IncidentSummary
from tui.screens.incidents import questions
from tui.screens.incidents.narrowing import Narrowing
from tui.screens.incidents.questions import Marked
from tui.screens.loading import write
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Failed, Ready, State


class Marking(Narrowing):
    """Acts on the marked incidents, or the one under the cursor; nobody else sees it."""

    SHORTCUTS = (Command("incidents.mark", "m", "mark", footer=25),)
    BINDINGS = bindings(SHORTCUTS)

    @on(RecordList.SelectionChanged)
    def _selected(self, event: RecordList.SelectionChanged) -> None:
        self.shown = replace(self.shown, selected=event.count)

    @property
    def _followed(self) -> list[IncidentSummary]:
        """What can be read or unread: news is for those who follow an incident."""
        return [incident for incident in self.chosen if incident.followed]

    def action_mark(self) -> None:
        """Mark what is chosen read, or all of it unread again."""
        incidents = self._followed
        self.mark(
            [incident.id for incident in incidents],
            read=any(incident.unread for incident in incidents),
        )

    def mark(self, incident_ids: list[str], *, read: bool) -> None:
        """Mark incidents read or unread."""
        change = questions.mark(self.portal.incidents, incident_ids, read=read)
        write(self, "incidents.mark", change, into=self._marked)

    def _marked(self, marked: State[Marked]) -> None:
        match marked:
            case Ready(value):
                self._show_marked(value)
                self.count()
            case Failed(NotFound()):
                tell(self, i18n.t("incidents.gone"))
                self.rows.reload()
            case _:
                tell_failure(self, marked)
        self.refresh_bindings()

    def _show_marked(self, marked: Marked) -> None:
        for incident_id in marked.incident_ids:
            row = self.rows.item(incident_id)
            if row is not None:
                self.rows.replace(replace(row, unread=not marked.read))
        self.pane.take_mark(marked)
        self.rows.dim(marked.incident_ids, dimmed=self.wanted.unread and marked.read)
        if len(marked.incident_ids) > 1:
            key = "incidents.read" if marked.read else "incidents.unread"
            tell(self, i18n.plural(key, len(marked.incident_ids)))

    def follow(self, incident: Incident) -> None:
        """Show in the list how an incident is now; who opened it has read what is new."""
        super().follow(incident)
        if incident.unread and incident.followed:
            self.mark([incident.id], read=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "mark":
            return bool(self._followed)
        return super().check_action(action, parameters)
