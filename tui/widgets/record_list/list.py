"""The list itself: it asks for pages as one goes along, and says what one does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.message import Message

from tui.api.models.paging import Count, Page, PageRequest
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list.columns import Column
from tui.widgets.record_list.feed import FIRST
from tui.widgets.record_list.painter import CSS
from tui.widgets.record_list.rows import Rows
from tui.widgets.rest import Rest

T = TypeVar("T")
Item = TypeVar("Item")


MOVES = (
    Command("list.down", "down,j", "cursor(1)", footer=1, palette=False, key_display="↑↓"),
    Command("list.up", "up,k", "cursor(-1)", palette=False),
    Command("list.page_down", "pagedown,ctrl+d", "page(1)", palette=False),
    Command("list.page_up", "pageup,ctrl+u", "page(-1)", palette=False),
    Command("list.first", "home,g", "first", palette=False),
    Command("list.last", "end,G", "last", palette=False),
)
"""What moves the cursor."""


class RecordList(Rows[T], can_focus=True):
    """A list of any length, one line per record, drawn from a window of pages.

    It asks for pages by `PageWanted` and is answered by `show` with the same request object: an
    answer to anything but its last question is dropped, so a late page of an older query does no
    harm. It asks nothing before `reset`, and each question once: where the answer failed, the
    rows stay and `retry` asks it again.
    """

    SHORTCUTS: ClassVar[tuple[Command, ...]] = (
        *MOVES,
        Command("list.open", "enter", "open", footer=2, palette=False, key_display="enter"),
        Command("list.select", "space", "select", palette=False),
        Command("list.deselect", "escape,q", "deselect", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)
    ALLOW_SELECT = False
    DEFAULT_CSS = CSS

    @dataclass
    class PageWanted(Message):
        """Rows are needed; answer with `show(page, request)`, this very request."""

        request: PageRequest

    @dataclass
    class Highlighted(Message, Generic[Item]):
        """The cursor rests on `item`; None when the list turned out to be empty."""

        item: Item | None

    class Passed(Message):
        """Somebody went up from the first row."""

    @dataclass
    class Opened(Message, Generic[Item]):
        """Somebody wants to see `item`."""

        item: Item

    @dataclass
    class SelectionChanged(Message):
        """Rows were marked, or are marked no longer; `count` are marked now."""

        count: int

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, key, id=id, classes=classes)
        self._sent: PageRequest | None = None
        self._rest = Rest(self._rested)
        self._reported: str | None = ""
        self._opens_then = False

    # What the room asks and tells.

    def reset(self, around: str | None = None) -> None:
        """Begin a new query, at its first row or around the row of a key."""
        self._forget()
        self._feed.ask(PageRequest(around=around) if around else FIRST)
        self._look()

    def recall(self, page: Page[T]) -> None:
        """Begin a new query with its first page as it was earlier, and ask for it as it is.

        Until that is there, nothing is told of the row that the cursor rests on.
        """
        self._forget()
        self._feed.ask(FIRST)
        self._feed.answer(page, self._feed.asked or FIRST)
        self._feed.is_recalled = True
        self._feed.reload()
        self._look()

    def _forget(self) -> None:
        self._feed.clear()
        self._reported = ""
        self._opens_then = False
        self.action_deselect()

    def reload(self) -> None:
        """Ask the same query again; the cursor stays on its record, or else on the nearest."""
        self._feed.reload()
        self._look()

    def retry(self) -> None:
        """Ask once more what has not been answered."""
        self._sent = self._feed.asked
        if self._sent:
            self.post_message(self.PageWanted(self._sent))

    def show(self, page: Page[T], request: PageRequest) -> None:
        """Take the answer to `request`; any but the last one asked is dropped."""
        if self._feed.answer(page, request):
            self._look()
            if self._opens_then:
                self.action_open()
            if not self._rest.is_awaited:
                self._rest.begin()

    def total(self, count: Count) -> None:
        """Take note of how many rows the query has."""
        self._feed.count(count)
        self._look()

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of `key`, also where it is not at hand yet."""
        self._feed.go_to(key)
        self._moved()

    # Keys and mouse.

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        view = self._feed.view
        if rows == -1 and view.cursor == view.low:
            self.post_message(self.Passed())
        view.move(view.cursor + rows)
        self._moved()

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.action_cursor(pages * max(1, self._feed.view.height - 1))

    def action_first(self) -> None:
        """Go to the first row of the whole list."""
        self._feed.first()
        self._moved()

    def action_last(self) -> None:
        """Go to the last row of the whole list."""
        self._feed.last()
        self._moved()

    def action_open(self) -> None:
        """Open the record under the cursor, or the one that a jump leads to when it is there."""
        self._opens_then = self._feed.is_jumping
        if not self._opens_then and (item := self.current) is not None:
            self.post_message(self.Opened(item))

    def action_select(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go to the next one."""
        item = self.current
        if item is not None:
            if self._selected.pop(self._key(item), None) is None:
                self._selected[self._key(item)] = item
            self.action_cursor(1)
            self._tell_selection()

    def action_deselect(self) -> None:
        """Take all marks away."""
        if self._selected:
            self._selected.clear()
            self.update_lines()
            self._tell_selection()

    def unmark(self, keys: Iterable[str]) -> None:
        """Take the marks of these rows away."""
        marked = [key for key in keys if self._selected.pop(key, None) is not None]
        if marked:
            self.update_lines()
            self._tell_selection()

    def _tell_selection(self) -> None:
        self.post_message(self.SelectionChanged(len(self._selected)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Marks can be taken away where there are some."""
        if action == "deselect":
            return bool(self._selected)
        return super().check_action(action, parameters)

    def touch(self, line: int, times: int) -> None:
        """Move the cursor to the row; a row that has the cursor opens."""
        place = self._feed.view.top + line
        if self._feed.window.row(place) is None:
            return
        if place != self._feed.view.cursor:
            self._feed.view.move(place)
            self._moved()
        elif times <= 2:
            self.action_open()

    def scroll_lines(self, lines: int) -> None:
        """Move the rows under the eye; the cursor comes along at the edges."""
        self._feed.view.scroll(self._feed.view.top + lines)
        self._moved()

    def jump(self, at: float) -> None:
        """Show the rows at a fraction of the whole list, as the scroll bar does."""
        self._feed.jump(at)
        self._moved()

    # What follows.

    def _moved(self) -> None:
        self._opens_then = False
        self._look()
        self._rest.begin()

    def _look(self) -> None:
        """Show what is at hand, and ask for what is not."""
        self.update_lines()
        self._feed.look_ahead()
        if self._feed.asked is not self._sent:
            self.retry()

    def _rested(self) -> None:
        """Say which record the cursor rests on, once."""
        feed = self._feed
        key = feed.window.key_at(feed.view.cursor)
        on_its_way = feed.is_recalled or (key is None and (feed.asked or len(feed.window)))
        if key != self._reported and not on_its_way:
            self._reported = key
            self.post_message(self.Highlighted(self.current))

    def on_resize(self) -> None:
        """Ask for the rows that there is room for now."""
        self._look()

    def on_unmount(self) -> None:
        """Report nothing any more."""
        self._rest.stop()
