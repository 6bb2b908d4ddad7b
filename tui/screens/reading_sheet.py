"""A text to read over whatever one does, which is there as it was when one comes back."""

from collections.abc import Callable, Coroutine

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.screen import ModalScreen

from tui import i18n
from tui.api.cleaning import clean_text
from tui.screens.loading import load
from tui.screens.standing import stands
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.reader import Document, Reader
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Failed, Loading, Ready, State

Ask = Callable[[], Coroutine[object, object, Document]]


class ReadingSheet(ModalScreen[None]):
    """Shows what `ask` returns, or why that is not there."""

    AUTO_FOCUS = "Reader"
    SHORTCUTS = (
        Command("reading.close", "escape,q,ctrl+o", "close", footer=4, palette=False),
        Command("reading.retry", "r", "retry", footer=5, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[Document]] = var[State[Document]](Loading(), init=False, always_update=True)

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    def compose(self) -> ComposeResult:
        with Vertical(id="reading-sheet"):
            yield StateView().data_bind(ReadingSheet.state)
            yield Reader()
        yield KeyBar()

    def on_mount(self) -> None:
        self.action_retry()

    def watch_state(self, state: State[Document]) -> None:
        """Show the text."""
        if isinstance(state, Ready) and stands(self):
            self.query_one(Reader).read(state.value)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        return action != "retry" or isinstance(self.state, Failed | Denied)

    def action_retry(self) -> None:
        """Ask (again)."""
        load(self, "reading.ask", self._ask())

    def action_close(self) -> None:
        """Go back to what one did."""
        self.dismiss(None)


def preview(label: str, text: str) -> ReadingSheet:
    """Show what somebody writes as others will read it."""

    async def written() -> Document:
        told = i18n.t("preview.told" if text.strip() else "preview.nothing")
        return Document(clean_text(text), title=label, meta=told)

    return ReadingSheet(written)
