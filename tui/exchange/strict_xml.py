"""XML as a small tree with lines; what makes XML dangerous is refused by name and line.

A document type is refused whatever it holds: entities, and files and addresses to fetch, are
declared nowhere else. The encoding that a document declares is passed over, as its bytes have been
decoded before (`tui.exchange.files`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from tui.exchange.files import FileRefused

MAX_DEPTH = 100
MAX_PARTS = 200_000
"""Elements and attributes of a document."""
MAX_ATTRIBUTES = 100
"""Of one element."""

_XML = "http://www.w3.org/XML/1998/namespace"

# Looked for before the parser sees the text: it makes all attributes of an element at once.
_MANY_ATTRIBUTES = re.compile(
    rf"<[^<>\s!?]*+(?:\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){{{MAX_ATTRIBUTES + 1}}}"
)


@dataclass(frozen=True)
class Element:
    """An element on line `line` (from 1); `parts` are its texts and children in order."""

    space: str
    name: str
    line: int
    attributes: dict[tuple[str, str], str]
    parts: list["str | Element"] = field(default_factory=list["str | Element"])

    def get(self, name: str, space: str = "") -> str:
        """Return an attribute, or an empty text."""
        return self.attributes.get((space, name), "")

    def children(self, name: str = "", space: str | None = None) -> "Iterator[Element]":
        """Yield the children of this name (all without one), of the element's own namespace."""
        wanted = self.space if space is None else space
        for part in self.parts:
            if isinstance(part, Element) and name in ("", part.name) and part.space == wanted:
                yield part

    def child(self, name: str, space: str | None = None) -> "Element | None":
        """Return the first child of this name."""
        return next(self.children(name, space), None)

    def text(self) -> str:
        """Return the whole text, that of all elements inside included."""
        return "".join(it if isinstance(it, str) else it.text() for it in self.parts)

    def text_of(self, name: str, space: str | None = None) -> str:
        """Return the text of the first child of this name without white space around it."""
        found = self.child(name, space)
        return found.text().strip() if found else ""


def read_xml(text: str) -> Element:
    """Return the root of the document; raises FileRefused."""
    if match := _MANY_ATTRIBUTES.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise FileRefused("xml_attributes", line, limit=MAX_ATTRIBUTES)
    parser = create_parser(namespaceHandling=1, forbid_dtd=True)
    tree = _Tree(parser.getLineNumber)
    parser.setContentHandler(tree)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        raise FileRefused("xml_dtd", parser.getLineNumber()) from None
    except SAXParseException as error:
        raise FileRefused("xml", error.getLineNumber(), detail=error.getMessage()) from None
    return tree.root


def language_of(*elements: Element | None) -> str:
    """Return the language (xml:lang) of the first element that names one, or an empty text."""
    named = (element.get("lang", _XML) for element in elements if element)
    return next((language for language in named if language), "")


class _Tree(ContentHandler):
    """Builds the tree while it stays within its bounds; the names of its methods are SAX's."""

    def __init__(self, line: Callable[[], int]) -> None:
        super().__init__()
        self._line = line
        self._above = Element("", "", 0, {})
        self._open = [self._above]
        self._count = 0

    @property
    def root(self) -> Element:
        """The outermost element."""
        return next(part for part in self._above.parts if isinstance(part, Element))

    def startElementNS(  # noqa: N802
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        line = self._line()
        self._count += 1 + len(attrs)
        if len(self._open) > MAX_DEPTH:
            raise FileRefused("xml_deep", line, limit=MAX_DEPTH)
        if self._count > MAX_PARTS:
            raise FileRefused("xml_large", line, limit=MAX_PARTS)
        attributes = {(space or "", key): value for (space, key), value in attrs.items()}
        element = Element(name[0] or "", name[1], line, attributes)
        self._open[-1].parts.append(element)
        self._open.append(element)

    def endElementNS(  # noqa: N802
        self, name: tuple[str | None, str], qname: str | None
    ) -> None:
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].parts.append(content)
