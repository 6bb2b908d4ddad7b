"""As much of a conversation as has been read: stretches of it, or all of it."""

from dataclasses import dataclass, replace
from itertools import pairwise

from tui.api.models.incidents import Entry
from tui.api.models.paging import Page, PageRequest

AT_ONCE = 50
"""Entries of a page."""

LAST = PageRequest(limit=AT_ONCE, edge="last")
"""The newest page, with which one begins."""

Stretch = Page[Entry]
"""Entries without anything missing between them, and the cursors to what is before and after."""

_NOTHING: Stretch = Page(())
"""The beginning, as long as nothing of it has been read."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Stretches in their order: the first at the beginning, the last at the end.

    Between one and the next something is missing.
    """

    stretches: tuple[Stretch, ...] = (_NOTHING,)

    @classmethod
    def of(cls, newest: Stretch, *before: Stretch) -> "Conversation":
        """Return what the newest page tells, and pages that come before it."""
        stretches = (_NOTHING,)
        for page in (*before, newest):
            stretches = (*stretches[:-1], *_met(stretches[-1], page))
        return cls(stretches)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is known of it, the oldest first."""
        return tuple(entry for stretch in self.stretches for entry in stretch.items)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return len(self.stretches) == 1

    def later(self, gap: int = 0) -> PageRequest:
        """The page after what stands above a gap; gaps are counted from the beginning."""
        return _after(self.stretches[gap])

    def earlier(self, gap: int = 0) -> PageRequest:
        """The page before what stands below a gap."""
        return _before(self.stretches[gap + 1])

    def with_page(self, page: Stretch, request: PageRequest) -> "Conversation":
        """Return it with the answer to `later` or `earlier`; other answers are too late."""
        for gap, (above, below) in enumerate(pairwise(self.stretches)):
            if request == _after(above):
                met = _met(_joined(above, page), below)
            elif request == _before(below):
                met = _met(above, _joined(page, below))
            else:
                continue
            return Conversation((*self.stretches[:gap], *met, *self.stretches[gap + 2 :]))
        return self

    def with_newest(self, newest: Stretch) -> "Conversation":
        """Return it with what was said since; where that is more than a page, begin with that."""
        last = self.stretches[-1]
        more = _unknown(newest, last)
        if last.items and len(more) == len(newest.items):
            return Conversation.of(newest)
        return Conversation((*self.stretches[:-1], replace(last, items=(*last.items, *more))))


def _after(stretch: Stretch) -> PageRequest:
    return PageRequest(limit=AT_ONCE, after=stretch.after)


def _before(stretch: Stretch) -> PageRequest:
    return PageRequest(limit=AT_ONCE, before=stretch.before)


def _unknown(page: Stretch, stretch: Stretch) -> tuple[Entry, ...]:
    """Return what of a page is not in a stretch."""
    known = {entry.id for entry in stretch.items}
    return tuple(entry for entry in page.items if entry.id not in known)


def _joined(above: Stretch, below: Stretch) -> Stretch:
    """Return two stretches as one, with what is in both of them once."""
    return Page((*above.items, *_unknown(below, above)), above.before, below.after)


def _met(above: Stretch, below: Stretch) -> tuple[Stretch, ...]:
    """Return two stretches, as one where nothing is missing between them."""
    overlap = len(_unknown(below, above)) < len(below.items)
    is_end = bool(above.items) and above.after is None
    if overlap or is_end or below.before is None:
        return (_joined(above, below),)
    return above, below
