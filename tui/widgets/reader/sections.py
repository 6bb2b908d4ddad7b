"""Where a Markdown source may be cut in pieces, found without parsing it.

A section is parsed alone, when it comes near the screen. So a cut falls between two blocks
wherever there is such a place within `LIMIT`; only a block that is longer than that is cut inside,
and then its first line is repeated (a fence, a table) so that the rest still reads as what it is.

Every source here begins with a newline, so that each line has one before it: searches for
"newline, then ..." run at the speed of a string search.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

TARGET = 2_000
"""Characters after which a section ends at the next place that will do."""

LIMIT = 12_000
"""Characters that no section exceeds, so that parsing one takes a bounded time."""

_MAX_OPENING = 500

_OPENING = re.compile(
    r"\n(?P<indent>[ \t]*)(?P<markers>(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)"
    r"(?:(?P<fence>`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})"
    r"|(?P<html><(?:!--|\?|!\[CDATA\[|(?:script|pre|style|textarea)\b))"
    r"|(?P<table>(?:\|[ \t]*:?-+:?|:?-+:?[ \t]*\|)[-:| \t]*(?:\n|\Z)))",
    re.IGNORECASE,
)
_HTML_ENDS = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>"}
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t\n]")
_FLUSH_LINE = re.compile(r"\n(?=[^ \t\n])")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n|\Z)")

_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*\n(?![ \t\n]|(?:[-*+]|\d{1,9}[.)])[ \t\n])")
_BETWEEN_ITEMS = re.compile(r"\n(?=(?:[-*+]|\d{1,9}[.)])[ \t])")
_BETWEEN_LINES = re.compile(r"\n(?!\n)")
_BETWEEN_WORDS = re.compile(" ")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What reads as one piece though blank lines may stand in it: a fence, HTML, a table.

    `opening` is what a part of it must begin with to read as the whole does.
    """

    start: int
    end: int
    indent: int
    opening: str
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the source from `start` to `end`, parsed between `opening` and `closing`.

    `indent` is taken off its lines: it is the middle of something that stands in a list.
    """

    start: int
    end: int
    opening: str = ""
    closing: str = ""
    indent: int = 0
    gap: bool = False
    """Whether a blank line stands before it."""


class Stretches:
    """The fences, HTML blocks and tables of a source, found from the top as far as is asked."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[Stretch] = []
        self._starts: list[int] = []
        self._seen = 0
        self._lists_seen = 0
        self._in_list = False
        self._never_closed: set[str] = set()

    def around(self, position: int) -> Stretch | None:
        """Return the stretch that has begun before `position` and not ended, if there is one."""
        self._look(position)
        index = bisect_right(self._starts, position - 1) - 1
        return self._found[index] if index >= 0 and position < self._found[index].end else None

    def _look(self, position: int) -> None:
        """Find every stretch that begins before `position`."""
        while self._seen < position:
            end = line_end(self._source, min(position + LIMIT, len(self._source)))
            match = _OPENING.search(self._source, self._seen, end)
            self._seen = match.end() if match else max(end - 1, position)
            stretch = self._stretch(match) if match else None
            if stretch:
                self._found.append(stretch)
                self._starts.append(stretch.start)
                self._seen = max(self._seen, stretch.end) - 1

    def _stretch(self, match: re.Match[str]) -> Stretch | None:
        """Return what begins at `match`, or None if that is a line of indented code."""
        if match["table"]:
            return _table(self._source, match)
        indented = len(match["indent"].expandtabs(4))
        in_list = bool(match["markers"]) or (indented > 0 and self._is_in_list(match.start()))
        if indented >= 4 and not in_list:
            return None
        start = match.start() + 1
        limit = len(self._source)
        if in_list and (flush := _FLUSH_LINE.search(self._source, start)):
            limit = flush.end()  # what stands in an item ends with the item
        end, opening = (self._fence_end if match["fence"] else self._html_end)(match, limit)
        indent = len(match["indent"]) + len(match["markers"])
        return Stretch(start, end, indent, opening[:_MAX_OPENING], is_verbatim=True)

    def _is_in_list(self, position: int) -> bool:
        """Whether the line after the newline at `position` stands in a list item."""
        end = position
        while (newline := self._source.rfind("\n", self._lists_seen, end)) >= 0:
            if self._source[newline + 1 : newline + 2] not in (" ", "\t", "\n", ""):
                self._in_list = bool(_LIST_ITEM.match(self._source, newline + 1))
                break
            end = newline
        self._lists_seen = position
        return self._in_list

    def _fence_end(self, match: re.Match[str], limit: int) -> tuple[int, str]:
        fence = match["fence"]
        closing = re.compile(rf"\n[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*(?:\n|\Z)")
        opened = line_end(self._source, match.end())
        closed = closing.search(self._source, opened - 1, limit)
        return (closed.end() if closed else limit), f"{fence}\n"

    def _html_end(self, match: re.Match[str], limit: int) -> tuple[int, str]:
        tag = match["html"].lower()
        closer = re.compile(re.escape(_HTML_ENDS.get(tag, f"</{tag[1:]}")), re.IGNORECASE)
        closed = None
        if tag not in self._never_closed:
            closed = closer.search(self._source, match.end(), limit)
            if not closed and limit == len(self._source):
                self._never_closed.add(tag)
        # What is never closed would swallow the rest of the document: it ends with its line.
        end = line_end(self._source, closed.end() if closed else match.end())
        return end, f"{match['html']}\n"


def _table(source: str, match: re.Match[str]) -> Stretch:
    start = source.rfind("\n", 0, match.start()) + 1
    rows = line_end(source, match.start() + 1)
    blank = _BLANK_LINE.search(source, rows - 1)
    opening = source[start:rows] if rows - start <= _MAX_OPENING else ""
    end = blank.start() + 1 if blank else len(source)
    return Stretch(start, max(end, rows), 0, opening, is_verbatim=False)


def line_end(source: str, position: int) -> int:
    """Return where the line that `position` is in ends, its newline included."""
    newline = source.find("\n", position)
    return len(source) if newline < 0 else newline + 1


def cut(source: str, stretches: Stretches) -> Iterator[Section]:
    """Yield the sections that make up `source`, none longer than `LIMIT`."""
    section = Section(1, 1)
    while len(source) - section.start > TARGET:
        following = _next(source, section.start, stretches)
        closing = "\n-->" if following.opening.startswith("<!--") else ""
        yield replace(section, end=following.start, closing=closing)
        section = following
    yield replace(section, end=len(source))


def _next(source: str, start: int, stretches: Stretches) -> Section:
    """Return the section after the one that begins at `start`, its end still open."""
    wanted, limit = start + TARGET, min(start + LIMIT, len(source))
    stretch = stretches.around(wanted)
    if stretch and stretch.end > limit:
        return _part_of(source, stretch, start, wanted, limit)
    if stretch:
        wanted = stretch.end - 1
    places = [(_BETWEEN_BLOCKS, wanted), (_BETWEEN_ITEMS, wanted)]
    if limit < len(source):  # a place that is no good, as late as can be
        late = max(wanted, limit - TARGET)
        places += [(_BETWEEN_LINES, late), (_BETWEEN_WORDS, late)]
    for pattern, begin in places:
        for match in pattern.finditer(source, begin, limit):
            if not stretches.around(match.end()):
                return _section_at(source, match.end())
    return _section_at(source, limit)


def _part_of(source: str, stretch: Stretch, start: int, wanted: int, limit: int) -> Section:
    """Cut before a stretch that is too long, or else inside it."""
    if stretch.start > start + TARGET // 2:
        return _section_at(source, stretch.start)
    newline = source.rfind("\n", wanted, limit)
    position = newline + 1 if newline >= 0 else limit
    is_comment = stretch.opening.startswith("<!--")  # it draws nothing, so the gap stays
    return Section(position, position, stretch.opening, indent=stretch.indent, gap=is_comment)


def _section_at(source: str, position: int) -> Section:
    line = source[position : position + 100]
    indent = len(line) - len(line.lstrip(" \t")) if source[position - 1] == "\n" else 0
    gap = bool(re.search(r"\n[ \t]*\n\Z", source[max(0, position - 100) : position]))
    return Section(position, position, indent=indent, gap=gap)
