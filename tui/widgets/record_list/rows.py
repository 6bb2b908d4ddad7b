"""The rows at hand on the screen; they are drawn anew only where they changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.style import Style
from textual.strip import Strip

from tui.api.models.paging import Page
from tui.widgets.record_list.columns import Column, Finder
from tui.widgets.record_list.feed import Feed
from tui.widgets.record_list.mouse import Touched
from tui.widgets.record_list.painter import STYLES, Painter

T = TypeVar("T")


class Rows(Touched, Generic[T]):
    """Draws what a feed has; it asks for nothing and says nothing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record-list--{name}" for name in STYLES}

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._painter = Painter(columns, self._component_style)
        self._key = key
        self._feed = Feed(key)
        self._selected: dict[str, T] = {}
        self._group: Callable[[T], str] | None = None

    @property
    def current(self) -> T | None:
        """The record under the cursor, None where there is none or it is not at hand yet."""
        return self._feed.window.row(self._feed.view.cursor)

    @property
    def bar(self) -> range:
        """The lines of the scroll bar; none where all rows are seen."""
        return self._feed.bar()

    @property
    def items(self) -> tuple[T, ...]:
        """The records at hand, in the order of the list."""
        return tuple(self._feed.window.rows)

    @property
    def first_page(self) -> Page[T] | None:
        """The records at hand as one page, where they are the first ones of the list."""
        window = self._feed.window
        return None if window.before is not None else Page(self.items, after=window.after)

    @property
    def selection(self) -> tuple[T, ...]:
        """The records that somebody marked, the first one marked first."""
        return tuple(self._selected.values())

    def item(self, key: str) -> T | None:
        """Return the record of `key` where it is at hand, or marked."""
        place = self._feed.window.place(key)
        return self._selected.get(key) if place is None else self._feed.window.row(place)

    def present(
        self,
        columns: Sequence[Column[T]],
        *,
        group: Callable[[T], str] | None = None,
        finder: Finder | None = None,
    ) -> None:
        """Show these columns from now on.

        `group` says which rows belong together, for the columns that show a group's name once;
        `finder` finds the words that stand out in the columns that are searched.
        """
        self._group = group
        self._painter.present(columns, finder)
        self.forget_lines()

    def replace(self, item: T) -> None:
        """Show a record in its new state, where it is."""
        if self._key(item) in self._selected:
            self._selected[self._key(item)] = item
        if self._feed.window.replace(item):
            self.update_lines()

    def dim(self, keys: Iterable[str], *, dimmed: bool = True) -> None:
        """Dim rows that no longer match the query, until it is asked anew or they match again."""
        if dimmed:
            self._feed.dimmed.update(keys)
        else:
            self._feed.dimmed.difference_update(keys)
        self.update_lines()

    @property
    def is_settled(self) -> bool:
        """Whether no rows are on their way, and all that stand there match the query."""
        return self._feed.asked is None and not self._feed.dimmed

    def redraw(self) -> None:
        """Draw everything anew: the words in the cells changed."""
        self._painter.forget()
        self.update_lines()

    def notify_style_update(self) -> None:
        """Draw everything anew in the colours that hold now."""
        super().notify_style_update()
        # Later: a colour may be mixed with that of a parent whose turn is still to come.
        self.call_next(self.redraw)

    def lines(self) -> list[Strip]:
        """Return the lines of the screen; the same object where nothing changed."""
        view = self._feed.view
        self._painter.resize(self.size.width)
        view.resize(self.size.height)
        self._painter.make_room(self._seen)
        bar = self.bar
        return [self._line(view.top + y, y in bar) for y in range(view.height)]

    @property
    def _seen(self) -> Iterator[T]:
        """The records at hand that have a line of the screen."""
        window, top = self._feed.window, self._feed.view.top
        found = (window.row(place) for place in range(top, top + self._feed.view.height))
        return (item for item in found if item is not None)

    def _line(self, place: int, bar: bool) -> Strip:
        feed = self._feed
        cursor = place == feed.view.cursor
        item = feed.window.row(place)
        if item is not None:
            key = self._key(item)
            repeats = self._group is not None and self._repeats(place, self._group)
            look = (cursor, key in self._selected, key in feed.dimmed, repeats, bar)
            return self._painter.record(key, item, look)
        if feed.view.low <= place < feed.view.high:
            return self._painter.waiting(cursor=cursor, bar=bar)
        return self._painter.blank(bar=bar)

    def _repeats(self, place: int, group: Callable[[T], str]) -> bool:
        """Whether a row is of the group of the row above it on the screen."""
        item, above = self._feed.window.row(place), self._feed.window.row(place - 1)
        if place == self._feed.view.top or item is None or above is None:
            return False
        return group(item) == group(above)

    def _component_style(self, *names: str) -> Style:
        return self.get_visual_style(*names).rich_style
