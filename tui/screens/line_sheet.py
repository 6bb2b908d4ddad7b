"""Asking for one line of text: where to save something, until when something is due."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.line_input import SheetLine

Check = Callable[[str], str]
"""What is wrong with a line, in words; "" where nothing is."""


class LineSheet(ModalScreen[str | None]):
    """A sheet with one field; returns what was typed once `check` has nothing against it."""

    SHORTCUTS = (
        Command("line_sheet.open", "enter", "take", footer=1, palette=False, key_display="enter"),
        Command("line_sheet.close", "escape", "close", footer=2, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    def __init__(self, title: str, hint: str, check: Check, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._check = check
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="line-sheet"):
            yield Static(Content.styled(self._title, "bold"))
            yield SheetLine(self._value, compact=True, select_on_focus=False)
            yield Static(Content.styled(self._hint, "$muted"), id="line-answer")
        yield KeyBar()

    def action_take(self) -> None:
        """Return what is typed, or say what is wrong with it."""
        typed = self.query_one(Input).value.strip()
        complaint = self._check(typed)
        if complaint:
            words = Content.styled(f"✗ {complaint}", "$text-warning")
            self.query_one("#line-answer", Static).update(words)
        else:
            self.dismiss(typed)

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)
