"""The list's questions and their answers."""

from textual import on
from textual.reactive import var

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Language
from tui.screens.loading import fetch
from tui.screens.publishing import questions
from tui.screens.publishing.desk import Desk
from tui.screens.publishing.filters import band_of, everything
from tui.screens.publishing.questions import Answer
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class Listing(Desk):
    """Asks for pages of `wanted`, or of the notes that hold `words`."""

    SHORTCUTS = (Command("publishing.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    wanted: var[NoteQuery] = var(NoteQuery(), init=False)
    words: var[str] = var("", init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)
    count: var[State[Count]] = var[State[Count]](Loading(), init=False)
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    def on_mount(self) -> None:
        """Ask for everything, in the language spoken now."""
        self._to_count = Rest(self._read_count)
        spoken = NoteQuery(language=Language(i18n.language()))
        self.set_reactive(Listing.wanted, spoken)
        self.ask()

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    def watch_wanted(self) -> None:
        """Ask anew."""
        self.ask()

    def watch_words(self) -> None:
        """Search, or list again."""
        self.ask()

    def ask(self) -> None:
        """Ask from the first row."""
        self._tell_band()
        self.notes.reset()
        self.refresh_bindings()

    def _tell_band(self) -> None:
        count = self.count.value if isinstance(self.count, Ready) else None
        hits = self.answer.value.hits if isinstance(self.answer, Ready) and self.words else None
        self.find_bar.line.band = band_of(self.wanted, count, hits)

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        page = questions.page(self.portal.releases, self.words, self.wanted, event.request)
        fetch(self, "publishing.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed() | Denied() if self.notes.current is not None:
                # Only more rows could not be had: those that are there stay.
                self.tell_failure(answer)
                state = Ready(None)
            case _:
                pass
        self.query_one("#published-state", StateView).state = state
        self.notes.display = isinstance(state, Ready | Loading)
        if self.display and not self.find_bar.is_typing:
            self.call_later(self.work)
        self.refresh_bindings()

    def _take(self, answer: Answer) -> State[object]:
        page, request = answer.page, answer.request
        self.notes.show(page, request)
        self._tell_band()
        if request.after is None and request.before is None:
            self._to_count.begin()
        if page.items or page.before or page.after:
            return Ready(None)
        return Empty("releases.nothing" if self.is_narrowed else "publishing.empty")

    def _read_count(self) -> None:
        fetch(self, "publishing.count", self.portal.releases.count(self.wanted), into="count")

    def watch_count(self, count: State[Count]) -> None:
        """Show how much there is."""
        if isinstance(count, Ready):
            if not self.words:
                self.notes.total(count.value)
            self._tell_band()

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return bool(self.words) or self.wanted != everything(self.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return isinstance(self.answer, Failed | Denied)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again: for more rows, or for all of them."""
        if self.notes.current is None:
            self.ask()
        else:
            self.notes.retry()
