"""A form to fill in, and the app that shows it; also a program of its own.

    python -m tests.widgets.form_app FOLDER

keeps drafts in FOLDER and writes what is submitted to FOLDER/submitted, a line each.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import NullTranslations
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError
from textual import events
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.widget import Widget

from tui import i18n
from tui.api.models.base import Input
from tui.api.models.forms import Choice, Hidden, Long
from tui.api.models.text import Line, Text
from tui.drafts import Draft, DraftKey, Drafts
from tui.screens.drafting import DraftKeeper
from tui.screens.page import Page
from tui.screens.themes import THEMES
from tui.secret import Secret
from tui.terminal.key_turns import KeyHandled, KeyTurns
from tui.terminal.line_filter import AsciiFilter, ControlFilter
from tui.terminal.pastes import with_whole_pastes
from tui.terminal.signals import on_ending
from tui.widgets.bars import KeyBar
from tui.widgets.form import Form, Keeper
from tui.widgets.states import Ready


class Sector(StrEnum):
    CARE = "care"
    TRADE = "trade"
    TRANSPORT = "transport"


class Channel(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    PORTAL = "portal"


class FirmEdit(Input):
    """What is edited of a firm; with a field of every kind."""

    id: Annotated[str, Hidden()]
    legal_name: Annotated[Line, Field(min_length=1)]
    kvk_number: Annotated[Line, StringConstraints(pattern=r"^\d{8}$")]
    email: Line = ""
    founded: date | None = None
    employees: int = 1
    sector: Annotated[Sector | None, Choice("test.sector")] = None
    channels: Annotated[frozenset[Channel], Choice("test.channel")] = frozenset()
    invoices: bool = False
    pin: Secret | None = None
    about: Annotated[Text, Long(lines=4)] = ""

    @field_validator("email")
    @classmethod
    def _has_a_domain(cls, email: str) -> str:
        if email and "." not in email.partition("@")[2]:
            raise PydanticCustomError("firm_email", "no dot")
        return email

    @model_validator(mode="after")
    def _has_where_to_send(self) -> Self:
        if self.invoices and not self.email:
            raise PydanticCustomError("firm_invoices", "nowhere to send invoices")
        return self


@dataclass(frozen=True)
class Firm:
    """The record as a portal answers it."""

    legal_name: str = "Voorbeeld BV"
    kvk_number: str = "12345678"
    email: str = "info@voorbeeld.example"
    founded: date | None = date(1999, 2, 1)
    employees: int = 12
    sector: Sector | None = Sector.TRADE
    channels: frozenset[Channel] = frozenset({Channel.MAIL})
    invoices: bool = False
    about: str = "Two lines\nof text"
    version: int = 3


WORDS = {
    "firm.legal_name.label": ("Legal name", "Naam"),
    "firm.kvk_number.label": ("KvK number", "KvK-nummer"),
    "firm.kvk_number.hint": ("eight digits", "acht cijfers"),
    "firm.email.label": ("E-mail", "E-mail"),
    "firm.founded.label": ("Founded", "Opgericht"),
    "firm.employees.label": ("Employees", "Medewerkers"),
    "firm.sector.label": ("Sector", "Sector"),
    "firm.channels.label": ("Reachable by", "Bereikbaar via"),
    "firm.invoices.label": ("Digital invoices", "Digitale facturen"),
    "firm.pin.label": ("Pin", "Pincode"),
    "firm.about.label": ("About", "Over"),
    "test.sector.care": ("Care", "Zorg"),
    "test.sector.trade": ("Trade", "Handel"),
    "test.sector.transport": ("Transport", "Vervoer"),
    "test.channel.mail": ("e-mail", "e-mail"),
    "test.channel.phone": ("telephone", "telefoon"),
    "test.channel.portal": ("portal", "portaal"),
    "invalid.firm_email": (
        "The part after @ has no dot (info@voorbeeld.nl).",
        "Na de @ staat geen punt (info@voorbeeld.nl).",
    ),
    "invalid.firm_invoices": (
        "Digital invoices need an e-mail address.",
        "Digitale facturen hebben een e-mailadres nodig.",
    ),
}


class _Words(NullTranslations):
    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place

    def gettext(self, message: str) -> str:
        return WORDS[message][self._place] if message in WORDS else message


def teach_words() -> None:
    """Give the catalogues the words of this form, which the program does not have."""
    for place, language in enumerate(i18n.LANGUAGES):
        catalogue = i18n._catalogue(language)
        catalogue._fallback = _Words(place)


class FakeKeeper:
    """Keeps drafts in memory, at once; `saved` are all that were ever kept."""

    def __init__(self, found: Draft | None = None) -> None:
        self.found = found
        self.now = found
        self.saved: list[Draft] = []

    def load(self, form: Widget) -> None:
        form.found = Ready(self.found)

    def save(self, form: Widget, draft: Draft) -> None:
        self.save_now(draft)
        form.kept = Ready(draft)

    def drop(self, form: Widget) -> None:
        self.now = None
        form.kept = Ready(None)

    def save_now(self, draft: Draft | None) -> bool:
        self.now = draft
        if draft is not None:
            self.saved.append(draft)
        return True


class FormScreen(Page):
    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def compose(self) -> ComposeResult:
        yield self.form
        yield KeyBar()


class FormApp(App[None]):
    """One form; what it sends is kept in `submitted`."""

    CSS = "KeyBar { height: 1; dock: bottom; background: $panel; }"

    def __init__(
        self,
        firm: Firm | None = None,
        *,
        keeper: Keeper | None = None,
        ascii_only: bool = False,
        **options: object,
    ) -> None:
        teach_words()
        self._ascii_only = ascii_only
        self.set_reactive(FormApp.theme, "klantportal-dark")
        super().__init__()
        self.animation_level = "none"
        firm = firm or Firm()
        values = {"id": "firm-1", **vars(firm)}
        options = {"version": firm.version, "words": "firm"} | options
        self.form = Form(FirmEdit, values, keeper=keeper, **options)
        self.submitted: list[Form.Submitted] = []
        self.left = 0
        self._turns = KeyTurns(self)

    @property
    def available_themes(self):
        return THEMES

    def get_driver_class(self):
        return with_whole_pastes(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [ControlFilter(), *([AsciiFilter()] if self._ascii_only else [])]

    def get_default_screen(self) -> FormScreen:
        return FormScreen(self.form)

    async def on_event(self, event: events.Event) -> None:
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if is_typed and self._turns.has_to_wait(event):
            return
        await super().on_event(event)
        if is_typed:
            self._turns.begin()

    def on_key_handled(self, event: KeyHandled) -> None:
        self._turns.came_back(event)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        self.submitted.append(event)

    def on_form_left(self) -> None:
        self.left += 1

    # What a person sees.

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def line_of(self, label: str) -> str:
        """The line with this label."""
        (line,) = [line for line in self.lines if line[3:24].strip() == label]
        return line


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they bring."""
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()


async def type_words(pilot: Pilot[None], words: str) -> None:
    """Type words, a key each."""
    await press(pilot, *("space" if letter == " " else letter for letter in words))


class StandAlone(FormApp):
    """Writes down what is submitted, and ends with the form."""

    def __init__(self, folder: Path) -> None:
        keeper = DraftKeeper(Drafts(folder / "drafts"), DraftKey("firm", "firm-1", "anna"))
        super().__init__(keeper=keeper)
        self._folder = folder

    def on_mount(self) -> None:
        on_ending(lambda status: self.exit(return_code=status))

    def on_form_submitted(self, event: Form.Submitted) -> None:
        with (self._folder / "submitted").open("a") as file:
            file.write(f"{event.value.about!r}\n")
        self.form.mark_saved()

    def on_form_left(self) -> None:
        self.exit()


if __name__ == "__main__":
    app = StandAlone(Path(sys.argv[1]))
    app.run()
    sys.exit(app.return_code)
