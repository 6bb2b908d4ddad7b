"""E-mail and password: the fields with which one signs in to an own portal."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Checkbox, Input, Static

from tui import i18n
from tui.screens.standing import stands
from tui.widgets.line_input import LineInput


class Keep(Checkbox):
    """A box that is empty when it is off; Textual's own differs by colour alone."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        """Fill or empty the box."""
        self.BUTTON_INNER = "X" if self.value else " "  # pyright: ignore[reportConstantRedefinition] - Textual reads it
        super().watch_value()


class Credentials(Vertical):
    """Three fields from top to bottom; `enter` goes on to the next and then submits.

    `email` is who was there before.
    """

    @dataclass
    class Submitted(Message):
        """Both fields are filled in."""

        email: str
        password: str
        keep: bool

        def __repr__(self) -> str:
            return "Submitted(...)"

    def __init__(self, email: str = "") -> None:
        super().__init__()
        self._email = email

    def compose(self) -> ComposeResult:
        yield Static(Content(i18n.t("sign_in.email.label")))
        yield LineInput(self._email, id="email", compact=True)
        yield Static(Content(i18n.t("sign_in.password.label")))
        yield LineInput(id="password", password=True, compact=True)
        yield Keep(Content(i18n.t("sign_in.keep.label")), compact=True)

    def on_mount(self) -> None:
        if stands(self):
            self.query_one("#password" if self._email else "#email").focus()

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Go to the field that is still empty, or send."""
        event.stop()
        email, password = self.query_one("#email", Input), self.query_one("#password", Input)
        if not email.value.strip():
            email.focus()
        elif not password.value:
            password.focus()
        else:
            keep = self.query_one(Keep).value
            self.post_message(self.Submitted(email.value, password.value, keep))

    def ask_again(self) -> None:
        """Empty the password and put the cursor there."""
        password = self.query_one("#password", Input)
        password.value = ""
        password.focus()
