"""Through a list page by page, as a person scrolls."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tui.api.models.paging import Page, PageRequest

T = TypeVar("T")
Ask = Callable[[PageRequest], Awaitable[Page[T]]]


async def forward(ask: Ask[T], limit: int) -> list[T]:
    """Return every row, from the first page on by `after`."""
    page = await ask(PageRequest(limit=limit))
    rows = [*page.items]
    assert page.before is None
    while page.after is not None:
        page = await ask(PageRequest(limit=limit, after=page.after))
        assert 0 < len(page.items) <= limit
        rows += page.items
    return rows


async def backward(ask: Ask[T], limit: int) -> list[T]:
    """Return every row in the order of the list, from the last page back by `before`."""
    page = await ask(PageRequest(limit=limit, edge="last"))
    rows = [*page.items]
    assert page.after is None
    while page.before is not None:
        page = await ask(PageRequest(limit=limit, before=page.before))
        assert 0 < len(page.items) <= limit
        rows = [*page.items, *rows]
    return rows
