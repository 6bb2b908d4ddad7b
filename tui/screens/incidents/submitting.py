"""Submitting an incident, which then stands under the cursor."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.api.policy import Permission
from tui.screens.incidents.opening import Opening
from tui.screens.incidents.questions import unfiltered
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready


class Submitting(Opening):
    """Asks for a new incident over the list; what was typed is kept until it is sent."""

    SHORTCUTS = (
        Command("incidents.add", "a", "add", footer=21, permission=Permission.INCIDENTS_SUBMIT),
    )
    BINDINGS = bindings(SHORTCUTS)

    async def action_add(self) -> None:
        """Ask; what is typed at once arrives in the form."""
        from tui.screens.incidents.forms import submit_sheet

        keeper = self.keeper("incidents.submit", self.session.organisation_id or "")
        sheet = submit_sheet(self.portal.incidents, self.session.contact_id or "", keeper)
        await self.app.push_screen(sheet, self._submitted)

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
