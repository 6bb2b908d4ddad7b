"""The Markdown parser, spared what would keep it busy for long."""

from functools import cache
from typing import TYPE_CHECKING

from tui.widgets.reader.blocks import MAX_NESTING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_CELLS = 20_000
"""Cells of a table: the parser fills up short rows with empty ones."""

MAX_OPEN_BRACKETS = 300
"""For each one that is never closed the parser looks through all that follows."""

_DELIMITERS = frozenset("-:| \t")


def parser_of(text: str) -> "MarkdownIt":
    """Return the parser for `text`; what it would take long over, it leaves as text."""
    without: tuple[str, ...] = ()
    if _columns(text) * text.count("\n") > MAX_CELLS:
        without = ("table",)
    if text.count("[") - text.count("]") > MAX_OPEN_BRACKETS:
        without = (*without, "link", "image")
    return _parser(without)


def _columns(text: str) -> int:
    rows = (line for line in text.split("\n") if _DELIMITERS.issuperset(line))
    return max((row.count("|") for row in rows), default=0)


@cache
def _parser(without: tuple[str, ...]) -> "MarkdownIt":
    """Make the parser; it is imported here, after the first paint."""
    from markdown_it import MarkdownIt

    options = {"maxNesting": MAX_NESTING}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    return parser.disable(list(without))
