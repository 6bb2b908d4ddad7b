"""A page that knows how much waits for the person."""

from typing import TYPE_CHECKING

from textual.reactive import var

from tui import i18n
from tui.screens.loading import fetch
from tui.screens.navigation import GoTo, NeedsChanged
from tui.screens.page import Page
from tui.widgets.bars import HeaderBar
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.models.needs import Need, NeedKind
    from tui.api.needs import Needs
    from tui.screens.needs import NeedsSheet

Waiting = tuple["Need", ...]


class NeedsPage(Page):
    """A page whose header says how much waits for the person, and whose `!` lists it.

    It is read when a room says that it may have changed, so never before the first rows stand
    there, and one time after the other.
    """

    SHORTCUTS = (Command("shell.for_me", "exclamation_mark", "for_me"),)
    BINDINGS = bindings(SHORTCUTS)

    needs: var[State[Waiting]] = var[State[Waiting]](Loading(), init=False, always_update=True)
    needs_of: "Needs | None" = None
    """Where it is read; nowhere as long as nobody is signed in."""

    _sheet: "NeedsSheet | None" = None
    _is_reading = False
    _is_outdated = False

    def read_needs(self) -> None:
        """Read what waits; while that is under way, once more afterwards."""
        self._is_outdated = self._is_reading
        if self.needs_of is not None and not self._is_reading:
            self._is_reading = True
            fetch(self, "shell.needs", self.needs_of.list(), into="needs")

    def on_needs_changed(self, _event: NeedsChanged) -> None:
        """A room says so."""
        self.read_needs()

    def watch_needs(self, needs: State[Waiting]) -> None:
        """Say how much there is; what was known stays where it cannot be had anew."""
        self._is_reading = False
        if not isinstance(needs, Failed):
            self.query_one(HeaderBar).for_you = _for_you(needs)
        if self._sheet is not None and self._sheet.is_mounted:
            self._sheet.state = needs
        if self._is_outdated:
            self.read_needs()

    def action_for_me(self) -> None:
        """List what waits, as it is known and then as it is."""
        from tui.screens.needs import NeedsSheet

        self._sheet = NeedsSheet(self)
        self.app.push_screen(self._sheet, self._go)
        self.read_needs()

    def _go(self, kind: "NeedKind | None") -> None:
        self._sheet = None
        if kind is not None:
            self.post_message(GoTo(kind.area, kind))


def waiting(state: State[Waiting]) -> Waiting:
    """Return what waits, as far as it is known."""
    return state.value if isinstance(state, Ready) else ()


def _for_you(state: State[Waiting]) -> str:
    kinds = len(waiting(state))
    return i18n.plural("needs.for_you", kinds) if kinds else ""
