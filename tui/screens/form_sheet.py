"""A form over the room that it belongs to."""

from collections.abc import Callable, Coroutine

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.loading import write
from tui.widgets.bars import KeyBar
from tui.widgets.form import Form
from tui.widgets.states import Loading, Ready, State

Send = Callable[[Form.Submitted], Coroutine[object, object, object]]


class FormSheet(ModalScreen[Ready[object] | None]):
    """Asks `form` until what it sends by `send` is taken, and returns what came of it.

    None stands for a form that was left. A form of many fields has the `whole` room.
    """

    sent: var[State[object]] = var[State[object]](Loading(), init=False, always_update=True)

    def __init__(self, title: str, form: Form, send: Send, *, whole: bool = False) -> None:
        super().__init__(classes="-whole" if whole else None)
        self._title = title
        self._form = form
        self._send = send

    def compose(self) -> ComposeResult:
        with Vertical(id="form-sheet"):
            yield Static(Content.styled(self._title, "bold"), id="form-title")
            yield self._form
        yield KeyBar()

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Send it."""
        write(self, "form.send", self._send(event), into="sent")

    def watch_sent(self, sent: State[object]) -> None:
        """Return what came of it, or say in the form why nothing did."""
        self._form.answer(sent)
        if isinstance(sent, Ready):
            self.dismiss(sent)

    def on_form_left(self) -> None:
        """Return nothing."""
        self.dismiss(None)
