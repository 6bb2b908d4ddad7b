"""Several texts one below the other, read as one: what somebody begins in one ends with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tui.widgets.reader.blocks import Block, Text
from tui.widgets.reader.document import Document
from tui.widgets.reader.inline import Spans, plain, text_of
from tui.widgets.reader.links import Link
from tui.widgets.reader.sections import Section


@dataclass(frozen=True, slots=True)
class Part:
    """A text in Markdown with a line of its own above it; without a text it is that line."""

    head: Spans
    body: str = ""


class Parts(Document):
    """The sections of all `parts`; the first of each is its head, section 0 of all is empty."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._documents = [Document(part.body if part.body.strip() else "") for part in parts]
        super().__init__("".join(each.source for each in self._documents).removeprefix("\n"))
        self.sections = [Section(0, 0)]
        self._owners: list[tuple[int, int]] = [(0, 0)]
        """Of each section: its part, and which section of that one it is."""
        self._heads: list[int] = []
        """The sections with which the parts begin, as far as they are cut."""
        self._cut = self._cut_parts()

    def _cut_parts(self) -> Iterator[Section]:
        begin = 0
        for number, document in enumerate(self._documents):
            self._heads.append(len(self._owners))
            self._owners.append((number, 0))
            yield Section(begin, begin + 1, gap=number > 0)
            if len(document.source) > 1:
                yield from self._sections_of(number, begin)
            begin += len(document.source)

    def _sections_of(self, number: int, begin: int) -> Iterator[Section]:
        document, index = self._documents[number], 1
        while document.has(index):
            section = document.sections[index]
            self._owners.append((number, index))
            yield replace(section, start=begin + section.start, end=begin + section.end)
            index += 1

    def head(self, part: int) -> int:
        """Return the section with which a part begins; all before it is cut."""
        while len(self._heads) <= part and self.cut_further():
            pass
        return self._heads[part]

    def part(self, section: int) -> int:
        """Return the part that a section is of."""
        return self._owners[section][0] if self.has(section) else 0

    def text(self, index: int) -> str:
        """Return what section `index` is parsed from, of a head what it says."""
        part, section = self._owners[index]
        if section:
            return self._documents[part].text(section)
        return text_of(self.parts[part].head) if index else ""

    def blocks(self, index: int) -> list[Block]:
        """Parse section `index` by the rules and link definitions of its part alone."""
        part, section = self._owners[index]
        if section:
            return self._documents[part].blocks(section)
        if not index:
            return []
        head = self.parts[part].head
        return [Block(Text(tuple(span._replace(text=plain(span.text)) for span in head)))]

    def links(self, index: int) -> list[Link]:
        """Return the links of section `index`; a head has none."""
        part, section = self._owners[index]
        return self._documents[part].links(section) if section else []
