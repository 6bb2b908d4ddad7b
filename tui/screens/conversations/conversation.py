"""As much of a conversation as has been read: its beginning, its end, or all of it."""

from dataclasses import dataclass, replace

from tui.api.models.incidents import Entry
from tui.api.models.paging import Page, PageRequest

AT_ONCE = 50
"""Entries of a page."""

LAST = PageRequest(limit=AT_ONCE, edge="last")
"""The newest page, with which one begins."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The entries `first` and, where something lies between them, `last`; the oldest first.

    `before` is the cursor of what comes before `last`, None where nothing is missing.
    """

    first: tuple[Entry, ...] = ()
    last: tuple[Entry, ...] = ()
    after: str | None = None
    """The cursor of what comes after `first`, None as long as that is empty."""
    before: str | None = None

    @classmethod
    def of(cls, newest: Page[Entry]) -> "Conversation":
        """Return what the newest page tells."""
        return cls(last=newest.items, before=newest.before)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.before is None

    @property
    def later(self) -> PageRequest:
        """The page after `first`."""
        return PageRequest(limit=AT_ONCE, after=self.after)

    @property
    def earlier(self) -> PageRequest:
        """The page before `last`."""
        return PageRequest(limit=AT_ONCE, before=self.before)

    def with_page(self, page: Page[Entry], request: PageRequest) -> "Conversation":
        """Return it with the answer to `later` or `earlier`; other answers are too late."""
        if request == self.later:
            known = {entry.id for entry in self.last}
            more = tuple(entry for entry in page.items if entry.id not in known)
            is_met = len(more) < len(page.items) or page.after is None
            grown = replace(self, first=(*self.first, *more), after=page.after)
        elif request == self.earlier:
            known = {entry.id for entry in self.first}
            more = tuple(entry for entry in page.items if entry.id not in known)
            is_met = len(more) < len(page.items) or page.before is None
            grown = replace(self, last=(*more, *self.last), before=page.before)
        else:
            return self
        return replace(grown, before=None) if is_met else grown

    def with_newest(self, newest: Page[Entry]) -> "Conversation":
        """Return it with what was said since; where that is more than a page, begin with that."""
        known = {entry.id for entry in self.last}
        more = tuple(entry for entry in newest.items if entry.id not in known)
        if known and len(more) == len(newest.items):
            return Conversation.of(newest)
        return replace(self, last=(*self.last, *more))
