"""The first page of a room's list as it stood there last, for the next start.

A room recalls it before it asks the portal, and asks all the same: two lines for each area.
"""

from collections.abc import Mapping
from typing import TypeVar, cast

from tui.api.models import stored
from tui.api.models.paging import Page
from tui.screens.views import Kept

T = TypeVar("T")

MOST = 64
"""Rows that are kept: more stand on few screens, and each costs the start a little."""

_MORE = ""
"""Stands for the cursor of what comes below: it is of no use until the page was asked for anew."""


def keep_page(
    seen: Kept, room: str, kind: type[T], question: Mapping[str, object], page: Page[T]
) -> None:
    """Keep the first rows of the answer to a question, with what `kind` has of each."""
    rows = [stored.plain(kind, item) for item in page.items[:MOST]]
    more = page.after is not None or len(page.items) > MOST
    seen.keep(room, {"question": question, "rows": rows, "more": more})


def seen_page(
    seen: Kept, room: str, kind: type[T], question: Mapping[str, object]
) -> Page[T] | None:
    """Return the rows that answered this question last; None where there are none."""
    kept = seen.of(room)
    rows = kept.get("rows")
    if kept.get("question") != question or not isinstance(rows, list) or not rows:
        return None
    try:
        items = tuple(stored.read(kind, row) for row in cast("list[object]", rows)[:MOST])
    except ValueError:
        return None
    return Page(items, after=_MORE if kept.get("more") is True else None)
