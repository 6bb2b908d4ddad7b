"""The help: every key that acts here, and what it does."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import i18n
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings


class HelpScreen(ModalScreen[None]):
    """A sheet over the screen; the same keys that opened it close it."""

    SHORTCUTS = (Command("help.close", "escape,q,question_mark", "dismiss", footer=1),)
    BINDINGS = bindings(SHORTCUTS)

    def __init__(self, commands: Iterable[tuple[str, Command]]) -> None:
        super().__init__()
        self._commands = tuple(commands)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(Content.styled(i18n.t("help.title"), "bold"))
            yield Static(self._lines())
        yield KeyBar()

    def _lines(self) -> Content:
        width = max((Content(keys).cell_length for keys, _ in self._commands), default=0)
        lines = [
            Content.assemble(
                (Content(keys).pad_right(width - Content(keys).cell_length)), "  ", command.help
            )
            for keys, command in self._commands
        ]
        return Content("\n").join(lines)
