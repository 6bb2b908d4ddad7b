"""The blocks of a Markdown text, one below the other, in lists and quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.api.models.text import MARKDOWN_LENGTH
from tui.exchange.files import MAX_LINES, FileRefused

MAX_DEPTH = 8
"""Items and quotes within one another; what is deeper is written at this depth."""

BULLETS, NUMBERS, ITEM, QUOTE = "bullets", "numbers", "item", "quote"


@dataclass
class _Box:
    """What blocks stand in: a list, an item of it, or a quote."""

    kind: str
    first: str = ""
    rest: str = ""
    fresh: bool = False
    """Whether nothing has been written in it yet."""
    items: int = 0


class Page:
    """Takes the blocks in order; refuses what grows longer than a text may be."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._boxes: list[_Box] = []
        self._after_item = False

    @property
    def text(self) -> str:
        """Everything that was written."""
        return "\n".join(self._lines)

    def write(self, lines: Sequence[str]) -> None:
        """Write a block; items stand close together, anything else has a blank line between."""
        begins_item = any(box.fresh and box.kind == ITEM for box in self._boxes)
        if self._lines and not (begins_item and self._after_item):
            self._add("".join(box.rest for box in self._boxes if not box.fresh))
        for line in lines:
            self._add("".join(box.first if box.fresh else box.rest for box in self._boxes) + line)
            for box in self._boxes:
                box.fresh = False
        self._after_item = any(box.kind == ITEM for box in self._boxes)

    def begin_list(self, kind: str) -> None:
        """Begin a list of `BULLETS` or `NUMBERS`."""
        self._enter(_Box(kind))

    def begin_item(self) -> None:
        """Begin an item; the one before it in this list ends."""
        kinds = [box.kind for box in self._boxes]
        lists = [place for place, kind in enumerate(kinds) if kind in (BULLETS, NUMBERS)]
        if not lists:
            self.begin_list(BULLETS)
            lists = [len(kinds)]
        del self._boxes[lists[-1] + 1 :]
        within = self._boxes[-1]
        within.items += 1
        sign = f"{within.items}. " if within.kind == NUMBERS else "- "
        self._enter(_Box(ITEM, sign, " " * len(sign), fresh=True))

    def begin_quote(self) -> None:
        """Begin a quote."""
        self._enter(_Box(QUOTE, "> ", "> ", fresh=True))

    def end(self, kind: str) -> None:
        """End the innermost list, item or quote of this kind, and what is in it."""
        kinds = [box.kind for box in self._boxes]
        if kind in kinds:
            del self._boxes[len(kinds) - 1 - kinds[::-1].index(kind) :]

    def _enter(self, box: _Box) -> None:
        if len(self._boxes) < 2 * MAX_DEPTH:  # an item stands in a list
            self._boxes.append(box)

    def _add(self, line: str) -> None:
        line = line.rstrip(" ")
        self._size += len(line) + 1
        if self._size > MARKDOWN_LENGTH:
            raise FileRefused("field_long", field="body", limit=MARKDOWN_LENGTH)
        if len(self._lines) >= MAX_LINES:
            raise FileRefused("too_many_lines", limit=MAX_LINES)
        self._lines.append(line)
