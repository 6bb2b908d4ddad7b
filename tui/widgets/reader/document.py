"""A Markdown document that is parsed a section at a time, when somebody asks for that section."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.widgets.reader.blocks import MAX_NESTING, Block, Body, Table, Text, blocks_of
from tui.widgets.reader.inline import Span, Spans, plain, spans_of, text_of
from tui.widgets.reader.sections import Section, Stretch, Stretches, cut

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_DEFINITION = re.compile(
    r"\n {0,3}\[([^\[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|([^<\s]\S*))"
)
_HEADING = re.compile(
    r"\n {0,3}(?:(?P<marks>#{1,6})(?P<text>[ \t][^\n]*)?(?=\n|\Z)"
    r"|(?P<line>[^\s#>|][^\n]*)\n {0,3}(?P<under>=+|-+)[ \t]*(?=\n|\Z))"
)
_NO_HEADING = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]|[-*_= \t]+\Z|<")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document; `position` is where it stands in the source."""

    level: int
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link: what it says and the address it leads to."""

    text: str
    url: str

    @property
    def is_openable(self) -> bool:
        """Whether it leads to the web."""
        return is_openable(self.url)


def is_openable(url: str) -> bool:
    """Whether `url` may be opened: an address of the web, http or https, and nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable()


class Document:
    """The sections of a source, numbered from 1; section 0 is the title block above it.

    They are cut as somebody comes to them: `sections` holds the first ones, `rest` is where the
    others begin.
    """

    def __init__(self, markdown: str, *, title: str = "", meta: str = "") -> None:
        self.source = "\n" + markdown.replace("\r\n", "\n").replace("\r", "\n")
        self._front = _front(title, meta)
        self._stretches = Stretches(self.source)
        self._cut = cut(self.source, self._stretches)
        self.sections = [Section(0, 1)]
        self._references: dict[str, dict[str, str]] | None = None
        self._links: dict[int, list[Link]] = {}
        self.parsed = 0
        """How many characters have been parsed, which is what time goes to."""

    @property
    def rest(self) -> int:
        """Where the source is not cut in sections yet; its end if all of it is."""
        return self.sections[-1].end

    def cut_further(self) -> bool:
        """Cut one more section, if there is more."""
        section = next(self._cut, None)
        if section:
            self.sections.append(section)
        return section is not None

    def blocks(self, index: int) -> list[Block]:
        """Parse section `index`."""
        if index == 0:
            return self._front
        section = self.sections[index]
        text = self.source[section.start : section.end]
        if section.indent:
            text = re.sub(rf"(?m)^[ \t]{{1,{section.indent}}}", "", text)
        self.parsed += section.end - section.start
        environment = {"references": self._all_references()}
        tokens = _parser().parse(f"{section.opening}{text}{section.closing}", environment)
        blocks = blocks_of(tokens, section.indent)
        self._links[index] = _links(blocks)
        return blocks

    @property
    def links(self) -> list[Link]:
        """The links of the sections parsed so far, in order, each address once."""
        found = (link for _, links in sorted(self._links.items()) for link in links)
        return list({link.url: link for link in reversed(list(found))}.values())[::-1]

    def outline(self) -> list[Heading]:
        """Return every heading that stands in no list or quote, in order."""
        found: list[Heading] = []
        position = 0
        while match := _HEADING.search(self.source, position):
            start = match.start() + 1
            position = match.end()
            if (inside := self._verbatim(start)) or _NO_HEADING.match(match["line"] or ""):
                position = inside.end - 1 if inside else match.end("line")
                continue
            found.append(self._heading(match, start))
        return found

    def _heading(self, match: re.Match[str], start: int) -> Heading:
        if match["marks"]:
            text = re.sub(r"(?:^|[ \t])#+[ \t]*\Z", "", (match["text"] or "").rstrip()).strip()
            return Heading(len(match["marks"]), self._said(text), start)
        return Heading(
            1 if match["under"][0] == "=" else 2, self._said(match["line"].strip()), start
        )

    def _said(self, text: str) -> str:
        """Return `text` without its marks of emphasis, links and code."""
        tokens = _parser().parseInline(text, {"references": self._all_references()})
        return plain(text_of(spans_of(tokens[0].children or ())))

    def _verbatim(self, position: int) -> Stretch | None:
        stretch = self._stretches.around(position + 1)
        return stretch if stretch and stretch.is_verbatim else None

    def find(self, heading: Heading) -> tuple[int, int]:
        """Return the section in which `heading` stands, and its line in what is parsed of it."""
        while self.rest <= heading.position and self.cut_further():
            pass
        index = bisect_right(self.sections, heading.position, key=lambda one: one.start) - 1
        section = self.sections[index]
        above = self.source.count("\n", section.start, heading.position)
        return index, above + section.opening.count("\n")

    def _all_references(self) -> dict[str, dict[str, str]]:
        """Return the link definitions of the whole source, collected once."""
        if self._references is None:
            self._references = _definitions(self.source)
        return self._references


def _definitions(source: str) -> dict[str, dict[str, str]]:
    from markdown_it.common.utils import unescapeAll

    found: dict[str, dict[str, str]] = {}
    for label, bracketed, bare in _DEFINITION.findall(source):
        url = bracketed or bare
        href = unescapeAll(url) if "&" in url or "\\" in url else url
        # The parser looks for labels folded so (`normalizeReference`, which takes thrice as long).
        folded = " ".join(label.split()).lower().upper()
        found.setdefault(folded, {"title": "", "href": href})
    return found


@cache
def _parser() -> "MarkdownIt":
    """Make the parser; it is imported here, after the first paint."""
    from markdown_it import MarkdownIt

    options = {"maxNesting": MAX_NESTING}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _front(title: str, meta: str) -> list[Block]:
    lines = ((title, "title"), (meta, "meta"))
    return [Block(Text((Span(plain(text), (look,)),))) for text, look in lines if text]


def _links(blocks: list[Block]) -> list[Link]:
    found: list[Link] = []
    for spans in (spans for block in blocks for spans in _texts(block.body)):
        for before, span in zip((None, *spans), spans, strict=False):
            if not span.link:
                continue
            if before and before.link == span.link:
                found[-1] = Link(found[-1].text + plain(span.text), span.link)
            else:
                found.append(Link(plain(span.text), span.link))
    return found


def _texts(body: Body) -> list[Spans]:
    if isinstance(body, Text):
        return [body.spans]
    return [cell for row in body.rows for cell in row] if isinstance(body, Table) else []
