"""The help: every key that acts here, and where the vendor explains the rest."""

from collections.abc import Callable, Coroutine, Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import i18n
from tui.screens.loading import fetch
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

Read = Callable[[], Coroutine[object, object, str]]


class HelpScreen(ModalScreen[None]):
    """A sheet over the screen; the same keys that opened it close it.

    `read_address` finds out where the help center is, "" where there is none.
    """

    SHORTCUTS = (
        Command("help.close", "escape,q,question_mark", "dismiss", footer=1),
        Command("help.copy", "y", "copy", footer=2),
    )
    BINDINGS = bindings(SHORTCUTS)

    def __init__(self, commands: Iterable[tuple[str, Command]], read_address: Read) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._read_address = read_address
        self._address = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(Content.styled(i18n.t("help.title"), "bold"))
            yield Static(id="help-center")
            yield Static(self._lines())
        yield KeyBar()

    def on_mount(self) -> None:
        fetch(self, "help.address", self._read_address(), into=self._found)

    def _found(self, address: State[str]) -> None:
        """Show the address; where it cannot be had the keys have to do."""
        if isinstance(address, Ready) and address.value:
            self._address = address.value
            self._show(i18n.t("help.center", address=self._address))
            self.refresh_bindings()

    def _show(self, words: str) -> None:
        line = self.query_one("#help-center", Static)
        line.display = True
        line.update(Content(words))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is there is copied."""
        return bool(self._address) if action == "copy" else True

    def action_copy(self) -> None:
        """Copy the address of the help center by the terminal."""
        self.app.copy_to_clipboard(self._address)
        self._show(i18n.t("help.copied", address=self._address))

    def _lines(self) -> Content:
        width = max((Content(keys).cell_length for keys, _ in self._commands), default=0)
        lines = [
            Content.assemble(
                (Content(keys).pad_right(width - Content(keys).cell_length)), "  ", command.help
            )
            for keys, command in self._commands
        ]
        return Content("\n").join(lines)
