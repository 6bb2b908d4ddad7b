"""The sheet that lists what waits for the person."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import i18n
from tui.api.models.needs import Need, NeedKind
from tui.i18n import formats
from tui.screens.standing import stands
from tui.screens.waiting import NeedsPage, Waiting, waiting
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import Cell, Column, WholeList
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class NeedsSheet(ModalScreen[NeedKind | None]):
    """A line for each kind that waits; the one that is chosen is returned."""

    SHORTCUTS = (
        Command("needs.open", "enter", "open", footer=2, palette=False, key_display="enter"),
        Command("needs.retry", "r", "retry", footer=3, palette=False),
        Command("needs.close", "escape,q,exclamation_mark", "close", footer=4, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[Waiting]] = var[State[Waiting]](Loading(), init=False, always_update=True)

    def __init__(self, page: NeedsPage) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        with Vertical(id="needs"):
            yield Static(Content.styled(i18n.t("needs.title"), "bold"))
            yield StateView()
            yield WholeList[Need](COLUMNS, key=lambda need: need.kind)
        yield KeyBar()

    def on_mount(self) -> None:
        if stands(self):
            self.state = self._page.needs

    def watch_state(self, state: State[Waiting]) -> None:
        """Show what waits."""
        needs = waiting(state)
        self._list.follow(needs)
        is_nothing = isinstance(state, Ready) and not needs
        self.query_one(StateView).state = Empty("needs.nothing") if is_nothing else state
        self.refresh_bindings()

    @property
    def _list(self) -> WholeList[Need]:
        return cast("WholeList[Need]", self.query_one(WholeList))

    def on_record_list_opened(self) -> None:
        """Go where was clicked."""
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go only where something waits, and try again only after a failure."""
        if action == "open":
            return bool(waiting(self.state))
        if action == "retry":
            return isinstance(self.state, Failed | Denied)
        return True

    def action_open(self) -> None:
        """Return the kind under the cursor."""
        need = self._list.current
        if need is not None:
            self.dismiss(need.kind)

    def action_retry(self) -> None:
        """Read again."""
        self.state = Loading()
        self._page.read_needs()

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _words(need: Need) -> str:
    value = formats.number(need.count.value, exact=need.count.exact)
    if not need.kind.is_known:
        return f"{need.kind}: {value}"
    return i18n.plural(f"need.{need.kind}", need.count.value, value=value)


def _late(need: Need) -> Cell:
    if not need.overdue:
        return Cell("")
    late = i18n.plural("need.overdue", need.overdue, value=formats.number(need.overdue))
    return Cell(f"! {late}", "warning")


COLUMNS = (
    Column[Need]("words", _words, width=38, flexible=1),
    Column[Need]("late", _late, width=16),
)
