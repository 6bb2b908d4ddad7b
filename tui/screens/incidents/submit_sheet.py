"""The sheet of a new incident: the form, and beside or below it what may have answered it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui import i18n
from tui.drafts import Typed
from tui.screens.form_sheet import FormSheet, Offers, Send
from tui.screens.incidents.suggesting import Sources, Suggestions
from tui.widgets.bars import KeyBar
from tui.widgets.blank import Frame
from tui.widgets.commands import Command, bindings
from tui.widgets.form import Form

PANES = [(0, "-one-pane"), (110, "-two-panes")]
"""The style classes of a width: from so many cells on."""


class SubmitSheet(FormSheet):
    """Suggestions stand at the side of a wide screen, else at its foot: the form does not move."""

    SHORTCUTS = (Command("submit.other_pane", "tab,ctrl+t", "other_pane", footer=6),)
    BINDINGS = bindings(SHORTCUTS)
    HORIZONTAL_BREAKPOINTS = PANES

    def __init__(self, form: Form, send: Send, offers: Offers, sources: Sources) -> None:
        super().__init__(i18n.t("incidents.submit.title"), form, send, whole=True, offers=offers)
        self._suggestions = Suggestions(sources)
        form.listen("subject", self._hear)

    def compose(self) -> ComposeResult:
        with Vertical(id="form-sheet"):
            yield Static(Content.styled(self._title, "bold"), id="form-title")
            with Frame(id="form-and-more"):
                yield self._form
                yield self._suggestions
        yield KeyBar()

    def _hear(self, subject: Typed) -> None:
        self._suggestions.hear(str(subject))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is another pane where something is suggested."""
        return action != "other_pane" or self._suggestions.are_there

    @on(Suggestions.Left)
    def _go_on(self) -> None:
        self._form.begin()

    def action_other_pane(self) -> None:
        """Go from the form to what is suggested, and back."""
        if self._suggestions.has_focus_within:
            self._go_on()
        else:
            self._suggestions.focus()
