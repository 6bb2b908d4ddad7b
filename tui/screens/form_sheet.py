"""A form over the room that it belongs to."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.attaching import look_at
from tui.screens.drafting import draft_settled
from tui.screens.loading import fetch, write
from tui.screens.reading_sheet import preview
from tui.widgets.bars import KeyBar
from tui.widgets.form import FilesField, Form, Member, PreviewWanted
from tui.widgets.states import Loading, Ready, State

Send = Callable[[Form.Submitted], Coroutine[object, object, object]]
Offers = Mapping[str, Callable[[], Coroutine[object, object, list[Member]]]]
"""How to find out what can be chosen in the fields that a form offers."""


class FormSheet(ModalScreen[Ready[object] | None]):
    """Asks `form` until what it sends by `send` is taken, and returns what came of it.

    None stands for a form that was left. A form of many fields has the `whole` room. What can be
    chosen is asked for while the form stands there: nobody waits for that before typing.
    """

    AUTO_FOCUS = ""  # the form knows where one begins

    sent: var[State[object]] = var[State[object]](Loading(), init=False, always_update=True)

    def __init__(
        self,
        title: str,
        form: Form,
        send: Send,
        *,
        whole: bool = False,
        offers: Offers | None = None,
    ) -> None:
        super().__init__(classes="-whole" if whole else None)
        self._title = title
        self._form = form
        self._send = send
        self._offers = offers or {}

    def compose(self) -> ComposeResult:
        with Vertical(id="form-sheet"):
            yield Static(Content.styled(self._title, "bold"), id="form-title")
            yield self._form
        yield KeyBar()

    def on_mount(self) -> None:
        """Find out what can be chosen."""
        for name, ask in self._offers.items():
            fetch(self, f"form.offer.{name}", ask(), into=partial(self._offer, name))

    def _offer(self, name: str, members: State[list[Member]]) -> None:
        if isinstance(members, Ready):
            self._form.offer(name, members.value)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Send it."""
        write(self, "form.send", self._send(event), into="sent")

    def on_files_field_named(self, event: FilesField.Named) -> None:
        """Find out what the files are."""
        look_at(self, event)

    def on_preview_wanted(self, event: PreviewWanted) -> None:
        """Show what is written as others will read it."""
        self.app.push_screen(preview(event.label, event.text))

    def watch_sent(self, sent: State[object]) -> None:
        """Return what came of it, or say in the form why nothing did."""
        self._form.answer(sent)
        if isinstance(sent, Ready):
            self._close(sent)

    def on_form_left(self) -> None:
        """Return nothing."""
        self._close(None)

    def _close(self, result: Ready[object] | None) -> None:
        """Return `result` once the draft is kept or forgotten: what the form began ends with it."""

        def close(_settled: State[None]) -> None:
            self.dismiss(result)

        write(self, "form.settle", draft_settled(self._form), into=close, is_local=True)
