"""The room of the support desk: from one incident to the next."""

from datetime import datetime

from tui.screens.support.activating import Activating
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready

_OF_THE_LIST = frozenset({"whose", "customer"})
"""What acts on the queue and not on the incident that one reads."""


class SupportRoom(Activating):
    """The queue of all customers, and over it the incident that was opened."""

    SHORTCUTS = (
        Command("support.next", "right_curly_bracket", "next(1)", footer=23, key_display="}"),
        Command("support.previous", "left_curly_bracket", "next(-1)"),
    )
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here; while a question is asked only its own keys act."""
        if self.question.is_asking or (self.reading and action in _OF_THE_LIST):
            return False
        if action == "next":
            return self.rows.current is not None
        return super().check_action(action, parameters)

    def meanwhile(self, since: datetime | None) -> None:
        """Show what others do, in the queue and in the incident over it."""
        if isinstance(self.answer, Ready) and self.rows.is_settled:
            self.rows.reload()
            self.count()
        if self.reading:
            self.pane.look_again()

    def action_next(self, rows: int) -> None:
        """Open the next incident of the queue, or the one before; a draft stays with its own."""
        if self.reading:
            self.rows.action_cursor(rows)
        self.rows.action_open()
