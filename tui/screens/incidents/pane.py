"""The incident over the list: what its keys mean, each as far as the portal allows it now."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from tui.api.models.incidents import Incident
from tui.api.policy import IncidentAction
from tui.screens.conversations.replying import Writing
from tui.screens.incidents.questions import Marked
from tui.screens.incidents.watching import Watching
from tui.widgets.commands import Command, bindings

_NEEDED = {
    "reply": IncidentAction.COMMENT,
    "end": IncidentAction.CLOSE,
    "reopen": IncidentAction.REOPEN,
    "rate": IncidentAction.RATE,
    "watch": IncidentAction.WATCH,
    "watchers": IncidentAction.ADD_WATCHERS,
}


class IncidentPane(Watching):
    """One incident to read and to do something about."""

    DRAFT = "incidents.reply"
    WRITTEN: ClassVar = {DRAFT: "incident.reply.draft"}

    SHORTCUTS = (
        Command("incident.retry", "r", "retry", footer=20),
        Command("incident.reply", "r", "reply", footer=21),
        Command("incident.end", "C", "end", footer=23),
        Command("incident.reopen", "R", "reopen", footer=23),
        Command("incident.rate", "asterisk", "rate", footer=24, key_display="*"),
        Command("incident.watch", "w", "watch", footer=25),
        Command("incident.watchers", "plus", "watchers", footer=26, key_display="+"),
    )
    BINDINGS = bindings(SHORTCUTS)

    def make_reply(self, incident: Incident) -> Writing:
        """Return the form of a comment, and what sends it."""
        from tui.screens.incidents.forms import reply_form, send_reply

        form = reply_form(self._keeper(self.DRAFT, incident.id))
        send = partial(send_reply, self._incidents, incident.id)
        return Writing(form, send, "incident.reply.sent")

    def take_mark(self, marked: Marked) -> None:
        """The incident became read, or unread again."""
        if self.incident is not None and self.incident.id in marked.incident_ids:
            self.incident = replace(self.incident, unread=not marked.read)
        self.has_news = False  # who marks it knows of it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the portal allows; while a question is asked only its own keys act."""
        if self.question.is_asking:
            return False
        if action in _NEEDED:
            is_there = action != "watch" or not self.is_mine
            return is_there and self.allows(_NEEDED[action])
        return super().check_action(action, parameters)
