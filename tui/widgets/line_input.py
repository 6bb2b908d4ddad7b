"""Textual's line to type into, which a paste of several lines leaves one line."""

from textual import events
from textual.widgets import Input

from tui.api.cleaning import clean_line


class LineInput(Input):
    """Takes all of a paste, its line breaks as spaces; nothing that is pasted sends anything.

    Textual's own takes the first line alone, which is nothing where the paste begins with a break.
    """

    def pasted(self, text: str) -> str:
        """Return what is taken of a paste; a secret is never cleaned, but ends with no break."""
        return text.strip("\r\n") if self.password else clean_line(text)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(self.pasted(event.text), *self.selection)

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self.replace(self.pasted(self.app.clipboard), *self.selection)
