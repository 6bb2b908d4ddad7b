"""One incident on the screen: its head, and the conversation as far as it is needed."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from tui.api.errors import NotFound
from tui.api.incidents import Incidents
from tui.api.models.incidents import Incident
from tui.screens.conversations import questions
from tui.screens.conversations.conversation import Conversation
from tui.screens.conversations.head import head
from tui.screens.conversations.questions import EntryPage, Opened
from tui.screens.loading import fetch
from tui.screens.standing import stands
from tui.screens.telling import tell_failure
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.api.models.paging import PageRequest
    from tui.screens.conversations.timeline import Timeline
    from tui.widgets.reader import Reader

AHEAD = 30
"""Parts before what is missing of a conversation at which that is asked for."""


class IncidentReading(Widget, can_focus=True):
    """Shows an incident with what was said last, and reads on as one comes to what is missing."""

    FOR_VENDOR: ClassVar[bool] = False
    """Whether those read here who answer customers."""

    state: var[State[Opened]] = var[State[Opened]](Loading(), init=False, always_update=True)
    incident: Incident | None = None
    """What is shown, None where that is no incident."""

    @dataclass
    class Shown(Message):
        """The portal told how an incident is now."""

        incident: Incident

    @dataclass
    class Gone(Message):
        """An incident is not to be read any more."""

        incident_id: str

    def __init__(self, incidents: Incidents, zone: str) -> None:
        super().__init__(id="incident")
        self._incidents = incidents
        self._zone = zone
        self._asked = ""
        self._conversation = Conversation()
        self._timeline: Timeline | None = None
        self._new_from = ""
        """The entry with which begins what is new to who reads, "" where nothing is."""
        self._missing: PageRequest | None = None
        """The page that is on its way."""

    def compose(self) -> ComposeResult:
        yield Static(id="incident-head")
        yield StateView(id="incident-state")

    @property
    def reader(self) -> "Reader | None":
        """The reader, once there was something to read."""
        return cast("Reader | None", next(iter(self.query("#reader")), None))

    def take_cursor(self) -> None:
        """Let the keys act here."""
        reader = self.reader
        (reader if reader is not None and reader.display else self).focus()

    def open(self, incident_id: str) -> None:
        """Show an incident as it is now, at what is new, else at what was said last."""
        if incident_id != self._asked:
            self.leave()
        self._asked = incident_id
        self.read()
        self.take_cursor()

    def read(self) -> None:
        """Ask how the incident is now, and what was said last."""
        ask = questions.opened_at_new if self.incident is None else questions.opened
        fetch(self, "incident.open", ask(self._incidents, self._asked), into="state")

    def leave(self) -> None:
        """Nothing is shown any more."""
        self.incident, self._timeline, self._asked = None, None, ""
        self._conversation, self._missing, self._new_from = Conversation(), None, ""
        self.query_one("#incident-head", Static).update("")
        self.query_one("#incident-state", StateView).state = Loading()
        if self.reader is not None:
            self.reader.display = False

    async def watch_state(self, state: State[Opened]) -> None:
        """Show it, or why it is not there; what is there already stays."""
        if not stands(self):
            return
        if isinstance(state, Ready):
            await self._take(state.value)
        elif self.incident is not None:
            tell_failure(self, state)
        else:
            self.query_one("#incident-state", StateView).state = state
        match state:
            case Failed(NotFound()):
                self.post_message(self.Gone(self._asked))
            case _:
                pass
        self.refresh_bindings()

    async def _take(self, opened: Opened) -> None:
        if opened.incident.id != self._asked:
            return  # the answer to an older question
        is_new = self.incident is None
        self.query_one("#incident-state", StateView).state = Ready(None)
        self.renew(opened.incident)
        if is_new:
            before = () if opened.unread is None else (opened.unread,)
            self._conversation = Conversation.of(opened.newest, *before)
            self._new_from = opened.incident.first_unread or ""
        else:
            self._conversation = self._conversation.with_newest(opened.newest)
        had_focus = self.has_focus
        await self._show(at_newest=True)
        if had_focus:
            self.take_cursor()

    def renew(self, incident: Incident) -> None:
        """Show how the incident is now, to somebody who wanted to know."""
        self.show_head(incident)
        self.post_message(self.Shown(incident))

    def show_head(self, incident: Incident) -> None:
        """Show how the incident is now."""
        self.incident = incident
        self.query_one("#incident-head", Static).update(
            head(incident, self._zone, for_vendor=self.FOR_VENDOR)
        )
        self.refresh_bindings()

    def follow(self, incident: Incident) -> None:
        """Show how an incident is now, where it is the one that is shown."""
        if self.incident is not None and self.incident.id == incident.id:
            self.renew(incident)
            self.read()

    async def _show(self, *, at_newest: bool) -> None:
        """Lay the conversation out anew, at the same place unless the newest is wanted."""
        from tui.screens.conversations.timeline import Timeline
        from tui.widgets.reader import Reader

        if self.incident is None:
            return
        reader = self.reader
        if reader is None:
            reader = Reader(id="reader")
            await self.mount(reader, after="#incident-state")
        before = self._timeline
        now = Timeline(
            self.incident,
            self._conversation,
            self._zone,
            for_vendor=self.FOR_VENDOR,
            new_from=self._new_from,
        )
        if before is None:
            place = now.opening
        else:
            place = now.newest if at_newest else now.place_of(reader.place, before)
        self._timeline = now
        reader.display = True
        reader.read(now, place)

    def on_reader_scrolled(self) -> None:
        """Ask for what is missing as one comes near to it, from the side one comes from."""
        reader, timeline = self.reader, self._timeline
        if reader is None or timeline is None or not timeline.gaps or self._missing is not None:
            return
        here = timeline.part(reader.place.section)
        gap, part = min(enumerate(timeline.gaps), key=lambda each: abs(each[1] - here))
        if abs(here - part) <= AHEAD:
            known = self._conversation
            self._ask(known.later(gap) if here <= part else known.earlier(gap))

    def _ask(self, request: "PageRequest") -> None:
        self._missing = request
        page = questions.entries(self._incidents, self._asked, request)
        fetch(self, "incident.entries", page, into=partial(self._told, self._asked))

    async def _told(self, asked: str, told: State[EntryPage]) -> None:
        if asked != self._asked:
            return
        self._missing = None  # what could not be had is asked again as one goes on
        tell_failure(self, told)
        if isinstance(told, Ready):
            request, page = told.value
            self._conversation = self._conversation.with_page(page, request)
            await self._show(at_newest=False)
        self.refresh_bindings()

    @property
    def has_failed(self) -> bool:
        """Whether the incident could not be had."""
        return isinstance(self.state, Failed | Denied)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return self.has_failed
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again."""
        self.read()
