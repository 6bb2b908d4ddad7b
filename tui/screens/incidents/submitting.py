"""Submitting an incident, which then stands under the cursor."""

from tui import i18n
from tui.api.models.actions import Colleague
from tui.api.models.incidents import IncidentSummary
from tui.api.policy import Permission
from tui.screens.incidents.marking import Marking
from tui.screens.incidents.questions import unfiltered
from tui.screens.loading import fetch
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Loading, Ready, State


class Submitting(Marking):
    """Asks for a new incident over the list; what was typed is kept until it is sent."""

    SHORTCUTS = (
        Command("incidents.add", "a", "add", footer=21, permission=Permission.INCIDENTS_SUBMIT),
    )
    BINDINGS = bindings(SHORTCUTS)

    def action_add(self) -> None:
        """Find out who could watch it, and ask."""
        fetch(self, "incidents.colleagues", self.portal.incidents.colleagues(), into=self._ask_for)

    def _ask_for(self, colleagues: State[tuple[Colleague, ...]]) -> None:
        """Ask; where nobody can be chosen because the portal is away, all the same."""
        from tui.screens.incidents.forms import submit_sheet

        if isinstance(colleagues, Loading):
            return
        found = colleagues.value if isinstance(colleagues, Ready) else ()
        others = [one for one in found if one.id != self.session.contact_id]
        keeper = self.keeper("incidents.submit", self.session.organisation_id or "")
        sheet = submit_sheet(self.portal.incidents, others, keeper)
        self.app.push_screen(sheet, self._submitted)

    def _submitted(self, sent: Ready[object] | None) -> None:
        match sent:
            case Ready(IncidentSummary() as made):
                if self.is_narrowed:  # it would not stand there
                    self.set_reactive(Submitting.wanted, unfiltered(self.wanted))
                self.ask(around=made.id)
                words = i18n.t("incidents.submitted", number=made.number)
                tell(self, words, about=made.id)
            case _:
                pass
