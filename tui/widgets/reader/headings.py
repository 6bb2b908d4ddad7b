"""The headings of a Markdown source, found from the top as far as is asked, without parsing it."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from tui.widgets.reader.sections import Stretch, Stretches, line_end

AT_ONCE = 50
"""Headings found in one turn."""

PARSED_AT_ONCE = 2_500
"""Characters of headings in one turn: what they say is parsed."""

STRIDE = 100_000
"""Characters looked through in one turn."""

MAX_LEVEL = 6

MAX_TEXT = 500
"""Characters of a heading that count."""

_HEADING = re.compile(
    r"\n {0,3}(?:(?P<marks>#{1,6})(?P<text>[ \t][^\n]*)?(?=\n|\Z)"
    r"|(?P<line>[^\s#>|][^\n]*)\n {0,3}(?P<under>=+|-+)[ \t]*(?=\n|\Z))"
)
_NO_HEADING = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]|[-*_= \t]+\Z|<")
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document; `position` is where it stands in the source."""

    level: int
    text: str
    position: int


class Headings:
    """Every heading that stands in no list or quote; `said` takes a text's marks off."""

    def __init__(self, source: str, stretches: Stretches, said: Callable[[str], str]) -> None:
        self._source = source
        self._stretches = stretches
        self._said = said
        self._seen = 0
        self._read = 0
        """Characters of the headings found in this turn."""
        self._is_complete = False
        self.found: list[Heading] = []
        """Those found so far, in order."""

    def find_further(self) -> bool:
        """Look through some more of the source; whether there was more."""
        if self._is_complete:
            return False
        end = line_end(self._source, min(self._seen + STRIDE, len(self._source)))
        self._read = 0
        for _ in range(AT_ONCE):
            match = _HEADING.search(self._source, self._seen, end)
            if match is None:
                self._go_on_at(end)
                break
            self._take(match)
            if self._read > PARSED_AT_ONCE:
                break
        return True

    def _go_on_at(self, end: int) -> None:
        """Go on at the last line before `end`: what underlines it may stand behind."""
        self._is_complete = end == len(self._source)
        last = self._source.rfind("\n", self._seen, end - 1)
        self._seen = last if last > self._seen else end - 1

    def _take(self, match: re.Match[str]) -> None:
        start = match.start() + 1
        if inside := self._verbatim(start):
            self._seen = inside.end - 1
        elif _NO_HEADING.match(match["line"] or ""):
            self._seen = match.end("line")
        else:
            self._seen = match.end()
            text = _text(match)
            self._read += len(text)
            self.found.append(Heading(_level(match), self._said(text), start))

    def _verbatim(self, position: int) -> Stretch | None:
        stretch = self._stretches.around(position + 1)
        return stretch if stretch and stretch.is_verbatim else None

    def part(self, position: int) -> tuple[int, int]:
        """Return where the part below a heading begins and ends that `position` is in.

        All headings must have been found.
        """
        index = bisect_right(self.found, position, key=lambda one: one.position) - 1
        start, level = 1, MAX_LEVEL
        if index >= 0:
            start, level = self.found[index].position, self.found[index].level
        following = (one.position for one in self.found[index + 1 :] if one.level <= level)
        return start, next(following, len(self._source))


def _level(match: re.Match[str]) -> int:
    if match["marks"]:
        return len(match["marks"])
    return 1 if match["under"][0] == "=" else 2


def _text(match: re.Match[str]) -> str:
    if match["marks"]:
        return _CLOSING.sub("", (match["text"] or "")[:MAX_TEXT].rstrip()).strip()
    return match["line"][:MAX_TEXT].strip()
