"""The room of the incidents: what its keys mean where one is, and the way back."""

from tui.screens.incidents.submitting import Submitting
from tui.widgets.commands import Command, bindings

_OF_THE_LIST = frozenset({"search", "whose", "filter", "unread", "clear", "sort", "retry", "add"})
"""What acts on the list and not on the incident that one reads."""


class IncidentsRoom(Submitting):
    """The incidents that one may read, and over their list the one that was opened."""

    SHORTCUTS = (Command("incidents.back", "escape,q", "back", footer=24, key_display="esc"),)
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if self.reading and (action in _OF_THE_LIST or self.pane.question.is_asking):
            return False
        if action == "back":
            return self.reading or self.find_bar.is_open or self.is_narrowed
        return super().check_action(action, parameters)

    async def action_back(self) -> None:
        """One step back: out of the field, from the incident to the list, what narrows it."""
        form = self.pane.form
        if await self.leave_field():
            pass
        elif self.reading and form is not None and not form.has_focus_within:
            form.focus()  # which asks before what was typed is lost
        elif self.reading:
            await self.close_incident()
        elif self.find_bar.is_open:
            await self.leave_search()
        else:
            await self.action_clear()
        self.refresh_bindings()
