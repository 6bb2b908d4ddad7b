"""The room of the incidents: what its keys mean where one is."""

from tui.screens.incidents.meanwhile import Meanwhile

_OF_THE_LIST = frozenset({"whose", "unread", "add", "end"})
"""What acts on the list and not on the incident that one reads."""


class IncidentsRoom(Meanwhile):
    """The incidents that one may read, and over their list the one that was opened."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here; while a question is asked only its own keys act."""
        if self.question.is_asking:
            return False
        if self.reading and (action in _OF_THE_LIST or self.pane.question.is_asking):
            return False
        return super().check_action(action, parameters)
