"""The text of a template as it would be put in, to be read to its end by the keys of a reader."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.widgets.commands import bindings
from tui.widgets.scrolling import MOVES, Scrolling


class TemplateText(VerticalScroll, Scrolling, can_focus=True, inherit_bindings=False):
    """Shows a text and what is said above it."""

    SHORTCUTS = MOVES
    BINDINGS = bindings(SHORTCUTS)

    def compose(self) -> ComposeResult:
        yield Static(id="template-note")
        yield Static(id="template-text")

    def show(self, note: str, text: str) -> None:
        """Show another one, from its beginning."""
        self.query_one("#template-note", Static).update(Content.styled(note, "$muted"))
        self.query_one("#template-text", Static).update(Content(text))
        self.action_first()
