"""A Markdown document that is parsed a section at a time, when somebody asks for that section."""

import re
from bisect import bisect_right

from tui.widgets.reader.blocks import Block, Body, Table, Text, blocks_of
from tui.widgets.reader.headings import Headings
from tui.widgets.reader.inline import Span, Spans, plain, spans_of, text_of
from tui.widgets.reader.links import Link
from tui.widgets.reader.parser import parser_of
from tui.widgets.reader.sections import Section, Stretches, cut

MAX_BRACKETS = 20
"""Of a heading; one of more is said as it is written: each may begin a link, and costs as much."""

_DEFINITION = re.compile(
    r"\n {0,3}\[([^\[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|([^<\s]\S*))"
)
_MARKED = re.compile(r"[\\`*_~\[\]<>&!]")


class Document:
    """The sections of a source, numbered from 1; section 0 is the title block above it.

    They are cut as somebody comes to them: `sections` holds the first ones, `rest` is where the
    others begin. `url` is the page that the text stands on.
    """

    def __init__(self, markdown: str, *, title: str = "", meta: str = "", url: str = "") -> None:
        self.source = "\n" + markdown.replace("\r\n", "\n").replace("\r", "\n")
        self._front = _front(title, meta)
        self._url = url
        stretches = Stretches(self.source)
        self._cut = cut(self.source, stretches)
        self.sections = [Section(0, 1)]
        self.headings = Headings(self.source, stretches, self._said)
        self._references: dict[str, dict[str, str]] | None = None

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

    def has(self, index: int) -> bool:
        """Whether there is a section `index`, cutting that far."""
        while len(self.sections) <= index and self.cut_further():
            pass
        return index < len(self.sections)

    @property
    def last(self) -> int:
        """The number of the last section; the whole source is cut for it."""
        while self.cut_further():
            pass
        return len(self.sections) - 1

    def text(self, index: int) -> str:
        """Return what section `index` is parsed from, bare of what stands around it."""
        section = self.sections[index]
        if index == 0:
            return "\n".join(
                text_of(spans) for block in self._front for spans in _texts(block.body)
            )
        return self.source[section.start : section.end]

    def blocks(self, index: int) -> list[Block]:
        """Parse section `index`."""
        if index == 0:
            return self._front
        section, text = self.sections[index], self.text(index)
        if section.indent:
            text = re.sub(rf"(?m)^[ \t]{{1,{section.indent}}}", "", text)
        environment = {"references": self.references}
        text = f"{section.opening}{text}{section.closing}"
        tokens = parser_of(text).parse(text, environment)
        return blocks_of(tokens, section.indent, self._url)

    def links(self, index: int) -> list[Link]:
        """Return the links of section `index`; it is not parsed if it can have none."""
        text = self.text(index)
        if "://" in text or "](" in text or ("[" in text and self.references):
            return _links(self.blocks(index))
        return []

    def _said(self, text: str) -> str:
        """Return the text of a heading without its marks of emphasis, links and code."""
        if not _MARKED.search(text) or text.count("[") > MAX_BRACKETS:
            return plain(text)
        tokens = parser_of(text).parseInline(text, {"references": self.references})
        return plain(text_of(spans_of(tokens[0].children or ())))

    # From lines to places in the source, and back

    def find(self, position: int) -> tuple[int, int]:
        """Return the section in which `position` is, and its line in what is parsed of it."""
        while self.rest <= position and self.cut_further():
            pass
        index = bisect_right(self.sections, position, key=lambda one: one.start) - 1
        section = self.sections[index]
        above = self.source.count("\n", section.start, position)
        return index, above + section.opening.count("\n")

    def position(self, index: int, line: int) -> int:
        """Return where `line` of what is parsed of section `index` begins."""
        section = self.sections[index]
        position = section.start
        for _ in range(line - section.opening.count("\n")):
            position = self.source.find("\n", position, section.end) + 1 or section.end
        return position

    @property
    def references(self) -> dict[str, dict[str, str]]:
        """The link definitions of the whole source, collected once."""
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
