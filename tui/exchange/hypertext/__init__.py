"""HTML and plain text as Markdown in which nothing of them is markup any more."""

from tui.exchange.hypertext.reading import markdown_of, markdown_of_text

__all__ = ["markdown_of", "markdown_of_text"]
