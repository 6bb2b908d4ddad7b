"""The incident over the list: what its keys mean, each as far as the portal allows it now."""

from tui.api.policy import IncidentAction
from tui.screens.incidents.fetching import Fetching
from tui.widgets.commands import Command, bindings

_NEEDED = {
    "reply": IncidentAction.COMMENT,
    "attach": IncidentAction.COMMENT,
    "end": IncidentAction.CLOSE,
    "reopen": IncidentAction.REOPEN,
    "rate": IncidentAction.RATE,
    "watch": IncidentAction.WATCH,
    "watchers": IncidentAction.ADD_WATCHERS,
}


class IncidentPane(Fetching):
    """One incident to read and to do something about."""

    SHORTCUTS = (
        Command("incident.retry", "r", "retry", footer=20),
        Command("incident.reply", "r", "reply", footer=21),
        Command("incident.other_pane", "tab", "other_pane", footer=22),
        Command("incident.end", "C", "end", footer=23),
        Command("incident.reopen", "R", "reopen", footer=23),
        Command("incident.rate", "asterisk", "rate", footer=24, key_display="*"),
        Command("incident.watch", "w", "watch", footer=25),
        Command("incident.watchers", "plus", "watchers", footer=26, key_display="+"),
        Command("incident.attach", "a", "attach", footer=29),
        Command("incident.links", "o", "links", footer=28),
        Command("incident.save", "s", "save", footer=30),
    )
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the portal allows; while a question is asked only its own keys act."""
        if self.question.is_asking:
            return False
        if action in _NEEDED:
            is_idle = (action == "watch" and self.is_mine) or (
                action == "attach" and self.form is not None
            )
            return not is_idle and self.allows(_NEEDED[action])
        match action:
            case "other_pane":
                return self.form is not None
            case "save":
                return bool(self.attachments)
            case "links":
                return self.incident is not None and self.reader is not None
            case _:
                pass
        return super().check_action(action, parameters)

    def action_other_pane(self) -> None:
        """Go from the reply to the conversation, and back."""
        reader = self.reader
        if reader is not None and not reader.has_focus:
            reader.focus()
        else:
            self.take_cursor()
