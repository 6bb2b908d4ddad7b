"""A read-only view of Markdown that costs what is on the screen, not what is in the document."""

from tui.widgets.reader.document import Heading, Link, is_openable
from tui.widgets.reader.view import Reader

__all__ = ["Heading", "Link", "Reader", "is_openable"]
