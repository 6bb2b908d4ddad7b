"""The list itself: it asks for pages as one goes along, and redraws only what changed."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.api.models.paging import Count, Page, PageRequest
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list.columns import Column
from tui.widgets.record_list.feed import FIRST, Feed
from tui.widgets.record_list.lines import blended
from tui.widgets.record_list.mouse import Touched
from tui.widgets.record_list.painter import CSS, STYLES, UNICODE, Painter, Signs, State

T = TypeVar("T")
Item = TypeVar("Item")

REST = 0.12
"""Seconds after which a cursor that stays where it is counts as resting."""


@dataclass
class _FromList(Message):
    record_list: Widget

    @property
    def control(self) -> Widget:
        """The list that says so."""
        return self.record_list


class RecordList(Touched, Generic[T], can_focus=True):
    """A list of any length, one line per record, drawn from a window of pages.

    It asks for pages by `PageWanted` and is answered by `show` with the same request object: an
    answer to anything but its last question is dropped, so a late page of an older query does no
    harm. It asks nothing before `reset`.
    """

    SHORTCUTS: ClassVar[tuple[Command, ...]] = (
        Command("list.down", "down,j", "cursor(1)", footer=1, palette=False, key_display="↑↓"),
        Command("list.up", "up,k", "cursor(-1)", palette=False),
        Command("list.page_down", "pagedown,ctrl+d", "page(1)", palette=False),
        Command("list.page_up", "pageup,ctrl+u", "page(-1)", palette=False),
        Command("list.first", "home,g", "first", palette=False),
        Command("list.last", "end,G", "last", palette=False),
        Command("list.open", "enter", "open", footer=2, palette=False),
        Command("list.mark", "space", "mark", palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record-list--{name}" for name in STYLES}
    DEFAULT_CSS = CSS

    @dataclass
    class PageWanted(_FromList):
        """Rows are needed; answer with `show(page, request)`, this very request."""

        request: PageRequest

    @dataclass
    class Highlighted(_FromList, Generic[Item]):
        """The cursor rests on `item`; None when the list turned out to be empty."""

        item: Item | None

    @dataclass
    class Opened(_FromList, Generic[Item]):
        """Somebody wants to see `item`."""

        item: Item

    @dataclass
    class MarksChanged(_FromList):
        """Other rows are marked now; `marked` has their keys."""

        marked: frozenset[str]

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        *,
        header: bool = False,
        signs: Signs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._painter = Painter(columns, partial(blended, self), signs)
        self._key = key
        self._feed = Feed(key)
        self._header = int(header)
        self._marked: set[str] = set()
        self._dimmed: set[str] = set()
        self._resting: asyncio.TimerHandle | None = None
        self._reported: str | None = ""

    # What the room asks and tells.

    @property
    def current(self) -> T | None:
        """The record under the cursor, None where there is none or it is not at hand yet."""
        return self._feed.window.row(self._feed.view.cursor)

    @property
    def marked(self) -> frozenset[str]:
        """The keys of the marked rows, also of those that are not at hand any more."""
        return frozenset(self._marked)

    def reset(self, around: str | None = None) -> None:
        """Begin a new query, at its first row or around the row of a key."""
        self.clear()
        self._feed.ask(PageRequest(around=around) if around else FIRST)
        self.retry()

    def clear(self) -> None:
        """Show nothing and wait for nothing."""
        self._feed.clear()
        self._marked.clear()
        self._dimmed.clear()
        self._reported = ""
        self.update_lines()

    def reload(self) -> None:
        """Ask the same query again; the cursor stays on its record, or else on the nearest."""
        self._feed.reload()
        self.retry()

    def retry(self) -> None:
        """Ask once more what has not been answered."""
        if self._feed.asked:
            self.post_message(self.PageWanted(self, self._feed.asked))

    def show(self, page: Page[T], request: PageRequest) -> None:
        """Take the answer to `request`; any but the last one asked is dropped."""
        if not self._feed.answer(page, request):
            return
        if request.after is None and request.before is None:
            self._dimmed.clear()
        self._look()
        if self._resting is None:
            self._wait_for_rest()

    def total(self, count: Count) -> None:
        """Take note of how many rows the query has."""
        self._feed.count(count)
        self._look()

    def item(self, key: str) -> T | None:
        """Return the record of `key` where it is at hand."""
        place = self._feed.window.place(key)
        return None if place is None else self._feed.window.row(place)

    def replace(self, item: T) -> None:
        """Show a record in its new state, where it is."""
        if self._feed.window.replace(item):
            self.update_lines()

    def dim(self, keys: Iterable[str]) -> None:
        """Dim rows that no longer match the query, until it is asked anew."""
        self._dimmed.update(keys)
        self.update_lines()

    def unmark(self) -> None:
        """Take off all marks."""
        self._marked.clear()
        self._marks_changed()

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of `key`, also where it is not at hand yet."""
        self._moving(lambda: self._feed.go_to(key))

    def jump(self, at: float) -> None:
        """Show the rows at a fraction of the whole list, as the scroll bar does."""
        self._moving(lambda: self._feed.jump(at))

    def scroll_lines(self, lines: int) -> None:
        """Move the rows under the eye; the cursor comes along at the edges."""
        self._feed.view.scroll(self._feed.view.top + lines)
        self._moved()

    def redraw(self) -> None:
        """Draw everything anew: the words in the cells changed."""
        self._painter.forget()
        self.update_lines()

    # Keys and mouse.

    @property
    def head(self) -> int:
        """The lines above the first row."""
        return self._header

    @property
    def bar(self) -> range:
        """The lines of the scroll bar; none where all rows are seen."""
        return self._feed.bar()

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        self._feed.view.move(self._feed.view.cursor + rows)
        self._moved()

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.action_cursor(pages * max(1, self._feed.view.height - 1))

    def action_first(self) -> None:
        """Go to the first row of the whole list."""
        self._moving(self._feed.first)

    def action_last(self) -> None:
        """Go to the last row of the whole list."""
        self._moving(self._feed.last)

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if (item := self.current) is not None:
            self.post_message(self.Opened(self, item))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark off, and go on to the next."""
        if (item := self.current) is not None:
            self._marked ^= {self._key(item)}
            self._marks_changed()
            self.action_cursor(1)

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

    # What follows from a move.

    def _moving(self, move: Callable[[], None]) -> None:
        """Make a move that may have to ask for its rows first."""
        before = self._feed.asked
        move()
        if self._feed.asked is not before:
            self.retry()
        self._moved()

    def _moved(self) -> None:
        self._look()
        self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        if self._resting:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(REST, self._rested)

    def _look(self) -> None:
        self.update_lines()
        if self._feed.look_ahead():
            self.retry()

    def _rested(self) -> None:
        """Say which record the cursor rests on, once."""
        self._resting = None
        feed = self._feed
        key = feed.window.key_at(feed.view.cursor)
        on_its_way = key is None and (feed.asked or len(feed.window))
        if key != self._reported and not on_its_way:
            self._reported = key
            self.post_message(self.Highlighted(self, self.current))

    def _marks_changed(self) -> None:
        self.update_lines()
        self.post_message(self.MarksChanged(self, self.marked))

    # Drawing.

    def on_resize(self) -> None:
        """Ask for the rows that there is room for now."""
        self._look()

    def on_unmount(self) -> None:
        """Report nothing any more."""
        if self._resting:
            self._resting.cancel()

    def notify_style_update(self) -> None:
        """Draw everything anew in the colours that hold now."""
        super().notify_style_update()
        # Later: a colour may be mixed with that of a parent whose turn is still to come.
        self.call_next(self.redraw)

    def lines(self) -> list[Strip]:
        """Return the lines of the screen; the same object where nothing changed."""
        size, feed = self.size, self._feed
        self._painter.resize(size.width)
        feed.view.resize(max(0, size.height - self._header))
        header = [self._painter.header()] if self._header and size.height else []
        bar, top = self.bar, feed.view.top
        return header + [self._line(top + y, y in bar) for y in range(feed.view.height)]

    def _line(self, place: int, bar: bool) -> Strip:
        feed = self._feed
        cursor = place == feed.view.cursor
        item = feed.window.row(place)
        if item is not None:
            key = self._key(item)
            state = State(cursor, key in self._marked, key in self._dimmed, bar)
            return self._painter.record(key, item, state)
        if feed.view.low <= place < feed.view.high:
            return self._painter.waiting(State(cursor=cursor, bar=bar))
        return self._painter.blank(State(bar=bar))
