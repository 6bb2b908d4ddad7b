"""The sheet with the templates: one is found by its words, read as it would be put in, taken."""

from textual import on

from tui.api.models.templates import Template
from tui.screens.support.templates.showing import Showing
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Denied, Failed, Ready


class Choosing(Showing):
    """Returns the text of the template that was chosen, filled in for one incident."""

    SHORTCUTS = (
        Command("templates.down", "down", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("templates.up", "up", "move(-1)", palette=False),
        Command("templates.page_down", "pagedown", "page(1)", palette=False),
        Command("templates.page_up", "pageup", "page(-1)", palette=False),
        Command("templates.choose", "enter", "choose", 2, palette=False, key_display="enter"),
        Command("templates.leave_field", "escape", "leave_field", footer=3, palette=False),
        Command("templates.other_pane", "tab", "other_pane", footer=4, palette=False),
        Command("templates.language", "l", "language", footer=8, palette=False),
        Command("templates.search", "slash", "search", footer=9, palette=False),
        Command("templates.retry", "r", "retry", footer=3, palette=False),
        Command("templates.back", "escape,q", "back", footer=3, palette=False, key_display="esc"),
    )
    BINDINGS = bindings(SHORTCUTS)

    _came_from_field = False
    """Whether one typed before one went to the text."""

    @on(RecordList.Opened)
    def _clicked(self) -> None:
        self.action_choose()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.rows.action_cursor(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by as many templates as are seen."""
        self.rows.action_page(step)

    def action_choose(self) -> None:
        """Return the text as it stands there."""
        match self.state, self.rows.current:
            case Ready(there), Template() as template:
                language = there.language(template, other=self.is_other)
                self.dismiss(there.text(template, language))
            case _:
                pass

    def action_leave_field(self) -> None:
        """Let letters act."""
        self.work()

    def action_search(self) -> None:
        """Type what the templates are to hold."""
        self.line.focus()

    def action_language(self) -> None:
        """Turn to the text in the other language, and back."""
        self.is_other = not self.is_other

    def action_other_pane(self) -> None:
        """Go to the text, to read it to its end, and back to where one was."""
        if self.text.has_focus:
            (self.line if self._came_from_field else self.rows).focus()
        else:
            self._came_from_field = self.types
            self.text.focus()

    def action_back(self) -> None:
        """One step back: from the text to the names, from there to the answer."""
        if self.text.has_focus:
            self.work()
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the field letters type; what acts on a template needs one."""
        types, has_one = self.types, self.rows.current is not None
        offered = {
            "leave_field": types,
            "choose": has_one,
            "move": has_one,
            "other_pane": has_one,
            "back": not types,
            "search": not types and self.has_some,
            "language": not types and self._has_other,
            "retry": not types and isinstance(self.state, Failed | Denied),
        }
        return offered.get(action, True)

    @property
    def _has_other(self) -> bool:
        match self.state, self.rows.current:
            case Ready(there), Template() as template:
                return there.language(template) is not there.language(template, other=True)
            case _:
                return False
