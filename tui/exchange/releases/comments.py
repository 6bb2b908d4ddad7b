"""HTML comments: what a writer wrote to himself is not shown to readers."""

from collections.abc import Sequence

from markdown_it.token import Token

from tui.exchange.files import FileRefused
from tui.exchange.releases.inlines import MOST_READ, Inlines

_BEGIN, _END = "<!--", "-->"


def drop_comments(tokens: Sequence[Token], shown: list[str | None], inlines: Inlines) -> None:
    """Take the comments out of the shown lines; what a code block holds is no comment.

    A comment without an end hides the rest of the file, so it is refused. In a paragraph that is
    too long to be read comments stay.
    """
    for token in tokens:
        if _BEGIN not in token.content or not token.map:
            continue
        start, end = token.map
        source = "\n".join(line or "" for line in shown[start:end])
        if token.type == "html_block":
            if token.content.lstrip().startswith(_BEGIN) and _END not in token.content:
                raise FileRefused("comment_open", start + 1)
            _show(shown, start, end, without_comments(source))
        elif token.type == "inline" and len(token.content) <= MOST_READ:
            inline = inlines.read(token.content, {}, start)
            _show(shown, start, end, _without_inline(source, inline))


def without_comments(html: str) -> str:
    """Return the HTML with only the line breaks of its comments left, so that lines count on."""
    kept: list[str] = []
    done = 0
    while (begin := html.find(_BEGIN, done)) >= 0:
        end = html.find(_END, begin + 2)
        if end < 0:
            break
        kept += [html[done:begin], "\n" * html.count("\n", begin, end)]
        done = end + len(_END)
    return "".join([*kept, html[done:]])


def _without_inline(source: str, inline: Token) -> str:
    # The parser tells comments from code such as `<!-- -->`.
    for token in inline.children or []:
        if token.type == "html_inline" and token.content.startswith(_BEGIN):
            source = source.replace(token.content, "\n" * token.content.count("\n"), 1)
    return source


def _show(shown: list[str | None], start: int, end: int, text: str) -> None:
    """Show these lines; one of which nothing is left is dropped."""
    for number, line in enumerate(text.split("\n")[: end - start], start):
        was_blank = not (shown[number] or "").strip()
        shown[number] = line if line.strip() or was_blank else None
