"""The shell: who and where, the tabs that the permissions allow, the open room, the live keys."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.reactive import var

from tui import i18n
from tui.api.line import Line
from tui.screens.areas import Area, areas_for, keyed
from tui.screens.loading import load
from tui.screens.navigation import Entered, GoTo, Told, TurnedTo, UnreadChanged
from tui.screens.news import NewsPage
from tui.screens.portal_header import PortalHeader
from tui.screens.room import HelpCenter, Room, make_room
from tui.screens.standing import stands
from tui.terminal.presence import Presence
from tui.widgets.bars import KeyBar, NoticeBar, Tab, TabBar, TooSmall
from tui.widgets.blank import Frame
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView
from tui.widgets.states import Empty, Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.models.needs import NeedKind
    from tui.api.models.session import Session
    from tui.api.portal import SignedIn
    from tui.drafts import Drafts
    from tui.screens.views import Views

Enter = Callable[[], "Coroutine[object, object, SignedIn]"]


class ShellScreen(NewsPage):
    """Everything that a signed-in person works in.

    Either somebody is `signed_in`, with the `views` that were kept, or `enter` signs in or resumes
    once the screen has been painted; the app then speaks that person's language and calls `open`.
    The header says how the `line` is; `presence` knows whether somebody is there.
    """

    SHORTCUTS = (
        *(
            Command(f"shell.tab_{digit}", digit, f"open_tab({digit!r})", palette=False)
            for digit in "1234567890"
        ),
        Command("shell.next_tab", "right_square_bracket", "step_tab(1)", palette=False),
        Command("shell.previous_tab", "left_square_bracket", "step_tab(-1)", palette=False),
        Command("shell.retry", "r", "retry", footer=3),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State["SignedIn"]] = var[State["SignedIn"]](Loading(), init=False)
    active: var[str] = var("", init=False)

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
    ) -> None:
        super().__init__(presence)
        self._portal_name = portal_name
        self._line = line
        self._enter = enter
        self._signed_in = signed_in
        self._views = views
        self._wanted = area
        self._drafts = drafts
        self._help_center = help_center
        self._unread: frozenset[str] = frozenset()
        self._need: NeedKind | None = None

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
        self._greet(signed_in.session)
        names = [area.name for area in self._areas()]
        self.query_one(StateView).state = Ready(None) if names else Empty("shell.no_areas")
        if names:
            self.active = self._wanted if self._wanted in names else names[0]

    def _greet(self, session: "Session") -> None:
        header = self.query_one(PortalHeader)
        header.zone = session.time_zone
        header.left = (self._portal_name, session.organisation_name)
        header.right = (session.display_name, role_words(session))
        self._show_tabs()

    def _areas(self) -> tuple[Area, ...]:
        return areas_for(self._signed_in.session.permissions) if self._signed_in else ()

    def _show_tabs(self) -> None:
        self.query_one(TabBar).tabs = tuple(
            Tab(area.name, key, area.label, area.short, area.name in self._unread)
            for key, area in keyed(self._areas()).items()
        )

    async def watch_active(self, name: str) -> None:
        """Show the room of the tab; the first time it is made."""
        if self._signed_in is None or self._views is None:
            return
        self.query_one(TabBar).active = name
        for other in self.query(Room):
            other.display = other.area.name == name
        rooms = self.query(f"#room-{name}").results(Room)
        room = next(iter(rooms), None)
        if room is None:
            area = next(area for area in self._areas() if area.name == name)
            room = make_room(area, self._signed_in, self._views, self._drafts, self._help_center)
            with self.app.batch_update():
                await self.query_one("#rooms").mount(room)
        if not stands(room):
            return
        await room.enter()
        if self._need is not None:
            need, self._need = self._need, None
            await room.show_need(need)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer retry only after a failure, and the digits of the tabs there are."""
        if action == "retry":
            return not isinstance(self.state, Ready | Loading)
        if action == "open_tab":
            return str(parameters[0]) in keyed(self._areas())
        return True

    def action_open_tab(self, key: str) -> None:
        """Open the tab of this digit."""
        self.active = keyed(self._areas())[key].name

    def action_step_tab(self, step: int) -> None:
        """Open the next or previous tab."""
        names = [tab.name for tab in self.query_one(TabBar).tabs]
        if names:
            self.active = names[(names.index(self.active) + step) % len(names)]

    def on_tab_bar_pressed(self, event: TabBar.Pressed) -> None:
        """Open the tab that was clicked."""
        self.active = event.name

    async def on_go_to(self, event: GoTo) -> None:
        """Open the tab, and let its room show what waits."""
        if any(area.name == event.area for area in self._areas()):
            self._need = event.what
            if event.area == self.active:
                await self.watch_active(event.area)
            self.active = event.area

    def on_told(self, event: Told) -> None:
        """Say it above the keys."""
        self.query_one(NoticeBar).say(event.words, event.about)

    def on_turned_to(self, event: TurnedTo) -> None:
        """What was said of another record is of no use any more."""
        self.query_one(NoticeBar).turn_to(event.record_id)

    def on_unread_changed(self, event: UnreadChanged) -> None:
        """Show or take away the dot of a tab; what was read waits no more."""
        self.read_needs()
        names = {event.area}
        self._unread = self._unread | names if event.unread else self._unread - names
        self._show_tabs()


def role_words(session: "Session") -> str:
    """Return what the person is here: the authorisation roles, or the vendor's side."""
    if session.roles:
        return ", ".join(i18n.word(f"role.{role}") for role in sorted(session.roles))
    return i18n.word(f"kind.{session.kind}")
