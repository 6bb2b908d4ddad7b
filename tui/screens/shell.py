"""The shell: who and where, the tabs that the permissions allow, the open room, the live keys."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.reactive import var

from tui import i18n
from tui.api.line import Line
from tui.links import OPENED
from tui.screens.loading import load
from tui.screens.navigation import Entered, GoTo, OpenLink, Told, TurnedTo
from tui.screens.portal_header import PortalHeader
from tui.screens.rights import Again, RightsPage
from tui.screens.room import HelpCenter, Room, make_room
from tui.screens.standing import stands
from tui.screens.telling import tell
from tui.terminal.presence import Presence
from tui.widgets.bars import KeyBar, NoticeBar, TabBar, TooSmall
from tui.widgets.blank import Frame
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView
from tui.widgets.states import Empty, Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.models.needs import NeedKind
    from tui.api.models.session import Session
    from tui.api.portal import SignedIn
    from tui.drafts import Drafts
    from tui.links import Link
    from tui.screens.views import Views

AFTER_START = 2.0
"""Seconds in which nothing is done that can wait."""

Enter = Callable[[], "Coroutine[object, object, SignedIn]"]


class ShellScreen(RightsPage):
    """Everything that a signed-in person works in.

    Either somebody is `signed_in`, with the `views` that were kept, or `enter` signs in or resumes
    once the screen has been painted; the app then speaks that person's language and calls `open`.
    The header says how the `line` is; `presence` knows whether somebody is there.
    """

    SHORTCUTS = (Command("shell.retry", "r", "retry", footer=3),)
    BINDINGS = bindings(SHORTCUTS)

    state: var[State["SignedIn"]] = var[State["SignedIn"]](Loading(), init=False)

    def __init__(
        self,
        portal_name: str,
        line: Line,
        presence: Presence,
        *,
        enter: Enter | None = None,
        signed_in: "SignedIn | None" = None,
        views: "Views | None" = None,
        area: str = "",
        drafts: "Drafts | None" = None,
        help_center: HelpCenter | None = None,
        link: "Link | None" = None,
        again: Again | None = None,
    ) -> None:
        super().__init__(presence, signed_in, again)
        self._portal_name = portal_name
        self._line = line
        self._enter = enter
        self._views = views
        self._wanted = area
        self._drafts = drafts
        self._help_center = help_center
        self._need: NeedKind | None = None
        self._link = link
        """What is to be opened, until its room stands there."""

    def compose(self) -> ComposeResult:
        header = PortalHeader(self._line)
        header.left = (self._portal_name,)
        yield header
        yield TabBar()
        with Frame(id="rooms"):
            yield StateView().data_bind(ShellScreen.state)
        yield NoticeBar()
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        if self._signed_in is not None and self._views is not None:
            self.open(self._signed_in, self._views)

    def on_painted(self) -> None:
        """Begin what is slow."""
        if self._signed_in is None:
            self.action_retry()
        self.set_timer(AFTER_START, self._sweep)

    def _sweep(self) -> None:
        if self._drafts is not None:
            from tui.screens.drafting import sweep

            sweep(self, self._drafts)

    def action_retry(self) -> None:
        """Try (again) to enter."""
        if self._enter is not None:
            load(self, "shell.enter", self._enter())

    def watch_state(self, state: "State[SignedIn]") -> None:
        """Tell the app who is there."""
        if isinstance(state, Ready):
            self.post_message(Entered(state.value))
        self.refresh_bindings()

    def open(self, signed_in: "SignedIn", views: "Views") -> None:
        """Show the tabs of whoever is signed in, and the first room."""
        if not stands(self):
            return
        self._signed_in, self._views = signed_in, views
        self.needs_of = signed_in.portal.needs
        self.greet()
        names = [area.name for area in self.areas]
        if names:
            self.active = self._begins_at(names)
        else:
            self.read_needs()  # there is no room that would ask for something

    def _begins_at(self, names: Sequence[str]) -> str:
        """Return the area that is shown first: where a link leads, where one was, the first."""
        link = self._link
        if link is not None and not self._shows(link):
            self._link = None
            self.call_after_refresh(tell_no_area, self, link)
        wanted = self._shows(link) if link is not None else self._wanted
        return wanted if wanted in names else names[0]

    def _shows(self, link: "Link") -> str:
        """Return the area that shows what a link names, "" where the person has none."""
        names = [area.name for area in self.areas]
        return next((name for name in OPENED[link.kind] if name in names), "")

    def greet(self) -> None:
        """Say where one is and as whom, and show the tabs, or that there are none."""
        if self._signed_in is None:
            return
        session, header = self._signed_in.session, self.query_one(PortalHeader)
        header.zone = session.time_zone
        header.left = (self._portal_name, session.organisation_name)
        header.right = (session.display_name, role_words(session))
        state = Ready(None) if self.areas else Empty("shell.no_areas")
        self.query_one("#rooms > StateView", StateView).state = state
        super().greet()

    async def watch_active(self, name: str) -> None:
        """Show the room of the tab, if there is one; the first time it is made."""
        if self._signed_in is None or self._views is None:
            return
        self.query_one(TabBar).active = name
        for other in self.query(Room):
            other.display = other.area.name == name
        if not name:
            return
        rooms = self.query(f"#room-{name}").results(Room)
        room = next(iter(rooms), None)
        if room is None:
            area = next(area for area in self.areas if area.name == name)
            room = make_room(area, self._signed_in, self._views, self._drafts, self._help_center)
            with self.app.batch_update():
                await self.query_one("#rooms").mount(room)
        if not stands(room):
            return
        await room.enter()
        if self._need is not None:
            need, self._need = self._need, None
            await room.show_need(need)
        if self._link is not None:
            link, self._link = self._link, None
            await room.show_link(link)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer retry only after a failure."""
        if action == "retry":
            return not isinstance(self.state, Ready | Loading)
        return super().check_action(action, parameters)

    async def on_go_to(self, event: GoTo) -> None:
        """Open the tab, and let its room show what waits."""
        if any(area.name == event.area for area in self.areas):
            self._need = event.what
            if event.area == self.active:
                await self.watch_active(event.area)
            self.active = event.area

    async def on_open_link(self, event: OpenLink) -> None:
        """Open the tab, and let its room show what the link names."""
        name = self._shows(event.link)
        if not name:
            tell_no_area(self, event.link)
            return
        self._link = event.link
        if name == self.active:
            await self.watch_active(name)
        self.active = name

    def on_told(self, event: Told) -> None:
        """Say it above the keys."""
        self.query_one(NoticeBar).say(event.words, event.about)

    def on_turned_to(self, event: TurnedTo) -> None:
        """What was said of another record is of no use any more."""
        self.query_one(NoticeBar).turn_to(event.record_id)


def tell_no_area(shell: ShellScreen, link: "Link") -> None:
    """Say that a link leads to what the person may not see."""
    tell(shell, i18n.t("link.no_area", link=link))


def role_words(session: "Session") -> str:
    """Return what the person is here: the authorisation roles, or the vendor's side."""
    if session.roles:
        return ", ".join(i18n.word(f"role.{role}") for role in sorted(session.roles))
    return i18n.word(f"kind.{session.kind}")
