"""The sheet of a list's filters; on top those with a name, which are kept and removed here."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from tui import i18n
from tui.api.cleaning import clean_line
from tui.screens.filter_offers import SET
from tui.screens.line_sheet import LineSheet
from tui.screens.named_filters import LONGEST, MOST, NamedFilters
from tui.screens.picker import Offer, Picker
from tui.screens.standing import stands
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine

Q = TypeVar("Q")


class FilterSheet(Picker[Q], Generic[Q]):
    """Returns the query that was chosen, and the present one where that got a name."""

    SHORTCUTS = (
        Command("filters.save", "ctrl+s", "save", footer=4, palette=False),
        Command("filters.clear", "ctrl+x", "clear", footer=5, palette=False, priority=True),
    )
    BINDINGS = bindings(SHORTCUTS)

    def __init__(
        self,
        title: str,
        offers: Iterable[Offer[Q]],
        *,
        wanted: Q,
        unnamed: Q,
        named: NamedFilters[Q],
    ) -> None:
        self._filters = tuple(offers)
        self._wanted = wanted
        self._unnamed = unnamed
        self._named = named
        self._asked = ""
        self._offers = self._named_offers()
        super().__init__(title, (*self._offers.values(), *self._filters))

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield QuestionLine()

    @property
    def _question(self) -> QuestionLine:
        return self.query_one(QuestionLine)

    @property
    def _named_here(self) -> str:
        """The name of the filter under the cursor, "" where it has none."""
        current = self.current
        return next((name for name, offer in self._offers.items() if offer is current), "")

    def _named_offers(self) -> dict[str, Offer[Q]]:
        group, in_force = i18n.t("filters.group"), self._named.name_of(self._wanted)
        return {
            name: Offer(f"{SET}{name}", group, self._unnamed)
            if name == in_force
            else Offer(name, group, query)
            for name, query in self._named.all().items()
        }

    def action_save(self) -> None:
        """Ask for a name for the filter and order of the moment."""
        hint = i18n.t("filters.save.hint")
        sheet = LineSheet(i18n.t("filters.save.title"), hint, self._complaint)
        self.app.push_screen(sheet, self._save)

    def _complaint(self, typed: str) -> str:
        name = clean_line(typed)
        if not name:
            return i18n.t("filters.save.nothing")
        if len(name) > LONGEST:
            return i18n.t("filters.save.long", longest=LONGEST, length=len(name))
        return "" if self._named.has_room_for(name) else i18n.t("filters.save.full", most=MOST)

    def _save(self, typed: str | None) -> None:
        if typed is not None:
            self._named.keep(clean_line(typed), self._wanted)
            self.dismiss(self._wanted)

    def action_clear(self) -> None:
        """Ask whether the named filter under the cursor is to go."""
        self._asked = self._named_here
        self._question.ask(i18n.t("filters.question", name=self._asked))

    @on(QuestionLine.Agreed)
    def _remove(self) -> None:
        self._named.drop(self._asked)
        self._offers = self._named_offers()
        self.offer((*self._offers.values(), *self._filters))
        self._go_on()

    @on(QuestionLine.Left)
    def _go_on(self) -> None:
        self.query_one(Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to remove what has a name, where no words are cut; one question at a time."""
        if not (self.is_mounted and stands(self)):
            return True
        if self._question.is_asking:
            return False
        if action == "clear":
            return bool(self._named_here) and self.query_one(Input).selection.is_empty
        return super().check_action(action, parameters)
