"""A page whose tabs follow what the person may do, while the program runs."""

from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING

from tui import i18n
from tui.screens.areas import Area
from tui.screens.loading import fetch
from tui.screens.navigation import SessionRenewed
from tui.screens.room import Room
from tui.screens.tabs import TabsPage
from tui.screens.telling import tell
from tui.terminal.presence import Presence
from tui.widgets.states import Ready, State

if TYPE_CHECKING:
    from tui.api.models.needs import News
    from tui.api.portal import SignedIn
    from tui.secret import Secret

Again = Callable[["Secret"], "Coroutine[object, object, SignedIn]"]
"""Takes the session of a token anew, with what the person may do by now."""


class RightsPage(TabsPage):
    """Takes the session anew where news say that the person may do other things than it says.

    What is open in an area that stays is left alone; where an area goes, what was typed there is
    kept as a draft.
    """

    def __init__(
        self, presence: Presence, signed_in: "SignedIn | None", again: Again | None
    ) -> None:
        super().__init__(presence, signed_in)
        self._again = again

    def take_news(self, news: "News") -> None:
        """Look at the rights as well; an older portal tells nothing of them."""
        super().take_news(news)
        known, now = self._signed_in, news.permissions
        if self._again is None or known is None or now in (None, known.session.permissions):
            return
        fetch(self, "shell.rights", self._again(known.token), into=self._renewed, is_local=True)

    def _renewed(self, renewed: "State[SignedIn]") -> None:
        """Let the app take it; what cannot be had is tried with the next news."""
        if isinstance(renewed, Ready):
            self.post_message(SessionRenewed(renewed.value))

    async def suit(self, signed_in: "SignedIn") -> None:
        """Show what the person may do now, and say what became of the tabs."""
        before = self.areas
        self._signed_in = signed_in
        names = [area.name for area in self.areas]
        if self.active not in names:
            self._close_sheets()
        await self._suit_rooms(signed_in)
        self.greet()
        if self.active not in names:
            self.active = next(iter(names), "")
        self.refresh_bindings()
        tell(self, _told(before, self.areas))

    def _close_sheets(self) -> None:
        """What lies over a room that goes, goes with it."""
        while self.app.screen is not self:
            self.app.pop_screen()

    async def _suit_rooms(self, signed_in: "SignedIn") -> None:
        names = {area.name for area in self.areas}
        for room in self.query(Room):
            if room.area.name in names:
                room.suit(signed_in.session)
            else:
                await room.remove()

    def greet(self) -> None:
        """Say who is signed in, and show the tabs."""
        self.show_tabs()


def _told(before: Iterable[Area], after: Iterable[Area]) -> str:
    """Return what became of the tabs, in one line."""
    was, now = {area.name: area for area in before}, {area.name: area for area in after}
    told: list[str] = []
    for key, areas in (
        ("shell.rights.more", [area for name, area in now.items() if name not in was]),
        ("shell.rights.fewer", [area for name, area in was.items() if name not in now]),
    ):
        if areas:
            told.append(i18n.t(key, areas=", ".join(area.label for area in areas)))
    return " ".join(told) or i18n.t("shell.rights")
