"""Pages of a list, by keyset: the cost of a page does not depend on how deep it lies."""

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from tui.api.models.text import Id

MAX_LIMIT = 200
EXACT_COUNT_LIMIT = 10_000

T = TypeVar("T")
Edge = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: exactly one of the places, `edge="first"` where none is given."""

    limit: int = 50
    """How many rows: 1 to 200."""
    edge: Edge | None = None
    """The first page or the last one."""
    after: str | None = None
    """A cursor of an earlier page: what comes after it."""
    before: str | None = None
    """A cursor of an earlier page: what comes before it."""
    around: Id | None = None
    """An id that comes to stand in the page."""
    at: float | None = None
    """An approximate place from 0.0 (first) to 1.0 (last)."""

    def __post_init__(self) -> None:
        places = (self.edge, self.after, self.before, self.around, self.at)
        if sum(place is not None for place in places) > 1:
            raise ValueError("a page has one place")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise ValueError(f"a page has 1 to {MAX_LIMIT} rows")
        if self.at is not None and not 0.0 <= self.at <= 1.0:
            raise ValueError("`at` is between 0 and 1")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in the order of the list; `before`/`after` are None at the ends of the list."""

    items: tuple[T, ...]
    before: str | None = None
    after: str | None = None


async def gather(
    read: Callable[[PageRequest], Awaitable[Page[T]]],
    limit: int = sys.maxsize,
    after: str | None = None,
) -> Page[T]:
    """Return the first `limit` rows of a list, or behind a cursor, read page by page."""
    items: list[T] = []
    while True:
        page = await read(PageRequest(limit=min(limit - len(items), MAX_LIMIT), after=after))
        items.extend(page.items)
        after = page.after
        if after is None or len(items) >= limit:
            return Page(tuple(items), after=after)


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are; `exact` is False above 10,000, where `value` is that limit."""

    value: int
    exact: bool = True

    @classmethod
    def of(cls, number: int) -> "Count":
        """Return a number that was counted up to one more than is told exactly."""
        return cls(min(number, EXACT_COUNT_LIMIT), exact=number <= EXACT_COUNT_LIMIT)
