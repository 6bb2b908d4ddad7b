"""What the list of incidents shows and counts, and how it is left for the next time."""

from dataclasses import replace
from functools import partial

from textual import on
from textual.reactive import var

from tui.api.errors import NotFound
from tui.api.models.incidents import IncidentQuery
from tui.screens.incidents import kept, questions
from tui.screens.incidents.bands import Shown
from tui.screens.incidents.columns import EVERYBODY, OWN
from tui.screens.incidents.desk import Desk
from tui.screens.incidents.questions import EVERYTHING, Answer, Counts, is_filtered
from tui.screens.loading import fetch
from tui.screens.navigation import NeedsChanged, UnreadChanged
from tui.screens.standing import stands
from tui.screens.telling import tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class Listing(Desk):
    """Asks for pages of `wanted`."""

    SHORTCUTS = (Command("incidents.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    wanted: var[IncidentQuery] = var(EVERYTHING, init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)
    shown: var[Shown] = var(Shown(), init=False)

    _around: str | None = None
    """The incident to begin at; the first question alone is asked around it."""
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    def on_mount(self) -> None:
        """Ask as it was left."""
        self._to_count = Rest(self.count)
        if not stands(self):
            return
        wanted = kept.query_of(self.views.of(self.area.name), chooses=self.chooses)
        self.set_reactive(Listing.wanted, wanted)
        self.shown = Shown(wanted, self.chooses)
        self.ask(around=self.views.cursor_of(self.area.name) or None)

    async def enter(self) -> None:
        """Go to where one was; what happened since is shown."""
        await super().enter()
        if isinstance(self.answer, Ready):
            self.rows.reload()

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    def watch_wanted(self) -> None:
        """Ask anew."""
        self.ask()

    def watch_shown(self, shown: Shown) -> None:
        """Say what is shown in the third band."""
        self.band_line.band = shown.band

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of an incident."""
        self._around = around
        self.shown = replace(self.shown, wanted=self.wanted)
        self.query_one("#list-state", StateView).state = Loading()
        self.rows.present(EVERYBODY if self.reads_all and not self.wanted.mine else OWN)
        self.rows.reset(around)
        self.refresh_bindings()

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        page = questions.page(self.portal.incidents, self.wanted, event.request)
        fetch(self, "incidents.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed(NotFound()) if self._around is not None or self.rows.current is not None:
                self.ask()  # the incident with the cursor is nothing to be read any more
                return
            case Failed() | Denied() if self.rows.current is not None:
                # Only more rows could not be had: those that are there stay.
                tell_failure(self, answer)
                state = Ready(None)
            case Failed() | Denied():
                self.shown = replace(self.shown, counts=None)  # they are of another question
            case _:
                pass
        self.query_one("#list-state", StateView).state = state
        self.rows.display = isinstance(state, Ready | Loading)
        if self.display:
            self.call_later(self.work)
        self.refresh_bindings()

    def _take(self, answer: Answer) -> State[object]:
        request, page = answer
        self.rows.show(page, request)
        if request.after is None and request.before is None:
            self._around = None
            self._to_count.begin()
            self.keep_view()
        if page.items or page.before or page.after:
            return Ready(None)
        return Empty(self._nothing)

    @property
    def _nothing(self) -> str:
        """What is said where there is no incident."""
        if self.is_narrowed:
            return "incidents.nothing"
        return "incidents.empty" if self.submits else "incidents.none"

    def on_descendant_blur(self) -> None:
        """Keep how the list is left."""
        self.keep_view()

    @on(RecordList.Highlighted)
    def _rested(self) -> None:
        """Another incident allows other things."""
        self.keep_view()
        self.refresh_bindings()

    def keep_view(self) -> None:
        """Keep filter and order, and the cursor where that is known."""
        self.views.keep(self.area.name, kept.view_of(self.wanted, chooses=self.chooses))
        current = self.rows.current
        if current is not None:
            is_first = current is self.rows.items[0]
            self.views.keep_cursor(self.area.name, "" if is_first else current.id)

    def count(self) -> None:
        """Count what the filters leave."""
        counts = questions.counts(self.portal.incidents, self.wanted)
        fetch(self, "incidents.counts", counts, into=partial(self._counted, self.wanted))

    def _counted(self, wanted: IncidentQuery, counts: State[Counts]) -> None:
        if not isinstance(counts, Ready) or wanted != self.wanted:
            return
        self.shown = replace(self.shown, counts=counts.value)
        self.rows.total(counts.value.incidents)
        is_unread = counts.value.unread.value > 0
        if is_unread or not is_filtered(replace(self.wanted, unread=False)):
            self.post_message(UnreadChanged(self.area.name, is_unread))
        else:
            self.post_message(NeedsChanged())

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return is_filtered(self.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return isinstance(self.answer, Failed | Denied)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again: for more rows, or for all of them."""
        if self.rows.current is None:
            self.ask(self._around)
        else:
            self.rows.retry()
