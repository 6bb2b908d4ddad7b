"""Places in a list: what a cursor holds, and how rows become a page.

A cursor is the sort key of a row, so that a page costs the same however deep it lies, and a row
that went away leaves its place behind.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tui.api.errors import FieldError, Invalid

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
