"""Choosing one of many by typing a part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.api.folding import fold
from tui.screens.standing import stands
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.line_input import SheetLine
from tui.widgets.record_list import Column, RecordList, WholeList

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST_TOLD = 2_000
"""Characters of a detail that are shown below the offers."""


@dataclass(frozen=True, slots=True)
class Offer(Generic[T_co]):
    """One thing to choose: what it is called, what that belongs to, and what is returned.

    A `detail` stands beside it as far as there is room, and whole below while it has the cursor.
    """

    label: str
    group: str
    value: T_co
    detail: str = ""


class _Row(NamedTuple):
    """An offer as a record of the list, with the words that find it."""

    number: int
    offer: Offer[object]
    words: str


class Picker(ModalScreen[T | None], Generic[T]):
    """A sheet with a field and the offers that hold what is typed; None where nothing is chosen."""

    SHORTCUTS = (
        Command("picker.down", "down", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("picker.up", "up", "move(-1)", palette=False),
        Command("picker.page_down", "pagedown", "page(1)", palette=False),
        Command("picker.page_up", "pageup", "page(-1)", palette=False),
        Command("picker.choose", "enter", "choose", footer=2, key_display="enter", palette=False),
        Command("picker.close", "escape", "close", footer=3, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    def __init__(self, title: str, offers: Sequence[Offer[T]]) -> None:
        super().__init__()
        self._title = title
        self._rows = _rows_of(offers)

    def compose(self) -> ComposeResult:
        with Vertical(id="picker"):
            yield Static(Content.styled(self._title, "bold"))
            yield SheetLine(compact=True)
            offers = WholeList[_Row](_columns(self._rows), key=lambda row: str(row.number))
            offers.can_focus = False
            offers.fill(self._rows)
            yield offers
            yield Static(id="detail")
        yield KeyBar()

    @property
    def _list(self) -> WholeList[_Row]:
        return cast("WholeList[_Row]", self.query_one(WholeList))

    def on_mount(self) -> None:
        if stands(self):
            self._tell()

    @property
    def current(self) -> Offer[object] | None:
        """The offer under the cursor."""
        row = self._list.current
        return row and row.offer

    def offer(self, offers: Sequence[Offer[T]]) -> None:
        """Offer this instead, as far as it holds what is typed."""
        self._rows = _rows_of(offers)
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        words = fold(self.query_one(Input).value).split()
        self._list.fill(row for row in self._rows if all(word in row.words for word in words))
        self._tell()

    @on(RecordList.Opened)
    def _clicked(self) -> None:
        self.action_choose()

    @on(RecordList.Highlighted)
    def _tell(self) -> None:
        """Show the detail of the offer under the cursor, and the keys that act on it."""
        detail = self.current.detail if self.current is not None else ""
        line = self.query_one("#detail", Static)
        line.display = bool(detail)
        if detail:
            line.update(Content(detail[:MOST_TOLD]))
        self.refresh_bindings()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._list.action_cursor(step)
        self._tell()

    def action_page(self, step: int) -> None:
        """Move the cursor by as many offers as are seen."""
        self._list.action_page(step)
        self._tell()

    def action_choose(self) -> None:
        """Return the offer under the cursor."""
        current = self.current
        if current is not None:
            self.dismiss(cast("T", current.value))

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _rows_of(offers: Sequence[Offer[object]]) -> list[_Row]:
    return [
        _Row(number, offer, fold(f"{offer.group} {offer.label} {offer.detail}"))
        for number, offer in enumerate(offers)
    ]


def _columns(rows: Sequence[_Row]) -> Sequence[Column[_Row]]:
    """Return what stands in a line; what no offer has takes no room."""
    group = Column[_Row]("group", lambda row: row.offer.group, width=12, tone="muted")
    label = Column[_Row]("label", lambda row: row.offer.label, width=20, flexible=1)
    detail = Column[_Row]("detail", lambda row: row.offer.detail, 10, flexible=1, tone="muted")
    return (
        *([group] if any(row.offer.group for row in rows) else []),
        label,
        *([detail] if any(row.offer.detail for row in rows) else []),
    )
