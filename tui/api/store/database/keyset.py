"""Places in a list: what a cursor holds, and how rows become a page.

A cursor is the sort key of a row, so that a page costs the same however deep it lies, and a row
that went away leaves its place behind.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tui.api.errors import FieldError, Invalid
from tui.api.models.paging import PageRequest

R = TypeVar("R")

SEPARATOR = "\x01"
"""Sorts below every character of a text, so that a shorter key comes before a longer one."""

PAST = "\x02"
"""Sorts above the separator: `key + PAST` is the end of what begins with `key`."""

_MAX_CURSOR = 4000


@dataclass(frozen=True)
class Cursor:
    """What kind of list a cursor is of, and the values that place it."""

    tag: str
    shape: re.Pattern[str]

    def write(self, place: str) -> str:
        """Return the cursor for `place`."""
        return base64.urlsafe_b64encode(f"{self.tag}{place}".encode()).decode().rstrip("=")

    def read(self, cursor: str) -> str:
        """Return the place of `cursor`; raises `Invalid` for anything that we did not write."""
        try:
            padded = cursor[:_MAX_CURSOR].encode("ascii") + b"=" * (-len(cursor) % 4)
            text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        except (UnicodeError, binascii.Error) as error:
            raise bad_page("bad_cursor") from error
        place = text.removeprefix(self.tag)
        if place == text or not self.shape.fullmatch(place):
            raise bad_page("bad_cursor")
        return place


def bad_page(code: str) -> Invalid:
    """Return the error for a page that this list does not have."""
    return Invalid((FieldError("page", code),))


@dataclass(frozen=True)
class Window(Generic[R]):
    """Rows on both sides of a place: `back` (nearest first) and `ahead`, each with one to spare."""

    back: Sequence[R]
    ahead: Sequence[R]

    def cut(self, limit: int) -> tuple[list[R], bool, bool]:
        """Return at most `limit` rows with the place in the middle, and whether there are more."""
        behind = min(len(self.back), limit // 2)
        forward = min(len(self.ahead), limit - behind)
        behind = min(len(self.back), limit - forward)
        rows = [*reversed(self.back[:behind]), *self.ahead[:forward]]
        return rows, len(self.back) > behind, len(self.ahead) > forward


class Places(Protocol[R]):
    """A list whose rows stand at places, in one transaction."""

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[R]:
        """Return rows in the direction asked for, the nearest first, from a place if given."""
        ...

    def place(self, row: R) -> str:
        """Return where a row stands."""
        ...

    def place_of(self, id_: str) -> str:
        """Return where the thing of this id stands; raises `NotFound`."""
        ...

    def place_at(self, depth: float) -> str | None:
        """Return a place about so deep (0 first, 1 last), or None where the list is empty."""
        ...


def page(
    places: Places[R], cursor: Cursor, request: PageRequest
) -> tuple[list[R], str | None, str | None]:
    """Return the rows of a page and the cursors to what is before and after it.

    Raises `Invalid` for a cursor of another list, and `NotFound` for `around`.
    """
    rows, more_before, more_after = _cut(places, cursor, request)
    return (
        rows,
        cursor.write(places.place(rows[0])) if rows and more_before else None,
        cursor.write(places.place(rows[-1])) if rows and more_after else None,
    )


def _cut(places: Places[R], cursor: Cursor, request: PageRequest) -> tuple[list[R], bool, bool]:
    limit = request.limit
    ahead = request.before is None and request.edge != "last"
    if request.around is not None:
        return _window(places, places.place_of(request.around), limit)
    if request.at is not None:
        place = places.place_at(request.at)
        return ([], False, False) if place is None else _window(places, place, limit)
    given = request.after if ahead else request.before
    beyond = None if given is None else cursor.read(given)
    found = places.rows(limit + 1, ahead=ahead, beyond=beyond)
    rows, more = found[:limit], len(found) > limit
    back = bool(rows) and beyond is not None and _is_any(places, rows[0], ahead=not ahead)
    return (rows, back, more) if ahead else (rows[::-1], more, back)


def _is_any(places: Places[R], row: R, *, ahead: bool) -> bool:
    return bool(places.rows(1, ahead=ahead, beyond=places.place(row)))


def _window(places: Places[R], place: str, limit: int) -> tuple[list[R], bool, bool]:
    back = places.rows(limit + 1, ahead=False, beyond=place)
    ahead = places.rows(limit + 1, ahead=True, at=place)
    return Window(back, ahead).cut(limit)
