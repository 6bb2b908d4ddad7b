"""When the draft of a form is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from textual.timer import Timer
from textual.widget import Widget

from tui.drafts import Draft

SECONDS = 0.5
"""From the first change that is not kept yet; typing on does not put it off."""


class Keeper(Protocol):
    """Keeps the draft of one form.

    All but `save_now` return at once and run beside the screen; what they come to is set on the
    form as a state: `found` (a draft or None) and `kept` (the draft, or None when dropped).
    """

    def load(self, form: Widget) -> None:
        """Look for a draft of last time."""
        ...

    def save(self, form: Widget, draft: Draft) -> None:
        """Keep `draft` instead of the one before it."""
        ...

    def drop(self, form: Widget) -> None:
        """Forget the draft."""
        ...

    def save_now(self, draft: Draft | None) -> bool:
        """Keep or forget before returning, and return whether that was done; raises nothing."""
        ...


class Keeping:
    """Sees to it that what was typed is kept soon, and once."""

    def __init__(self, form: Widget, keeper: Keeper | None, draft: Callable[[], Draft | None]):
        self._form = form
        self._keeper = keeper
        self._draft = draft
        self._due: Timer | None = None
        self._kept: Draft | None = None
        self._has_failed = False
        self.is_held = keeper is not None
        """The draft of last time has not been decided on: nothing may be written over it."""

    def begin(self) -> None:
        """Look for a draft of last time."""
        if self._keeper:
            self._keeper.load(self._form)

    def soon(self) -> None:
        """Something changed."""
        if self._keeper and self._due is None and not self.is_held:
            self._due = self._form.set_timer(SECONDS, self.now)

    def now(self) -> None:
        """Keep what there is, beside the screen."""
        self._stop()
        if self._keeper and not self.is_held and self._differs(draft := self._draft()):
            self._kept = draft
            if draft is None:
                self._keeper.drop(self._form)
            else:
                self._keeper.save(self._form, draft)

    def at_once(self) -> None:
        """Keep what there is before going on: the program may end."""
        self._stop()
        if self._keeper and not self.is_held and self._differs(draft := self._draft()):
            self._kept = draft
            if not self._keeper.save_now(draft):
                self.failed()

    def release(self) -> None:
        """It has been decided on the draft of last time: from now on what is typed is kept."""
        self.is_held = False
        self.now()

    def discard(self) -> None:
        """Forget the draft, and keep nothing until `release`."""
        self._stop()
        self.is_held = True
        self._kept = None
        if self._keeper:
            self._keeper.drop(self._form)

    def failed(self) -> None:
        """The last one could not be kept: try again with the next change."""
        self._kept = None
        self._has_failed = True

    def succeeded(self) -> None:
        """The last one is kept."""
        self._has_failed = False

    @property
    def is_safe(self) -> bool:
        """Whether what was typed is kept, as far as is known."""
        return self._keeper is not None and not self._has_failed and not self.is_held

    def _stop(self) -> None:
        if self._due:
            self._due.stop()
            self._due = None

    def _differs(self, draft: Draft | None) -> bool:
        if draft is None or self._kept is None:
            return draft is not self._kept
        return replace(draft, kept_at=self._kept.kept_at) != self._kept
