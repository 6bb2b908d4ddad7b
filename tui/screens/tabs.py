"""The tabs of a page: one for each area that the permissions allow, and which is open."""

from typing import TYPE_CHECKING

from textual.reactive import var

from tui.screens.areas import Area, areas_for, keyed
from tui.screens.navigation import UnreadChanged
from tui.screens.news import NewsPage
from tui.terminal.presence import Presence
from tui.widgets.bars import Tab, TabBar
from tui.widgets.commands import Command, bindings

if TYPE_CHECKING:
    from tui.api.portal import SignedIn


class TabsPage(NewsPage):
    """Shows the tabs of whoever is signed in, and opens them by their digits."""

    SHORTCUTS = (
        *(
            Command(f"shell.tab_{digit}", digit, f"open_tab({digit!r})", palette=False)
            for digit in "1234567890"
        ),
        Command("shell.next_tab", "right_square_bracket", "step_tab(1)", palette=False),
        Command("shell.previous_tab", "left_square_bracket", "step_tab(-1)", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    active: var[str] = var("", init=False)
    """The name of the area that is open."""

    def __init__(self, presence: Presence, signed_in: "SignedIn | None") -> None:
        super().__init__(presence)
        self._signed_in: SignedIn | None = signed_in
        self._unread: frozenset[str] = frozenset()

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that have a tab, in its order."""
        return areas_for(self._signed_in.session.permissions) if self._signed_in else ()

    def show_tabs(self) -> None:
        """Show the tabs as they are now."""
        self.query_one(TabBar).tabs = tuple(
            Tab(area.name, key, area.label, area.short, area.name in self._unread)
            for key, area in keyed(self.areas).items()
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are the digits of the tabs that there are."""
        if action == "open_tab":
            return str(parameters[0]) in keyed(self.areas)
        return super().check_action(action, parameters)

    def action_open_tab(self, key: str) -> None:
        """Open the tab of this digit."""
        self.active = keyed(self.areas)[key].name

    def action_step_tab(self, step: int) -> None:
        """Open the next or previous tab."""
        names = [tab.name for tab in self.query_one(TabBar).tabs]
        if names:
            self.active = names[(names.index(self.active) + step) % len(names)]

    def on_tab_bar_pressed(self, event: TabBar.Pressed) -> None:
        """Open the tab that was clicked."""
        self.active = event.name

    def on_unread_changed(self, event: UnreadChanged) -> None:
        """Show or take away the dot of a tab; what was read waits no more."""
        self.read_needs()
        names = {event.area}
        self._unread = self._unread | names if event.unread else self._unread - names
        self.show_tabs()
