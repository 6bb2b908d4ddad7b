"""A document as one column of lines at a width: sections are laid out as they come near the screen.

The height of a section that was not laid out yet is an estimate. It is corrected when it is; what
is on the screen stays where it is, for its top line is what everything else is counted from.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from tui.widgets.reader.document import Document
from tui.widgets.reader.inline import Spans
from tui.widgets.reader.layout import MIN_WIDTH, Laid, Wide, lay, through_window
from tui.widgets.reader.search import Match
from tui.widgets.reader.shifts import Shifts
from tui.widgets.reader.words import Words

BUDGET = 16_000
"""Characters parsed before the screen is drawn again, whatever there is still to do."""

_KEPT_LINES = 20_000


class Place(NamedTuple):
    """A place that means the same at every width: so far down a block of a section."""

    section: int = 0
    block: int = -1
    part: float = 0


class Flow:
    """The lines of `document` at `width`."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(width, MIN_WIDTH)
        self._heights: list[int] = []
        self._rest = 0
        self._newlines = document.source.count("\n")
        self._measured: set[int] = set()
        self._laid: dict[int, Laid] = {}
        self._kept = 0
        self._tops: list[int] | None = None
        self._words = Words("")
        self.shifts = Shifts(self.width)
        self.parsed = 0
        """How many characters have been parsed, which is what time goes to."""
        self._parsed_before = 0

    @property
    def height(self) -> int:
        """The lines there are, as far as is known."""
        return self._all_tops()[-1] + self._rest

    def _all_tops(self) -> list[int]:
        """Return where each section begins, and where the last one that is cut ends."""
        if len(self._heights) < len(self.document.sections):
            self._follow()
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    def _follow(self) -> None:
        """Guess the heights of the sections that were cut since, and of what is left."""
        source = self.document.source
        for section in self.document.sections[len(self._heights) :]:
            newlines = source.count("\n", section.start, section.end)
            self._newlines -= newlines
            self._heights.append(_guess(newlines, section.end - section.start, self.width))
        self._rest = _guess(self._newlines, len(source) - self.document.rest, self.width)
        self._tops = None

    def place(self, line: int) -> tuple[int, int]:
        """Return the section that `line` is in, and which of its lines that is."""
        while self._all_tops()[-1] <= line and self.document.cut_further():
            pass
        tops = self._all_tops()
        index = min(bisect_right(tops, line), len(tops) - 1) - 1
        return index, line - tops[index]

    def line(self, number: int) -> Spans:
        """Return one line; it is empty beyond the end, and where nothing is laid out yet."""
        index, offset = self.place(number)
        if index not in self._measured:
            return ()
        laid = self._lay(index)
        if not 0 <= offset < len(laid.lines):
            return ()
        line = laid.lines[offset]
        block, wide = laid.wide_at(offset)
        shift = self.shifts.of(index, block)
        return through_window(line, wide, shift, self.width) if wide else line

    def fraction(self, line: int) -> float:
        """Return how much of the source stands above `line`, from 0 to 1."""
        if line >= self.height:
            return 1.0
        index, offset = self.place(line)
        section = self.document.sections[index]
        inside = (section.end - section.start) * offset / max(1, self._heights[index])
        return (section.start + inside) / len(self.document.source)

    # What is laid out when

    def settle(self, top: int, height: int, *, at_end: bool = False) -> tuple[int, bool]:
        """Lay out the screen of `height` lines from `top` and a page on either side of it.

        Return where its first line is now, and whether the budget sufficed; if not, call again.
        With `at_end` it is the last line that stays at the bottom.
        """
        self._parsed_before = self.parsed
        if at_end:
            return self._settle_end(height)
        index, offset = self.place(max(0, top))
        self._lay(index)
        below = self._extend(index + 1, 1, 2 * height - (self._heights[index] - offset))
        above = self._extend(index - 1, -1, height - offset)
        top = self._all_tops()[index] + offset
        if top and top > self.height - height:
            return self._settle_end(height)
        return top, below and above

    def _settle_end(self, height: int) -> tuple[int, bool]:
        done = self._extend(self.document.last, -1, 2 * height)
        return max(0, self.height - height), done

    def _extend(self, index: int, step: int, wanted: int) -> bool:
        """Lay out from section `index` on until `wanted` lines are; whether it came so far."""
        while wanted > 0 and index >= 0 and self.document.has(index):
            if self.parsed - self._parsed_before > BUDGET:
                return False
            self._lay(index)
            wanted -= self._heights[index]
            index += step
        return True

    def _lay(self, index: int) -> Laid:
        self._all_tops()
        laid = self._laid.pop(index, None)
        if laid is None:
            below_title = index == 1 and bool(self.document.blocks(0))
            section = self.document.sections[index]
            blocks, _ = self._words.mark(self.document.blocks(index))
            laid = lay(blocks, self.width, gap=below_title or section.gap)
            self.parsed += section.end - section.start
            self._kept += len(laid.lines) + 1
        self._laid[index] = laid  # the one used last stands last
        while self._kept > _KEPT_LINES and len(self._laid) > 1:
            self._kept -= len(self._laid.pop(next(iter(self._laid))).lines) + 1
        if index not in self._measured or self._heights[index] != len(laid.lines):
            self._measured.add(index)
            self._heights[index] = len(laid.lines)
            self._tops = None
        return laid

    # Places

    def whereabouts(self, line: int) -> Place:
        """Return the place that `line` is at."""
        index, offset = self.place(line)
        laid = self._lay(index)
        block = laid.block_at(offset)
        if block < 0:
            return Place(index)
        start, end = laid.extent(block)
        return Place(index, block, (offset - start) / max(1, end - start))

    def find(self, place: Place) -> int:
        """Return the line that is at `place` here, the top if there is no such place any more."""
        if place.section < 0 or not self.document.has(place.section):
            return 0
        laid = self._lay(place.section)
        top = self._all_tops()[place.section]
        if not 0 <= place.block < len(laid.starts):
            return top
        start, end = laid.extent(place.block)
        return top + start + int(place.part * (end - start) + 1e-6)

    def find_source(self, position: int) -> int:
        """Return the line at which the block begins that `position` of the source is in."""
        index, source = self.document.find(position)
        laid = self._lay(index)
        block = bisect_right(laid.sources, source) - 1
        return self._all_tops()[index] + (laid.starts[block] if block >= 0 else 0)

    def source(self, line: int) -> int:
        """Return where in the source the block begins that `line` shows."""
        index, offset = self.place(line)
        laid = self._lay(index)
        block = laid.block_at(offset)
        return self.document.position(index, laid.sources[block] if block >= 0 else 0)

    # What was found

    def mark(self, words: Words) -> None:
        """Mark `words` wherever they stand, from now on."""
        self._words = words
        self._laid.clear()
        self._kept = 0

    def match_above(self, line: int) -> Match:
        """Return the last match above `line` in its section; number 0 if there is none."""
        index, offset = self.place(line)
        return Match(index, self._lay(index).matches_above(offset))

    def find_match(self, match: Match) -> int:
        """Return the line of `match`; where that is wide, it is pushed until the match is seen."""
        laid = self._lay(match.section)
        offset, left = laid.place_of(match.number)
        block, wide = laid.wide_at(offset)
        if wide:
            self.shifts.reveal(match.section, block, wide, left - wide.left)
        return self._all_tops()[match.section] + offset

    def wide(self, top: int, height: int) -> list[tuple[int, int, Wide]]:
        """Return the wide blocks of the `height` lines from `top`, with their sections."""
        found: dict[tuple[int, int], Wide] = {}
        for line in range(top, min(top + height, self.height)):
            index, offset = self.place(line)
            if index in self._measured:
                block, wide = self._lay(index).wide_at(offset)
                if wide:
                    found[index, block] = wide
        return [(*where, wide) for where, wide in found.items()]


def _guess(newlines: int, characters: int, width: int) -> int:
    """Return how many lines so much of a source may take."""
    return max(newlines, characters // width, min(characters, 1))
