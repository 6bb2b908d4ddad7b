"""The very first start: which portal shall it be?"""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui import i18n
from tui.screens.navigation import LanguageChosen, PortalChosen
from tui.screens.page import Page
from tui.screens.standing import stands
from tui.widgets.bars import HeaderBar, KeyBar, TooSmall
from tui.widgets.choice_list import Choice, ChoiceList
from tui.widgets.commands import Command, bindings
from tui.widgets.line_input import LineInput

DEMO, CONNECT, CREATE = "demo", "connect", "create"


class WelcomeScreen(Page):
    """Offers the demo, a portal by its address, and how to make an own one."""

    SHORTCUTS = (
        Command("welcome.language", "l", "language", footer=5),
        Command("welcome.leave_field", "escape", "leave_field", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    def compose(self) -> ComposeResult:
        header = HeaderBar()
        header.left = ("klantportal",)
        header.right = (i18n.t("sign_in.languages"),)
        yield header
        with Vertical(id="sign-in"):
            yield Static(Content(i18n.t("welcome.question")), id="question")
            offered = ChoiceList()
            offered.choices = tuple(
                Choice(name, (i18n.t(f"welcome.{name}"), i18n.t(f"welcome.{name}.hint")))
                for name in (DEMO, CONNECT, CREATE)
            )
            yield offered
            yield Static(id="answer")
            address = LineInput(
                placeholder="https://portal.example.com", id="address", compact=True
            )
            address.display = False
            yield address
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        if stands(self):
            self.query_one(ChoiceList).focus()

    @on(ChoiceList.Chosen)
    def _choose(self, event: ChoiceList.Chosen) -> None:
        name = event.choice.name
        address = self.query_one("#address", Input)
        address.display = name == CONNECT
        if name == DEMO:
            self.post_message(PortalChosen(DEMO))
            return
        self.query_one("#answer", Static).update(Content(i18n.t(f"welcome.{name}.how")))
        if name == CONNECT:
            address.focus()

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        if address := event.value.strip():
            self.post_message(PortalChosen(address))

    def action_language(self) -> None:
        """Speak the other language."""
        self.post_message(LanguageChosen(i18n.other()))

    def action_leave_field(self) -> None:
        """Back to the choices."""
        self.query_one(ChoiceList).focus()
