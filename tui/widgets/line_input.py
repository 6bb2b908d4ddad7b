"""Textual's line to type into, which a paste of several lines leaves one line."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widgets import Input

from tui.api.cleaning import clean_line


class LineInput(Input, inherit_bindings=False):
    """Takes all of a paste, its line breaks as spaces; nothing that is pasted sends anything.

    Textual's own takes the first line alone, which is nothing where the paste begins with a break,
    and keeps the arrows up and down, by which a line goes nowhere. Its cursor blinks, twice a
    second over a slow line too.
    """

    BINDINGS = Input.BINDINGS
    cursor_blink = reactive(False, init=False)

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


class SheetLine(LineInput, inherit_bindings=False):
    """The line of a sheet, which does with it what its own `enter` says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Input.BINDINGS
        if not (isinstance(binding, Binding) and binding.key == "enter")
    ]
