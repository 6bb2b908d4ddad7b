"""Going from match to match through a document, and counting them, a bounded piece at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.widgets.reader.document import Document
from tui.widgets.reader.words import Words

MAX_COUNT = 1_000
"""Matches that are counted; whoever has more wants other words."""

PARSED_AT_ONCE = 8_000
LOOKED_AT_ONCE = 64_000
"""Characters that are parsed, and that are looked at, in one turn."""


class Match(NamedTuple):
    """A match: the section that it is in, and which one it is there, counted from 1."""

    section: int
    number: int


class Search:
    """Where `words` stand in `document`."""

    def __init__(self, document: Document, words: Words) -> None:
        self.words = words
        self._document = document
        self._before = [0]
        """How many matches stand before each section that has been counted, and after the last."""
        self._is_complete = False
        self._parsed = self._looked = 0

    @property
    def count(self) -> int:
        """The matches that have been counted."""
        return min(self._before[-1], MAX_COUNT)

    @property
    def is_counted(self) -> bool:
        """Whether that is all of them."""
        return self._is_complete

    def place(self, match: Match) -> int | None:
        """Return which match of the whole document this is; None if that is not known."""
        if match.section >= len(self._before):
            return None
        return self._before[match.section] + match.number

    def count_further(self) -> bool:
        """Count in some more sections; whether there were more."""
        self._begin_turn()
        while self._before[-1] <= MAX_COUNT and not self._is_complete:
            section = len(self._before) - 1
            if not self._document.has(section):
                self._is_complete = True
            elif self._is_turn_over:
                return True
            else:
                self._before.append(self._before[-1] + self._count(section))
        return False

    def seek(self, start: Match, step: int) -> Iterator[Match | None]:
        """Look for the match after `start`, or with `step` -1 before it, around the ends too.

        Yields None each time that a turn is over, and the match last, if there is one.
        """
        self._begin_turn()
        number = start.number + step
        for visited, section in enumerate(self._round(start.section, step)):
            count = self._count(section)
            if visited:
                number = 1 if step > 0 else count
            if 1 <= number <= count:
                yield Match(section, number)
                return
            if self._is_turn_over:
                yield None
                self._begin_turn()

    def _round(self, section: int, step: int) -> Iterator[int]:
        """Yield every section from `section` on and that one at last again."""
        first, document = section, self._document
        while section >= 0 and document.has(section):
            yield section
            section += step
        yield from range(first + 1) if step > 0 else range(document.last, first - 1, -1)

    def _count(self, section: int) -> int:
        source = self._document.text(section)
        self._looked += len(source)
        if not self.words.may_stand_in(source):
            return 0
        self._parsed += len(source)
        return self.words.mark(self._document.blocks(section))[1]

    def _begin_turn(self) -> None:
        self._parsed = self._looked = 0

    @property
    def _is_turn_over(self) -> bool:
        return self._parsed > PARSED_AT_ONCE or self._looked > LOOKED_AT_ONCE
