"""The sheet in which one ends a session of another device."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import i18n
from tui.api.models.session import OpenSession
from tui.api.portal import Sessions
from tui.i18n import formats
from tui.screens.loading import fetch, load, write
from tui.screens.standing import stands
from tui.widgets.bars import KeyBar
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine
from tui.widgets.record_list import Column, WholeList
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class SessionsSheet(ModalScreen[None]):
    """Lists one's other sessions; ending one asks first, on one line."""

    SHORTCUTS = (
        Command("sessions.revoke", "X", "ask", footer=2, palette=False),
        Command("sessions.retry", "r", "retry", footer=4, palette=False),
        Command("sessions.back", "escape,q", "back", footer=5, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    state: var[State[tuple[OpenSession, ...]]] = var[State[tuple[OpenSession, ...]]](
        Loading(), init=False, always_update=True
    )
    ended: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)

    _asked: OpenSession | None = None
    """The session that was asked about last."""

    def __init__(self, sessions: Sessions, zone: str) -> None:
        super().__init__()
        self._sessions = sessions
        self._zone = zone

    def compose(self) -> ComposeResult:
        column = Column[OpenSession]("session", self._line, width=20, flexible=1)
        with Vertical(id="sessions-sheet"):
            yield Static(Content.styled(i18n.t("sessions.title"), "bold"))
            yield StateView()
            yield WholeList[OpenSession]((column,), key=lambda session: session.id)
            yield Static(id="said")
            yield QuestionLine()
        yield KeyBar()

    def on_mount(self) -> None:
        if stands(self):
            self.action_retry()

    @property
    def _list(self) -> WholeList[OpenSession]:
        return cast("WholeList[OpenSession]", self.query_one(WholeList))

    @property
    def _question(self) -> QuestionLine:
        return self.query_one(QuestionLine)

    def _line(self, session: OpenSession) -> str:
        return session_words(session, self._zone)

    def watch_state(self, state: State[tuple[OpenSession, ...]]) -> None:
        """Show those that can be ended here: one's own ends by signing out."""
        found = state.value if isinstance(state, Ready) else ()
        others = [each for each in found if not each.current]
        self._list.follow(others)
        is_none = isinstance(state, Ready) and not others
        self.query_one(StateView).state = Empty("sessions.none") if is_none else state
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
        line = self.query_one("#said", Static)
        line.display = bool(words)
        line.update(Content.styled(words, "bold $text-warning"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only one question is asked, and only a failure is tried again."""
        match action:
            case "ask":
                return self._list.current is not None and not self._question.is_asking
            case "retry":
                return isinstance(self.state, Failed | Denied)
            case _:
                return True

    def on_record_list_opened(self) -> None:
        """A click asks too."""
        self.action_ask()

    def action_ask(self) -> None:
        """Ask about the session under the cursor."""
        self._asked = asked = self._list.current
        if asked is not None:
            self._say("")
            moment = formats.moment(asked.last_used_at, self._zone)
            self._question.ask(i18n.t("sessions.question", moment=moment))

    def on_question_line_agreed(self) -> None:
        """End the session that was asked about."""
        self._list.focus()
        if self._asked is not None:
            write(self, "sessions.revoke", self._sessions.revoke(self._asked.id), into="ended")

    def on_question_line_left(self) -> None:
        """Leave it as it is."""
        self._list.focus()

    def action_retry(self) -> None:
        """Read again."""
        load(self, "sessions.load", self._sessions.list(), into="state")

    def action_back(self) -> None:
        """Close the sheet."""
        self.dismiss(None)


def session_words(session: OpenSession, zone: str) -> str:
    """Return when a session was used last and since when it is open; the own one is here."""
    since = formats.moment(session.created_at, zone)
    if session.current:
        return i18n.t("sessions.here", since=since)
    used = formats.moment(session.last_used_at, zone)
    return i18n.t("sessions.other", used=used, since=since)
