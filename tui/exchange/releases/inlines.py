"""What stands inside headings and paragraphs, read by markdown-it within a bound.

Its time goes by the characters of markup, up to ten microseconds for each: the titles of a file
that is ten megabytes of `![` would take minutes. A real file of 200 kB has under 3,000 of them.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.exchange.files import FileRefused

MOST_READ = 2000
"""Characters of one paragraph."""
MOST_MARKUP = 250_000
"""Characters of markup in all that is read of one file."""

MARKUP = "[]!*_<&\\`"
"""What begins with another character begins with text."""

_PARSER = MarkdownIt("commonmark")


class Inlines:
    """Reads the headings and paragraphs of one file."""

    def __init__(self) -> None:
        self._left = MOST_MARKUP

    def read(self, markdown: str, env: dict[str, Any], line: int) -> Token:
        """Return a heading or paragraph on this line (from 0), its parts as `children`.

        Raises FileRefused where the file has had more markup than anybody writes.
        """
        markdown = markdown[:MOST_READ]
        self._left -= sum(map(markdown.count, MARKUP))
        if self._left < 0:
            raise FileRefused("markup", line + 1, limit=MOST_MARKUP)
        return _PARSER.parseInline(markdown, env)[0]
