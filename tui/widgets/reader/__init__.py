"""A read-only view of Markdown that costs what is on the screen, not what is in the document."""

from tui.widgets.reader.document import Document
from tui.widgets.reader.flow import Place
from tui.widgets.reader.headings import Heading
from tui.widgets.reader.inline import Span, Spans
from tui.widgets.reader.links import Link
from tui.widgets.reader.parts import Part, Parts
from tui.widgets.reader.view import Reader

__all__ = ["Document", "Heading", "Link", "Part", "Parts", "Place", "Reader", "Span", "Spans"]
