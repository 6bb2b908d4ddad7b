"""The links of a whole document, found a bounded piece at a time."""

from tui.widgets.reader.document import Document
from tui.widgets.reader.links import Link

MAX_LINKS = 1_000
"""Links that are listed; a text of more is a list of links, and is read rather than picked from."""

AT_ONCE = 8_000
"""Characters gone through in one turn."""


class LinkList:
    """The links of `document`, in order, each address once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[str, Link] = {}
        self._following = 0
        self.is_complete = False
        """Whether the whole document has been gone through."""

    @property
    def found(self) -> tuple[Link, ...]:
        """Those found so far."""
        return tuple(self._found.values())[:MAX_LINKS]

    @property
    def is_full(self) -> bool:
        """Whether there are more than are listed."""
        return len(self._found) > MAX_LINKS

    def find_further(self) -> bool:
        """Go through some more sections; whether there were more."""
        seen = 0
        while not self.is_full and not self.is_complete and seen < AT_ONCE:
            if self._document.has(self._following):
                for link in self._document.links(self._following):
                    self._found.setdefault(link.url, link)
                seen += len(self._document.text(self._following))
                self._following += 1
            else:
                self.is_complete = True
        return not self.is_full and not self.is_complete
