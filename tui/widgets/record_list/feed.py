"""Which rows one looks at and which to ask for next; it knows nothing of the screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from tui.api.models.paging import MAX_LIMIT, Count, Page, PageRequest
from tui.widgets.record_list.view import View
from tui.widgets.record_list.window import Window

T = TypeVar("T")

MIN_LIMIT = 50
FIRST_LIMIT = 100
"""Rows to ask for before the size of the screen is known: one question then fills a large one."""

BEYOND = MAX_LIMIT
"""How far one may go ahead of the rows at hand."""

FIRST = PageRequest(edge="first")
LAST = PageRequest(edge="last")


class Feed(Generic[T]):
    """A view on a window of pages.

    There is one question at a time: `asked`. The request object is the token of its answer, so
    a newer question makes every older answer worthless.
    """

    def __init__(self, key: Callable[[T], str]) -> None:
        self.window = Window(key)
        self.view = View()
        self.asked: PageRequest | None = None
        self.dimmed: set[str] = set()
        """Rows that no longer match the query; they stay until it is asked anew."""
        self._reloading = False
        self.is_recalled = False
        """Whether the rows are as they were earlier."""

    @property
    def is_jumping(self) -> bool:
        """Whether the cursor is on its way to rows that are not at hand yet."""
        asked = self.asked
        return bool(asked and not self._reloading and asked.after is None and asked.before is None)

    def clear(self) -> None:
        """Show nothing and wait for nothing."""
        self.window.clear()
        self.view = View(self.view.height)
        self.asked = None
        self.dimmed.clear()
        self._reloading = self.is_recalled = False

    def ask(self, place: PageRequest) -> None:
        """Ask for the rows at `place`, in the number that this screen needs."""
        height = self.view.height
        limit = min(MAX_LIMIT, max(MIN_LIMIT, 2 * height)) if height else FIRST_LIMIT
        self._reloading = False
        self.asked = replace(place, limit=limit)

    def reload(self) -> None:
        """Ask for what is at hand again; the answer keeps the cursor on its record."""
        key = self.window.key_at(self.view.cursor)
        near_the_top = self.window.before is None and self.view.cursor < MIN_LIMIT
        self.ask(FIRST if key is None or near_the_top else PageRequest(around=key))
        self._reloading = True

    def first(self) -> None:
        """Go to the first row of the list."""
        if self.window.before is None:
            self._overtake()
            self.view.move(0)
        else:
            self.ask(FIRST)

    def last(self) -> None:
        """Go to the last row of the list."""
        if self.window.after is None:
            self._overtake()
            self.view.move(len(self.window) - 1)
        else:
            self.ask(LAST)

    def go_to(self, key: str) -> None:
        """Go to the row of `key`."""
        place = self.window.place(key)
        if place is None:
            self.ask(PageRequest(around=key))
        else:
            self._overtake()
            self.view.move(place)

    def jump(self, at: float) -> None:
        """Go to the rows at a fraction of the whole list."""
        window, height = self.window, self.view.height
        top = round(at * max(0, window.length - height)) - window.start
        if 0 <= top <= max(0, len(window) - height):
            self._overtake()
            self.view.scroll(top)
        elif at <= 0:
            self.ask(FIRST)
        else:
            self.ask(LAST if at >= 1 else PageRequest(at=at))

    def answer(self, page: Page[T], request: PageRequest) -> bool:
        """Take the answer to `request`; False for any but the last one asked."""
        if request is not self.asked:
            return False
        self.asked, reloading = None, self._reloading
        self._reloading = False
        if request.after is not None:
            self.view.shift(-self.window.append(page))
        elif request.before is not None:
            self.view.shift(self.window.prepend(page))
        else:
            self.dimmed.clear()
            self.is_recalled = False
            begin = self._begin_again if reloading else self._begin
            begin(page, request)
        self._bound()
        return True

    def count(self, total: Count) -> None:
        """Take note of how many rows there are."""
        self.window.count(total)
        self._bound()

    def look_ahead(self) -> bool:
        """Ask for the page that one comes near to, if there is one and nothing else is asked."""
        if self.asked:
            return False
        window, view = self.window, self.view
        if window.after is not None and view.top + 2 * view.height > len(window):
            self.ask(PageRequest(after=window.after))
        elif window.before is not None and view.top < view.height:
            self.ask(PageRequest(before=window.before))
        return self.asked is not None

    def bar(self) -> range:
        """Return the lines of the screen that say where in the list one is; none if all is seen."""
        height, length = self.view.height, self.window.length
        if length <= height or height < 2:
            return range(0)
        size = max(1, height * height // length)
        top = min(max(0, self.view.top + self.window.start), length - height)
        start = round(top * (height - size) / (length - height))
        return range(start, start + size)

    def _overtake(self) -> None:
        """Wait no more for a jump: one has gone elsewhere."""
        if not self._reloading:
            self.asked = None

    def _begin(self, page: Page[T], request: PageRequest) -> None:
        """Put the page in the place of all rows, and the cursor where the request wants it."""
        view, window, rows = self.view, self.window, len(page.items)
        line = view.cursor - view.top
        window.begin(page, self._guess(request, rows))
        if request.edge == "first":
            place, line = 0, 0
        elif request.edge == "last":
            place, line = rows - 1, view.height - 1
        elif request.around is not None:
            place, line = window.place(request.around) or 0, view.height // 2
        else:
            place = line
        self._place(place, line)

    def _begin_again(self, page: Page[T], request: PageRequest) -> None:
        """Put the page in the place of all rows; the cursor stays on its record or the nearest."""
        view, window = self.view, self.window
        line, at_top = view.cursor - view.top, window.before is None and view.top == 0
        near = sorted(range(len(window)), key=lambda place: abs(place - view.cursor))
        old = [(window.start + place, window.key_at(place)) for place in near]
        window.begin(page, self._guess(request, len(page.items)))
        for start, key in old:
            place = window.place(key or "")
            if place is not None:
                window.lies_at(start - place)
                self._place(place, place if at_top else line)
                return
        self._place(min(view.cursor, len(window) - 1), line)

    def _place(self, cursor: int, line: int) -> None:
        self._bound()
        self.view.place(cursor, line)

    def _guess(self, request: PageRequest, rows: int) -> int:
        """Return where in the list the page of a jump probably begins."""
        room = max(0, self.window.length - rows)
        if request.edge is not None:
            return 0 if request.edge == "first" else room
        at = 0.5 if request.at is None else request.at
        return min(room, round(at * self.window.length))

    def _bound(self) -> None:
        window = self.window
        low = 0 if window.before is None else -min(BEYOND, window.start)
        end = len(window)
        high = end if window.after is None else min(end + BEYOND, window.length - window.start)
        self.view.bound(low, high)
