"""The sheet that lists what waits for the person."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from tui import i18n
from tui.api.models.needs import Need, NeedKind
from tui.i18n import formats
from tui.screens.waiting import NeedsPage, Waiting, waiting
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class NeedsSheet(ModalScreen[NeedKind | None]):
    """A line for each kind that waits; the one that is chosen is returned."""

    SHORTCUTS = (
        Command("needs.down", "down,j", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("needs.up", "up,k", "move(-1)", palette=False),
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
            options = OptionList(compact=True, markup=False)
            options.can_focus = False
            yield options
        yield KeyBar()

    def on_mount(self) -> None:
        self.state = self._page.needs

    def watch_state(self, state: State[Waiting]) -> None:
        """Show what waits."""
        needs = waiting(state)
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options(_line(need) for need in needs)
        options.highlighted = min(place, len(needs) - 1) if needs else None
        options.display = bool(needs)
        is_nothing = isinstance(state, Ready) and not needs
        self.query_one(StateView).state = Empty("needs.nothing") if is_nothing else state
        self.refresh_bindings()

    def on_option_list_option_selected(self) -> None:
        """Go where was clicked."""
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go only where something waits, and try again only after a failure."""
        if action in ("open", "move"):
            return bool(waiting(self.state))
        if action == "retry":
            return isinstance(self.state, Failed | Denied)
        return True

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_open(self) -> None:
        """Return the kind under the cursor."""
        needs, place = waiting(self.state), self.query_one(OptionList).highlighted
        if place is not None:
            self.dismiss(needs[place].kind)

    def action_retry(self) -> None:
        """Read again."""
        self.state = Loading()
        self._page.read_needs()

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _line(need: Need) -> Content:
    value = formats.number(need.count.value, exact=need.count.exact)
    words = i18n.plural(f"need.{need.kind}", need.count.value, value=value)
    if not need.kind.is_known:
        words = f"{need.kind}: {value}"
    if not need.overdue:
        return Content(words)
    late = i18n.plural("need.overdue", need.overdue, value=formats.number(need.overdue))
    return Content.assemble(words, " · ", (f"! {late}", "bold $text-error"))
