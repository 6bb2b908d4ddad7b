"""Choosing one of many by typing a part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tui.api.folding import fold
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.line_input import LineInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer(Generic[T]):
    """One thing to choose: what it is called, what that belongs to, and what is returned."""

    label: str
    group: str
    value: T


class Picker(ModalScreen[T | None], Generic[T]):
    """A sheet with a field and the offers that hold what is typed; None where nothing is chosen."""

    SHORTCUTS = (
        Command("picker.down", "down", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("picker.up", "up", "move(-1)", palette=False),
        Command("picker.choose", "enter", "choose", footer=2, palette=False),
        Command("picker.close", "escape", "close", footer=3, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    def __init__(self, title: str, offers: Sequence[Offer[T]]) -> None:
        super().__init__()
        self._title = title
        self._offers = offers
        self._shown: Sequence[Offer[T]] = offers

    def compose(self) -> ComposeResult:
        with Vertical(id="picker"):
            yield Static(Content.styled(self._title, "bold"))
            yield LineInput(compact=True)
            options = OptionList(compact=True, markup=False)
            options.can_focus = False
            yield options
        yield KeyBar()

    def on_mount(self) -> None:
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_choose()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index].value)

    def _narrow(self, typed: str) -> None:
        words = fold(typed).split()
        self._shown = [
            offer
            for offer in self._offers
            if all(word in fold(f"{offer.group} {offer.label}") for word in words)
        ]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(_line(offer) for offer in self._shown)
        options.highlighted = 0 if self._shown else None

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_choose(self) -> None:
        """Return the offer under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._shown[highlighted].value)

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _line(offer: Offer[T]) -> Content:
    return Content.assemble((f"{offer.group:<12} ", "$muted"), offer.label)
