"""The words of one block, as Markdown: escaped, with emphasis, links and code."""

import re
from dataclasses import dataclass
from itertools import groupby

from tui.api.models.text import MARKDOWN_LENGTH
from tui.exchange.files import FileRefused

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=[#a-zA-Z]|\Z)")
_LINE_START = re.compile(r"[-+=~#>:|]|[0-9]{1,9}(?=[.)])")
_BREAK = "\n"


@dataclass(frozen=True)
class _Mark:
    name: str
    place: int
    before: str
    after: str


class Words:
    """Takes the words piece by piece; `take` returns them and begins anew.

    Refuses more words than a text may have.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._marks: list[_Mark] = []

    def say(self, text: str) -> None:
        """Write plain words, in which nothing is markup."""
        if words := re.sub(r"\s+", " ", text):
            self._grow(len(words))  # before it is escaped: that takes a multiple of it
            self._pieces.append(_SPECIAL.sub(r"\\\g<0>", words))

    def code(self, text: str) -> None:
        """Write words that are code."""
        if code := " ".join(text.split()):
            ticks = "`" * (longest_run(code) + 1)
            edge = " " if "`" in code else ""
            # Two spans side by side would be read as one.
            apart = " " if self._pieces and self._pieces[-1].endswith("`") else ""
            self._put(f"{apart}{ticks}{edge}{code}{edge}{ticks}")

    def separate(self, sign: str) -> None:
        """Write the sign between what was said and what follows."""
        if self._pieces:
            self._put(sign)

    def break_line(self) -> None:
        """Begin a new line."""
        self._put(_BREAK)

    def begin(self, name: str, before: str, after: str) -> None:
        """Begin words between these two signs; one of a name within another of it is none."""
        if before == "[" and self._pieces and self._pieces[-1].endswith("!"):
            self._pieces[-1] = f"{self._pieces[-1][:-1]}&#33;"  # else it would be an image
        if all(mark.name != name for mark in self._marks):
            self._marks.append(_Mark(name, len(self._pieces), before, after))

    def end(self, name: str) -> None:
        """End the mark of this name, if it was begun, and those begun within it."""
        if any(mark.name == name for mark in self._marks):
            while self._end_last() != name:
                pass

    def take(self) -> list[list[str]]:
        """Return the lines by paragraph, without white space around them."""
        while self._marks:
            self._end_last()
        text = re.sub(" {2,}", " ", "".join(self._pieces))
        self._pieces.clear()
        self._size = 0
        lines = (line.strip() for line in text.split(_BREAK))
        return [list(paragraph) for full, paragraph in groupby(lines, bool) if full]

    def _put(self, piece: str) -> None:
        self._grow(len(piece))
        self._pieces.append(piece)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MARKDOWN_LENGTH:
            raise FileRefused("field_long", field="body", limit=MARKDOWN_LENGTH)

    def _end_last(self) -> str:
        mark = self._marks.pop()
        inside = "".join(self._pieces[mark.place :])
        del self._pieces[mark.place :]
        if inside:
            lines = (_marked(line, mark) for line in inside.split(_BREAK))
            self._pieces.append(_BREAK.join(lines))
        return mark.name


def as_paragraph(lines: list[str]) -> list[str]:
    """Return the lines of a paragraph, each of which stays one and begins no other block."""
    safe = [_escaped_start(line) if _LINE_START.match(line) else line for line in lines]
    return [*(f"{line}\\" for line in safe[:-1]), safe[-1]]


def as_heading(paragraphs: list[list[str]], level: int) -> str:
    """Return the words as a heading, on one line."""
    words = " ".join(line for lines in paragraphs for line in lines)
    bare = words.rstrip("#")
    return f"{'#' * level} {bare}" + "\\#" * (len(words) - len(bare))


def longest_run(code: str) -> int:
    """Return the length of the longest row of backticks."""
    return max(map(len, re.findall("`+", code)), default=0)


def _escaped_start(line: str) -> str:
    return _LINE_START.sub(lambda it: f"{it[0]}\\" if it[0].isdigit() else f"\\{it[0]}", line, 1)


def _marked(line: str, mark: _Mark) -> str:
    """Put the signs close to the words: white space before or behind them stays outside."""
    if not (words := line.strip()):
        return line
    left = line[: len(line) - len(line.lstrip())]
    right = line[len(line.rstrip()) :]
    return f"{left}{mark.before}{words}{mark.after}{right}"
