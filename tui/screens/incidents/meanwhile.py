"""What others do while the room is open: shown where it stands, under the same cursor."""

from datetime import datetime

from tui.api.models.incidents import IncidentSummary
from tui.screens.incidents import questions
from tui.screens.incidents.submitting import Submitting
from tui.screens.loading import fetch
from tui.widgets.states import Ready, State


class Meanwhile(Submitting):
    """Keeps the list and the open incident up to date without being asked."""

    def meanwhile(self, since: datetime | None) -> None:
        """Look what changed, in the list and in the incident over it."""
        if not isinstance(self.answer, Ready):
            return  # the list is on its way, or could not be had
        changed = questions.changed(self.portal.incidents, self.wanted, since)
        fetch(self, "incidents.meanwhile", changed, into=self._take_changed, is_local=True)
        if self.reading:
            self.pane.look_again()

    def _take_changed(self, changed: State[tuple[IncidentSummary, ...]]) -> None:
        """Put the rows in their places; new ones come in where that moves nothing one works on."""
        if not isinstance(changed, Ready) or not changed.value:
            return
        known = [each for each in changed.value if self.rows.item(each.id) is not None]
        for incident in known:
            self.rows.replace(incident)
        if len(known) < len(changed.value) and self.rows.is_settled:
            self.rows.reload()
        self.count()
        self.refresh_bindings()

    async def close_incident(self) -> None:
        """Show the list again; what came while one read has been read now."""
        incident, has_news = self.pane.incident, self.pane.has_news
        await super().close_incident()
        if incident is not None and has_news and incident.followed:
            self.mark([incident.id], read=True)
