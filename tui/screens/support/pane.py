"""The incident over the queue: answering it, noting something, merging it into another."""

from functools import partial
from typing import ClassVar

from tui import i18n
from tui.api.incidents import Incidents, Support, Templates
from tui.api.models.incidents import Incident
from tui.api.models.support import Merge
from tui.api.policy import IncidentAction
from tui.screens.conversations.changing import Changing
from tui.screens.conversations.draft_line import KeeperOf
from tui.screens.conversations.replying import Writing
from tui.screens.line_sheet import LineSheet
from tui.screens.loading import write
from tui.widgets.commands import Command, bindings

MOST = 2_000_000_000
"""No number is higher."""

_ANSWER, _NOTE = "support.answer", "support.note"
"""The forms of what is written to an incident."""

_NEEDED = {"reply": IncidentAction.ANSWER, "merge": IncidentAction.MERGE}


class ServicePane(Changing):
    """One incident of a customer, as the vendor's people see it: with the internal notes."""

    SHORTCUTS = (
        Command("incident.retry", "r", "retry", footer=20),
        Command("support.reply", "r", "reply", footer=21),
        Command("support.note", "h", "note", footer=22),
        Command("support.template", "L,ctrl+r", "template", footer=24),
        Command("support.merge", "equals_sign", "merge", footer=29, key_display="="),
    )
    BINDINGS = bindings(SHORTCUTS)
    FOR_VENDOR = True
    WRITTEN: ClassVar = {_ANSWER: "incident.reply.draft", _NOTE: "support.note.draft"}

    def __init__(
        self,
        incidents: Incidents,
        support: Support,
        templates: Templates,
        zone: str,
        keeper: KeeperOf,
    ) -> None:
        super().__init__(incidents, zone, keeper)
        self._support = support
        self._templates = templates

    def make_reply(self, incident: Incident) -> Writing:
        """Return the form of an answer, and what sends it."""
        from tui.screens.support.forms import answer_form, send_answer

        form = answer_form(self._keeper(_ANSWER, incident.id))
        send = partial(send_answer, self._support, self._incidents, incident.id)
        return Writing(form, send, "support.answer.sent")

    async def action_note(self) -> None:
        """Ask for an internal note, or go on with what is being written."""
        if self.form is not None:
            self.take_cursor()
        elif self.incident is not None:
            from tui.screens.support.forms import note_form, send_note

            form = note_form(self._keeper(_NOTE, self.incident.id))
            send = partial(send_note, self._support, self.incident.id)
            await self.write_below(Writing(form, send, "support.note.sent"))

    async def action_template(self) -> None:
        """Choose what is put into what is being written, or else into an answer."""
        if self.form is None:
            await self.action_reply()
        if self.incident is not None:
            from tui.screens.support.templates.sheet import TemplatesSheet

            sheet = TemplatesSheet(self._templates, self.incident.id, self._keeper)
            self.app.push_screen(sheet, self._put)

    def _put(self, text: str | None) -> None:
        if text is not None and self.form is not None:
            self.form.put("body", text)

    def action_merge(self) -> None:
        """Ask of which incident this one is a duplicate."""
        if self.incident is not None:
            title = i18n.t("support.merge.question", number=self.incident.number)
            sheet = LineSheet(title, i18n.t("support.merge.hint"), partial(_wrong, self.incident))
            self.app.push_screen(sheet, self._merge)

    def _merge(self, typed: str | None) -> None:
        incident = self.incident
        if typed is not None and incident is not None:
            merge = Merge(into=int(typed.removeprefix("#")))
            change = self._support.merge(incident.id, merge, incident.version)
            write(self, "incident.change", change, into="changed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the portal allows."""
        if action in _NEEDED:
            return self.allows(_NEEDED[action])
        if action == "note":
            return self.incident is not None
        if action == "template":
            return self.form is not None or self.allows(IncidentAction.ANSWER)
        return super().check_action(action, parameters)


def _wrong(incident: Incident, typed: str) -> str:
    """Return what is wrong with the number of the incident that another is a duplicate of."""
    digits = typed.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and 0 < int(digits) <= MOST):
        return i18n.t("support.merge.wrong")
    return i18n.t("support.merge.itself") if int(digits) == incident.number else ""
