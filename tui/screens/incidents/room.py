"""The room of the incidents: what its keys mean where one is, and the way back."""

from tui.screens.incidents.meanwhile import Meanwhile
from tui.widgets.commands import Command, bindings

_OF_THE_LIST = frozenset({"whose", "filter", "unread", "clear", "sort", "retry", "add"})
"""What acts on the list and not on the incident that one reads."""


class IncidentsRoom(Meanwhile):
    """The incidents that one may read, and over their list the one that was opened."""

    SHORTCUTS = (Command("incidents.back", "escape,q", "back", footer=24, key_display="esc"),)
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if self.reading and (action in _OF_THE_LIST or self.pane.question.is_asking):
            return False
        if action == "back":
            return self.reading or self.is_narrowed
        return super().check_action(action, parameters)

    async def action_back(self) -> None:
        """One step back: from the incident to the list, then what is filtered goes."""
        form = self.pane.form
        if self.reading and form is not None and not form.has_focus_within:
            form.focus()  # which asks before what was typed is lost
        elif self.reading:
            await self.close_incident()
        else:
            self.action_clear()
