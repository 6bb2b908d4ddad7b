"""From HTML to Markdown, in one pass.

The text is read from its beginning to its end, never back and never as a tree, so that time and
memory go by its length whatever it is. Of the markup remain headings, lists, quotes, code,
emphasis and links to the web; a row of a table becomes a line, an image what it is called.
"""

import html
import re

from tui.api.cleaning import clean_line, clean_text
from tui.exchange.addresses import web_address
from tui.exchange.hypertext.page import BULLETS, ITEM, NUMBERS, QUOTE, Page
from tui.exchange.hypertext.words import Words, as_heading, as_paragraph, longest_run

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|iframe|svg|math|object|title|select)\b.*?(?:</\1\b[^>]*+>?|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*+)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>?"
    r"|<[!?/][^>]*+>?"
    r"|(?P<text>[^<]++|<+(?=<)|<(?![a-z!?/]))",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = r"\s{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
_ADDRESS = re.compile(_ATTRIBUTE.format("href"), re.IGNORECASE)
_ALTERNATIVE = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&#[0-9]{8,}+;?")  # no character, and too long for int()

_LONGEST_ADDRESS = 2000

_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_LISTS = {"ul": BULLETS, "ol": NUMBERS}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PRE = frozenset(("pre",))
_CODE = frozenset(("code", "tt", "kbd", "samp"))
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(
    ("address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "head", "header", "html", "main", "nav",
     "p", "section", "summary", "table", "tbody", "tfoot", "thead", "tr")
)  # fmt: skip


def markdown_of(source: str) -> str:
    """Return HTML as Markdown; raises FileRefused where that is longer than a text may be."""
    reader = _Reader()
    for piece in _PIECE.finditer(source):
        if piece["text"]:
            reader.text(_unescaped(piece["text"]))
        elif tag := (piece["tag"] or "").lower():
            if piece["close"]:
                reader.close(tag)
            else:
                reader.open(tag, piece["attributes"])
    return reader.finish()


def markdown_of_text(source: str) -> str:
    """Return plain text as Markdown with the same lines and paragraphs."""
    page, words = Page(), Words()
    for line in clean_text(source).split("\n"):
        words.say(line)
        words.break_line()
    for paragraph in words.take():
        page.write(as_paragraph(paragraph))
    return page.text


class _Reader:
    """Hears the tags and the texts between them, in order."""

    def __init__(self) -> None:
        self._page = Page()
        self._words = Words()
        self._heading = 0
        self._code: list[str] | None = None
        """What code has been read since it began; tags within it are not heard."""
        self._is_block = False
        """Whether that code stands by itself."""

    def text(self, text: str) -> None:
        if self._code is None:
            self._words.say(text)
        else:
            self._code.append(text)

    def open(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._break_line()
        elif tag in _PRE:
            self._begin_code(is_block=True)
        elif self._code is not None and (self._is_block or tag not in _BLOCKS):
            return
        elif tag in _CODE:
            self._begin_code(is_block=False)
        elif tag in _EMPHASIS:
            self._words.begin(_EMPHASIS[tag], _EMPHASIS[tag], _EMPHASIS[tag])
        elif tag == "a":
            self._words.end("a")
            address = web_address(_attribute(_ADDRESS, attributes), _LONGEST_ADDRESS)
            if address:
                self._words.begin("a", "[", f"]({address})")
        elif tag == "img":
            self._words.say(_attribute(_ALTERNATIVE, attributes))
        elif tag in _CELLS:
            self._words.separate(" | ")
        else:
            self._open_block(tag)

    def close(self, tag: str) -> None:
        if tag in (_PRE if self._is_block else _CODE):
            self._end_code()
        elif self._code is not None and self._is_block:
            return
        elif tag in _EMPHASIS:
            self._words.end(_EMPHASIS[tag])
        elif tag == "a":
            self._words.end("a")
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_block()
            self._heading = 0
        elif kind := {**_LISTS, "li": ITEM, "blockquote": QUOTE}.get(tag):
            self._end_block()
            self._page.end(kind)

    def finish(self) -> str:
        self._end_block()
        return self._page.text

    def _open_block(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _HEADINGS or tag in _LISTS or tag in ("li", "blockquote", "hr"):
            self._end_block()
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _LISTS:
            self._page.begin_list(_LISTS[tag])
        elif tag == "li":
            self._page.begin_item()
        elif tag == "blockquote":
            self._page.begin_quote()
        elif tag == "hr":
            self._page.write(["---"])

    def _end_block(self) -> None:
        self._end_code()
        paragraphs = self._words.take()
        if paragraphs and self._heading:
            self._page.write([as_heading(paragraphs, self._heading)])
            self._heading = 0
        else:
            for paragraph in paragraphs:
                self._page.write(as_paragraph(paragraph))

    def _break_line(self) -> None:
        if self._code is None:
            self._words.break_line()
        else:
            self._code.append("\n")

    def _begin_code(self, *, is_block: bool) -> None:
        if self._code is None or is_block > self._is_block:
            if is_block:
                self._end_block()
            self._code, self._is_block = [], is_block

    def _end_code(self) -> None:
        if self._code is None:
            return
        code, self._code = "".join(self._code), None
        is_block, self._is_block = self._is_block, False
        if not is_block:
            self._words.code(code)
        elif code.strip():
            fence = "`" * max(3, longest_run(code) + 1)
            self._page.write([fence, *code.strip("\n").split("\n"), fence])


def _unescaped(text: str) -> str:
    return clean_text(html.unescape(_LONG_NUMBER.sub("", text)))


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    return clean_line(_unescaped(next(filter(None, match.groups()), ""))) if match else ""
