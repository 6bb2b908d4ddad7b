"""Everything that a list holds, page by page, for who takes it along."""

from collections.abc import Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

from tui.api.models.paging import MAX_LIMIT, Page, PageRequest, gather

MAX_PAGES = 50
"""Pages that are read at most: ten thousand rows are more than anybody goes through."""

Row = TypeVar("Row")


class Whole(NamedTuple, Generic[Row]):
    """The rows of a list, and whether it goes on beyond them."""

    rows: tuple[Row, ...]
    goes_on: bool = False


async def read_all(read: Callable[[PageRequest], Awaitable[Page[Row]]]) -> Whole[Row]:
    """Read a list from its first row to the last, or so far as `MAX_PAGES` go."""
    page = await gather(read, MAX_PAGES * MAX_LIMIT)
    return Whole(page.items, goes_on=page.after is not None)
