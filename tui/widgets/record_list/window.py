"""The rows at hand: a few pages that follow on one another, somewhere in a long list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from tui.api.models.paging import Count, Page

T = TypeVar("T")

MAX_ROWS = 600


class Window(Generic[T]):
    """Pages in the order of the list; row 0 is the first row of the first page at hand.

    `start` is the place of row 0 in the whole list: exact when the list has been followed from
    its beginning or from its end with a known total, a guess after a jump into the middle.
    """

    def __init__(self, key: Callable[[T], str]) -> None:
        self._key = key
        self._pages: list[Page[T]] = []
        self.rows: list[T] = []
        self.start = 0
        self.total: Count | None = None
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def before(self) -> str | None:
        """The cursor of the rows above, None at the first row of the list."""
        return self._pages[0].before if self._pages else None

    @property
    def after(self) -> str | None:
        """The cursor of the rows below, None at the last row of the list."""
        return self._pages[-1].after if self._pages else None

    @property
    def length(self) -> int:
        """How many rows the whole list has, as far as one can tell."""
        at_least = self.start + len(self.rows)
        if self.after is None:
            return at_least
        known = self.total.value if self.total else at_least + len(self._pages[-1].items)
        return max(known, at_least + 1)

    def row(self, place: int) -> T | None:
        """Return the row at `place`, None where it is not at hand."""
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def key_at(self, place: int) -> str | None:
        """Return the key of the row at `place`, None where it is not at hand."""
        row = self.row(place)
        return None if row is None else self._key(row)

    def place(self, key: str) -> int | None:
        """Return where the row of `key` is, None where it is not at hand."""
        return self._places.get(key)

    def clear(self) -> None:
        """Forget all rows and the total."""
        self._pages, self.start, self.total = [], 0, None
        self._flatten()

    def begin(self, page: Page[T], start: int) -> None:
        """Put `page` in the place of all others; `start` is the guess where it lies."""
        self._pages, self.start = [page], start
        self._flatten()
        self._settle()

    def lies_at(self, start: int) -> None:
        """Take note of where row 0 lies, as far as that is not known better."""
        self.start = start
        self._settle()

    def append(self, page: Page[T]) -> int:
        """Put `page` below; return how many rows were let go above."""
        page = self._fresh(page)
        self._pages.append(page if page.items else replace(page, after=None))
        gone = self._trim(0)
        self.start += gone
        self._settle()
        return gone

    def prepend(self, page: Page[T]) -> int:
        """Put `page` above; return by how many rows the others moved down."""
        page = self._fresh(page)
        self._pages.insert(0, page if page.items else replace(page, before=None))
        self._trim(-1)
        self.start -= len(page.items)
        self._settle()
        return len(page.items)

    def replace(self, item: T) -> bool:
        """Put `item` in the place of the row with its key; False where there is none."""
        place = self.place(self._key(item))
        if place is None:
            return False
        old = self.rows[place]
        self._pages = [
            replace(page, items=tuple(item if row is old else row for row in page.items))
            for page in self._pages
        ]
        self._flatten()
        return True

    def count(self, total: Count) -> None:
        """Take note of how many rows there are."""
        self.total = total
        self._settle()

    def _fresh(self, page: Page[T]) -> Page[T]:
        """Return `page` without the rows at hand: a row may move while one reads.

        A page with nothing fresh ends the list, so that no backend can make us ask for ever.
        """
        items = tuple(item for item in page.items if self._key(item) not in self._places)
        return page if len(items) == len(page.items) else replace(page, items=items)

    def _trim(self, end: int) -> int:
        """Let go of pages at `end` while there are too many rows; return how many rows went."""
        gone = 0
        rows = sum(len(page.items) for page in self._pages)
        while rows - gone > MAX_ROWS and len(self._pages) > 1:
            gone += len(self._pages.pop(end).items)
        self._flatten()
        return gone

    def _flatten(self) -> None:
        self.rows = [row for page in self._pages for row in page.items]
        self._places = {self._key(row): place for place, row in enumerate(self.rows)}

    def _settle(self) -> None:
        """Correct `start` by what is known for certain."""
        if self.before is None:
            self.start = 0
        elif self.after is None and self.total and self.total.exact:
            self.start = max(1, self.total.value - len(self.rows))
        else:
            self.start = max(1, self.start)
