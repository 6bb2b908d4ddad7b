"""A document as one column of lines at a width: sections are laid out as they come near the screen.

The height of a section that was not laid out yet is an estimate. It is corrected when it is; what
is on the screen stays where it is, for its top line is what everything else is counted from.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from tui.widgets.reader.document import Document
from tui.widgets.reader.inline import Spans
from tui.widgets.reader.layout import MIN_WIDTH, Laid, lay

BUDGET = 16_000
"""Characters parsed before the screen is drawn again, whatever there is still to do."""

_KEPT_LINES = 20_000


class Anchor(NamedTuple):
    """A place that means the same at every width: so far down a block of a section."""

    section: int
    block: int
    part: float


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
        self._spent_before = 0

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
            self._heights.append(self._guess(newlines, section.end - section.start))
        self._rest = self._guess(self._newlines, len(source) - self.document.rest)
        self._tops = None

    def _guess(self, newlines: int, characters: int) -> int:
        return max(newlines, characters // self.width, min(characters, 1))

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
        lines = self._lay(index).lines
        return lines[offset] if 0 <= offset < len(lines) else ()

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
        self._spent_before = self.document.parsed
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
        while self.document.cut_further():
            pass
        done = self._extend(len(self._all_tops()) - 2, -1, 2 * height)
        return max(0, self.height - height), done

    def _extend(self, index: int, step: int, wanted: int) -> bool:
        """Lay out from section `index` on until `wanted` lines are; whether it came so far."""
        while wanted > 0 and index >= 0 and self._has(index):
            if self.document.parsed - self._spent_before > BUDGET:
                return False
            self._lay(index)
            wanted -= self._heights[index]
            index += step
        return True

    def _has(self, index: int) -> bool:
        """Whether there is a section `index`, cutting that far."""
        while len(self.document.sections) <= index and self.document.cut_further():
            pass
        return index < len(self._all_tops()) - 1

    def _lay(self, index: int) -> Laid:
        self._all_tops()
        laid = self._laid.pop(index, None)
        if laid is None:
            below_title = index == 1 and bool(self.document.blocks(0))
            gap = below_title or self.document.sections[index].gap
            laid = lay(self.document.blocks(index), self.width, gap=gap)
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

    def anchor(self, line: int) -> Anchor:
        """Return the place that `line` is at."""
        index, offset = self.place(line)
        laid = self._lay(index)
        block = bisect_right(laid.starts, offset) - 1
        if block < 0:
            return Anchor(index, -1, 0)
        start, end = self._extent(laid, block)
        return Anchor(index, block, (offset - start) / max(1, end - start))

    def find(self, anchor: Anchor) -> int:
        """Return the line that is at `anchor` here, the top if there is no such place any more."""
        if not self._has(anchor.section):
            return 0
        laid = self._lay(anchor.section)
        top = self._all_tops()[anchor.section]
        if not 0 <= anchor.block < len(laid.starts):
            return top
        start, end = self._extent(laid, anchor.block)
        return top + start + int(anchor.part * (end - start) + 1e-6)

    def find_source(self, index: int, source: int) -> int:
        """Return the line at which the block at line `source` of section `index` begins."""
        laid = self._lay(index)
        block = bisect_right(laid.sources, source) - 1
        return self._all_tops()[index] + (laid.starts[block] if block >= 0 else 0)

    @staticmethod
    def _extent(laid: Laid, block: int) -> tuple[int, int]:
        starts = (*laid.starts, len(laid.lines))
        return starts[block], starts[block + 1]
