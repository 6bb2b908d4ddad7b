"""A room with a list: it asks the portal for pages, and shows their rows or why there are none."""

from collections.abc import Coroutine, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive, var

from tui.api.errors import NotFound
from tui.api.models.paging import Count, Page, PageRequest
from tui.screens.find_bar import FindBar
from tui.screens.loading import fetch
from tui.screens.room import Room
from tui.screens.standing import stands
from tui.screens.telling import tell_failure
from tui.widgets.blank import Stack
from tui.widgets.record_list import Column, RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class Listed(Protocol):
    """What a row is of."""

    @property
    def id(self) -> str:
        """Tells it from every other."""
        ...


Row = TypeVar("Row", bound=Listed)


class Answer(NamedTuple, Generic[Row]):
    """A page of rows, and the question that it answers; `hits` counts them in a search."""

    request: PageRequest
    page: Page[Row]
    hits: Count | None = None


class Listing(Room, Generic[Row]):
    """Asks from the first row, around one, or for more, and counts when the rows stand there."""

    COLUMNS: ClassVar[Sequence[Column[Any]]]

    answer: var[State[Answer[Row]]] = var[State[Answer[Row]]](
        Loading(), init=False, always_update=True
    )
    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")
    """Whether one reads what a row stands for."""

    _around: str | None = None
    """The row to begin at; the first question alone is asked around it."""
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    def compose_list(self) -> ComposeResult:
        """Compose the list, and what stands in its place where there is none."""
        with Stack(id="list-pane"):
            yield StateView(id="list-state")
            yield RecordList[Row](self.COLUMNS, key=lambda row: row.id, id="rows")

    @property
    def find_bar(self) -> FindBar:
        """The third band, with the field for words."""
        return self.query_one(FindBar)

    @property
    def rows(self) -> RecordList[Row]:
        """The list."""
        return cast("RecordList[Row]", self.query_one("#rows", RecordList))

    def on_mount(self) -> None:
        """Ask for the first time."""
        self._to_count = Rest(self.count)
        if stands(self):
            self.begin()

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    async def enter(self) -> None:
        """Go to where one was."""
        await self.work()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if stands(self):
            (self.rows if self.rows.display else self).focus()

    def begin(self) -> None:
        """Set what is wanted at first, and ask."""
        raise NotImplementedError

    def read(self, request: PageRequest) -> Coroutine[object, object, Answer[Row]]:
        """Read a page of what is wanted."""
        raise NotImplementedError

    @property
    def nothing(self) -> str:
        """The text key of what is said where there is no row."""
        raise NotImplementedError

    def begun(self, answer: Answer[Row]) -> None:
        """Take note of the first page, whose rows stand there now."""
        raise NotImplementedError

    def failed(self) -> None:
        """Take note that there are no rows: figures that stand there are of another question."""
        raise NotImplementedError

    def count(self) -> None:
        """Count what the filters leave."""
        raise NotImplementedError

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from one that is known by its id."""
        self._around = around
        self.query_one("#list-state", StateView).state = Loading()
        self.rows.reset(around)
        self.refresh_bindings()

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        fetch(self, f"{self.area.name}.page", self.read(event.request), into="answer")

    def watch_answer(self, answer: State[Answer[Row]]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed(NotFound()) if self._around is not None or self.rows.current is not None:
                self.ask()  # the row with the cursor is gone
                return
            case Failed() | Denied() if self.rows.current is not None:
                # Only more rows could not be had: those that are there stay.
                tell_failure(self, answer)
                state = Ready(None)
            case Failed() | Denied():
                self.failed()
            case _:
                pass
        self.query_one("#list-state", StateView).state = state
        self.rows.display = isinstance(state, Ready | Loading)
        if self.display and not self.reading and not self.find_bar.is_typing:
            self.call_later(self.work)
        self.refresh_bindings()

    def _take(self, answer: Answer[Row]) -> State[object]:
        page, request = answer.page, answer.request
        self.rows.show(page, request)
        if request.after is None and request.before is None:
            self._around = None
            self._to_count.begin()
            self.begun(answer)
        is_empty = not (page.items or page.before or page.after)
        return Empty(self.nothing) if is_empty else Ready(None)

    def retry(self) -> None:
        """Ask again, for more rows or for all of them, where that failed."""
        if not self.has_failed:
            return
        if self.rows.current is None:
            self.ask(self._around)
        else:
            self.rows.retry()

    @property
    def has_failed(self) -> bool:
        """Whether rows could not be had."""
        return isinstance(self.answer, Failed | Denied)
