"""A form of twelve fields that keeps its drafts, and the reply to an incident, which does too.

With `plain` the twelve fields as Textual's own labels and Inputs, with `bare` one Input alone; with
`reply` the reply, with `area` a TextArea alone.
"""

import sys
from typing import Annotated

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input as BareInput
from textual.widgets import Label, TextArea

from tui.api.ids import new_id
from tui.api.models.base import Input
from tui.api.models.forms import Long
from tui.api.models.incidents import CommentNew
from tui.api.models.text import Line, Text
from tui.drafts import DraftKey, Drafts
from tui.paths import Paths
from tui.screens.drafting import DraftKeeper
from tui.screens.page import Page
from tui.screens.themes import THEMES
from tui.widgets.form import Form

VALUE = "Stationsweg 1"


class Address(Input):
    street: Line = VALUE
    postal_code: Line = "1012 AB"
    place: Line = "Amsterdam"
    country: Line = "NL"
    telephone: Line = "+31 20 555 0100"
    email: Line = "info@voorbeeld.example"
    web_site: Line = "https://voorbeeld.example"
    kvk_number: Line = "12345678"
    vat_number: Line = "NL004495445B01"
    bank_account: Line = "NL20INGB0001234567"
    contact: Line = "Anna de Vries"
    about: Annotated[Text, Long()] = ""


class ThemedApp(App[None]):
    BINDINGS = [("ctrl+q", "quit")]

    def __init__(self) -> None:
        self.set_reactive(ThemedApp.theme, "klantportal-dark")
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        return THEMES


class FormApp(ThemedApp):
    def get_default_screen(self) -> Screen[None]:
        return Page()  # on which forms stand in the portal

    def compose(self) -> ComposeResult:
        yield Form(Address, {}, words="address", keeper=_keeper("address"))


class ReplyApp(FormApp):
    CSS = "#reply, #reply Form, #reply FieldList { height: auto; }"

    def compose(self) -> ComposeResult:
        values = {"id": new_id(), "body": VALUE}
        with Vertical(id="reply"):
            yield Form(CommentNew, values, words="incident.reply", keeper=_keeper("reply"))


class PlainApp(ThemedApp):
    CSS = "Horizontal { height: 1; margin-bottom: 1; } Label { width: 24; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for name, field in Address.model_fields.items():
                with Horizontal():
                    yield Label(name)
                    yield BareInput(str(field.default), compact=True, select_on_focus=False)


class BareApp(ThemedApp):
    def compose(self) -> ComposeResult:
        yield BareInput(VALUE, compact=True, select_on_focus=False)


class AreaApp(ThemedApp):
    CSS = "TextArea { height: 6; }"

    def compose(self) -> ComposeResult:
        area = TextArea(VALUE, compact=True, highlight_cursor_line=False)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        yield area


def _keeper(form: str) -> DraftKeeper:
    key = DraftKey(form, new_id(), "anna")
    return DraftKeeper(Drafts(Paths.from_environment().drafts_folder), key)


APPS = {"plain": PlainApp, "bare": BareApp, "reply": ReplyApp, "area": AreaApp}

if __name__ == "__main__":
    APPS.get(sys.argv[-1], FormApp)().run()
