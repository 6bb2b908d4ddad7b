"""Keeping the templates, from the sheet in which one chooses: add, change, remove."""

from textual import on
from textual.app import ComposeResult
from textual.reactive import var

from tui import i18n
from tui.api.errors import Conflict
from tui.api.models.templates import Template
from tui.api.policy import TemplateAction
from tui.screens.loading import write
from tui.screens.support.templates.choosing import Choosing
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

_NEEDED = {"edit": TemplateAction.CHANGE, "clear": TemplateAction.REMOVE}


class TemplatesSheet(Choosing):
    """Whoever answers by the templates keeps them; removing one asks first, on one line."""

    SHORTCUTS = (
        Command("templates.add", "a", "add", footer=5, palette=False),
        Command("templates.edit", "e", "edit", footer=6, palette=False),
        Command("templates.clear", "x", "clear", footer=7, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    removed: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)

    _asked: Template | None = None
    """The template that was asked about last."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield QuestionLine()

    @property
    def _question(self) -> QuestionLine:
        return self.query_one(QuestionLine)

    def action_add(self) -> None:
        """Ask for a new one."""
        from tui.screens.support.templates.forms import new_sheet

        self.app.push_screen(new_sheet(self._templates, self._keeper), self._kept)

    def action_edit(self) -> None:
        """Ask what is to become of the one under the cursor."""
        from tui.screens.support.templates.forms import edit_sheet

        template = self.rows.current
        if template is not None:
            self.app.push_screen(edit_sheet(self._templates, template, self._keeper), self._kept)

    def _kept(self, saved: Ready[object] | None) -> None:
        """Go to what was saved; where nothing was, it may still be another's by now."""
        self.say("")
        match saved:
            case Ready(Template() as template):
                self.renew(then=template.id)
            case _:
                self.renew()

    def action_clear(self) -> None:
        """Ask about the one under the cursor."""
        self._asked = asked = self.rows.current
        if asked is not None:
            self.say("")
            self._question.ask(i18n.t("templates.question", name=asked.name))

    @on(QuestionLine.Agreed)
    def _remove(self) -> None:
        self.work()
        if self._asked is not None:
            removing = self._templates.remove(self._asked.id, self._asked.version)
            write(self, "templates.remove", removing, into="removed")

    @on(QuestionLine.Left)
    def _leave_it(self) -> None:
        self.work()

    def watch_removed(self, removed: State[None]) -> None:
        """Show what is left, and why it is still there."""
        match removed:
            case Ready():
                self.renew()
            case Failed(Conflict()):
                self.say(i18n.t("templates.overtaken"))
                self.renew()
            case Failed(error) | Denied(error):
                self.say(error_text(error))
                self.renew()
            case _:
                pass

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the portal allows, where letters act; one question is asked at a time."""
        if self._question.is_asking:
            return False
        if action == "add":
            return not self.types and isinstance(self.state, Ready)
        if action in _NEEDED:
            template = self.rows.current
            return not self.types and template is not None and _NEEDED[action] in template.allowed
        return super().check_action(action, parameters)
