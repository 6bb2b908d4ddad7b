"""The sheet in which one ends a session of another device."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from tui import i18n
from tui.api.models.session import OpenSession
from tui.api.portal import Sessions
from tui.i18n import formats
from tui.screens.loading import fetch, load, write
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class SessionsSheet(ModalScreen[None]):
    """Lists one's other sessions; ending one asks first, on one line."""

    SHORTCUTS = (
        Command("sessions.down", "down,j", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("sessions.up", "up,k", "move(-1)", palette=False),
        Command("sessions.revoke", "X", "ask", footer=2, palette=False),
        Command("sessions.open", "enter", "agree", footer=3, palette=False, key_display="enter"),
        Command("sessions.retry", "r", "retry", footer=4, palette=False),
        Command("sessions.back", "escape,q", "back", footer=5, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[tuple[OpenSession, ...]]] = var[State[tuple[OpenSession, ...]]](
        Loading(), init=False, always_update=True
    )
    ended: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)
    asked: var[OpenSession | None] = var[OpenSession | None](None, init=False)
    """The session that is asked about."""

    def __init__(self, sessions: Sessions, zone: str) -> None:
        super().__init__()
        self._sessions = sessions
        self._zone = zone

    def compose(self) -> ComposeResult:
        with Vertical(id="sessions-sheet"):
            yield Static(Content.styled(i18n.t("sessions.title"), "bold"))
            yield StateView()
            options = OptionList(compact=True, markup=False)
            options.can_focus = False
            yield options
            yield Static(id="asked")
        yield KeyBar()

    def on_mount(self) -> None:
        self.action_retry()

    @property
    def others(self) -> Sequence[OpenSession]:
        """The sessions that can be ended here: one's own ends by signing out."""
        found = self.state.value if isinstance(self.state, Ready) else ()
        return [each for each in found if not each.current]

    def watch_state(self, state: State[tuple[OpenSession, ...]]) -> None:
        """Show them."""
        options, others = self.query_one(OptionList), self.others
        place = options.highlighted or 0
        options.clear_options()
        options.add_options(Content(session_words(each, self._zone)) for each in others)
        options.highlighted = min(place, len(others) - 1) if others else None
        options.display = bool(others)
        is_none = isinstance(state, Ready) and not others
        self.query_one(StateView).state = Empty("sessions.none") if is_none else state
        self.refresh_bindings()

    def watch_asked(self, asked: OpenSession | None) -> None:
        """Ask."""
        moment = formats.moment(asked.last_used_at, self._zone) if asked else ""
        self._say(i18n.t("sessions.question", moment=moment) if asked else "")
        self.refresh_bindings()

    def watch_ended(self, ended: State[None]) -> None:
        """Read what is left, or say why it goes on."""
        match ended:
            case Ready():
                self._read()
            case Failed(error) | Denied(error):
                self._say(error_text(error))
                self._read()
            case _:
                pass

    def _read(self) -> None:
        fetch(self, "sessions.load", self._sessions.list(), into="state")

    def _say(self, words: str) -> None:
        line = self.query_one("#asked", Static)
        line.display = bool(words)
        line.update(Content.styled(words, "bold $text-warning"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What belongs to the question is there while it is asked."""
        match action:
            case "agree":
                return self.asked is not None
            case "ask" | "move":
                return self.asked is None and bool(self.others)
            case "retry":
                return isinstance(self.state, Failed | Denied)
            case _:
                return True

    def on_option_list_option_selected(self) -> None:
        """A click asks too."""
        self.action_ask()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_ask(self) -> None:
        """Ask about the session under the cursor."""
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.asked = self.others[place]

    def action_agree(self) -> None:
        """End the session that was asked about."""
        asked, self.asked = self.asked, None
        if asked is not None:
            write(self, "sessions.revoke", self._sessions.revoke(asked.id), into="ended")

    def action_retry(self) -> None:
        """Read again."""
        load(self, "sessions.load", self._sessions.list(), into="state")

    def action_back(self) -> None:
        """Leave it as it is, or close the sheet."""
        if self.asked is not None:
            self.asked = None
        else:
            self.dismiss(None)


def session_words(session: OpenSession, zone: str) -> str:
    """Return when a session was used last and since when it is open; the own one is here."""
    since = formats.moment(session.created_at, zone)
    if session.current:
        return i18n.t("sessions.here", since=since)
    used = formats.moment(session.last_used_at, zone)
    return i18n.t("sessions.other", used=used, since=since)
