"""The list's questions and their answers."""

from textual import on
from textual.reactive import var

from tui.api.errors import NotFound
from tui.api.models.paging import Page
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.screens.loading import fetch
from tui.screens.notes import questions
from tui.screens.notes.desk import NoteDesk
from tui.screens.notes.questions import EVERYTHING, Answer, is_filtered
from tui.screens.standing import stands
from tui.screens.telling import tell_failure
from tui.widgets.record_list import RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class NoteListing(NoteDesk):
    """Asks for pages of `wanted`, or of the notes that hold `words`."""

    wanted: var[NoteQuery] = var(EVERYTHING, init=False)
    words: var[str] = var("", init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)

    _around: str | None = None
    """The note to begin at; the first question alone is asked around it."""
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    def on_mount(self) -> None:
        """Ask for the first time."""
        self._to_count = Rest(self.count)
        if stands(self):
            self.begin()

    def begin(self) -> None:
        """Set what is wanted at first, and ask."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    def watch_words(self) -> None:
        """Search, or list again."""
        self.ask()

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of a note."""
        self._around = around
        self.query_one("#list-state", StateView).state = Loading()
        self.notes.reset(around)
        self.refresh_bindings()

    def recall(self, page: Page[NoteSummary]) -> None:
        """Show the first rows as they were seen last, and ask how they are now."""
        self.query_one("#list-state", StateView).state = Ready(None)
        self.notes.recall(page)

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        page = questions.page(self.portal.releases, self.words, self.wanted, event.request)
        fetch(self, "notes.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed(NotFound()) if self._around is not None:
                self.ask()  # the note with the cursor is gone
                return
            case Failed() | Denied() if self.notes.current is not None:
                # Only more rows could not be had: those that are there stay.
                tell_failure(self, answer)
                state = Ready(None)
            case Failed() | Denied():
                self.failed()
            case _:
                pass
        self.query_one("#list-state", StateView).state = state
        self.notes.display = isinstance(state, Ready | Loading)
        if self.display and not self.find_bar.is_typing:
            self.call_later(self.work)
        self.refresh_bindings()

    def _take(self, answer: Answer) -> State[object]:
        page, request = answer.page, answer.request
        self.notes.show(page, request)
        if request.after is None and request.before is None:
            self._around = None
            self._to_count.begin()
            self.begun(answer)
        if page.items or page.before or page.after:
            return Ready(None)
        return Empty("releases.nothing" if self.is_narrowed else f"{self.area.name}.empty")

    def begun(self, answer: Answer) -> None:
        """Take note of the first page, whose rows stand there now."""

    def failed(self) -> None:
        """Take note that there are no rows: figures that stand there are of another question."""

    def count(self) -> None:
        """Count what the filters leave."""
        raise NotImplementedError

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return bool(self.words) or is_filtered(self.wanted)

    @property
    def _has_failed(self) -> bool:
        return isinstance(self.answer, Failed | Denied)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return self._has_failed or self.pane.has_failed
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again: for the note beside the list, for more rows, or for all of them."""
        self.pane.action_retry()
        if not self._has_failed:
            return
        if self.notes.current is None:
            self.ask(self._around)
        else:
            self.notes.retry()
