"""The room of the incidents: what its keys mean where one is, and the way back."""

from tui.screens.incidents.marking import Marking
from tui.widgets.commands import Command, bindings


class IncidentsRoom(Marking):
    """The incidents that one may read."""

    SHORTCUTS = (Command("incidents.back", "escape,q", "back", footer=40, key_display="esc"),)
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "back":
            return self.is_narrowed
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """One step back: what is filtered goes."""
        self.action_clear()
