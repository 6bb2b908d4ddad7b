"""Changing an incident that is shown: how it is then, or what somebody else did first."""

from textual.reactive import var

from tui import i18n
from tui.api.errors import Conflict
from tui.api.models.incidents import Incident
from tui.api.policy import IncidentAction
from tui.screens.conversations.replying import Replying
from tui.screens.standing import stands
from tui.screens.telling import tell, tell_failure
from tui.widgets.states import Failed, Loading, Ready, State


class Changing(Replying):
    """Shows what came of a change."""

    changed: var[State[Incident]] = var[State[Incident]](Loading(), init=False, always_update=True)

    def allows(self, action: IncidentAction) -> bool:
        """Whether the portal lets one do this to the incident now."""
        return self.incident is not None and action in self.incident.allowed

    def watch_changed(self, changed: State[Incident]) -> None:
        """Show how the incident is now; where somebody was first, nothing was done."""
        if not stands(self):
            return
        match changed:
            case Ready(incident):
                self.renew(incident)
                self.read()
            case Failed(Conflict(Incident() as present)):
                self.overtaken(present)
                tell(self, i18n.t("incident.overtaken"), about=present.id)
            case _:
                tell_failure(self, changed)
