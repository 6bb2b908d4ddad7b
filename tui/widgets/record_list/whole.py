"""A list whose records are all at hand, as that of a sheet: it asks for nothing."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from textual.geometry import Size

from tui.api.models.paging import Page
from tui.widgets.commands import bindings
from tui.widgets.record_list.columns import Column
from tui.widgets.record_list.list import MOVES, RecordList

T = TypeVar("T")


class WholeList(RecordList[T], inherit_bindings=False):
    """Shows what it is given, as high as that is; its keys move, all others are the sheet's.

    `Opened` comes of one click. What `enter` does is the sheet's own command, in its own words.
    """

    SHORTCUTS = MOVES
    BINDINGS = bindings(MOVES)
    DEFAULT_CSS = "WholeList { height: auto; }"

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(columns, key, id=id)
        self._page: Page[T] = Page(())

    def fill(self, items: Iterable[T]) -> None:
        """Show these records, the cursor on the first one."""
        self._take(items)
        self.reset()

    def follow(self, items: Iterable[T]) -> None:
        """Show these records instead; the cursor stays on its own, or the nearest."""
        self._take(items)
        self.reload()

    def _take(self, items: Iterable[T]) -> None:
        before, self._page = len(self._page.items), Page(tuple(items))
        if len(self._page.items) != before:
            self.refresh(layout=True)

    def _look(self) -> None:
        """Show what is asked for: it is all at hand."""
        if self._feed.asked:
            self._feed.answer(self._page, self._feed.asked)
        self.update_lines()

    def action_cursor(self, rows: int) -> None:
        """Move the cursor; a step from the last record on goes to the first, and back."""
        view = self._feed.view
        if abs(rows) == 1 and not view.low <= view.cursor + rows < view.high:
            rows *= 1 - view.high
        super().action_cursor(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for each record."""
        return len(self._page.items)

    def touch(self, line: int, times: int) -> None:
        """Open the row."""
        place = self._feed.view.top + line
        if self._feed.window.row(place) is not None:
            self._feed.view.move(place)
            self.update_lines()
            self.action_open()
