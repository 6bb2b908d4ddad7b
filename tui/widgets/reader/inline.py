"""Text with looks: from the parser's inline tokens to spans, and spans wrapped to a width."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells, split_text

from tui import i18n
from tui.api.cleaning import without_controls
from tui.widgets.reader.links import resolve

if TYPE_CHECKING:
    from markdown_it.token import Token


class Span(NamedTuple):
    """A run of text that looks the same; `looks` name component styles of the reader.

    `link` is an address of the web, `match` the number of what was found in its section.
    """

    text: str
    looks: tuple[str, ...] = ()
    link: str = ""
    match: int = 0


Spans = tuple[Span, ...]

MAX_ADDRESS = 100
"""Characters shown of the address of an image, which may hold the whole image."""

_LOOKS = {"em": "emphasis", "strong": "strong", "s": "strike"}
_ADDRESS = re.compile(r"https?://[^\s<>\"`|]+[^\s<>\"`|.,:;!?)'*_\]]")
_BREAK = re.compile(r"(?i)<br[ \t]*/?>")
_WHITE = re.compile("[\t\n\u2028\u2029]")
# Chinese, Japanese and Korean are written without spaces: a line may end at each character.
_WIDE = (
    "\u1100-\u11ff\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
)
_PIECE = re.compile(rf"\n| +|[{_WIDE}][\u0300-\u036f\u3099\u309a\ufe0f]*|[^ \n{_WIDE}]+")


def plain(text: str) -> str:
    """Return `text` as it may be drawn on one line: no controls, white space as spaces."""
    return _WHITE.sub(" ", without_controls(text))


def spans_of(tokens: Iterable["Token"], looks: tuple[str, ...] = (), base: str = "") -> Spans:
    """Return what inline tokens say, a newline where a line breaks; comments are left out.

    Addresses are those of a text that stands at `base`.
    """
    found: list[Span] = []
    link = ""
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if token.type == "link_open":
            link = resolve(str(token.attrs.get("href", "")), base)
        elif token.type == "link_close":
            link = ""
        elif edge == "open" and kind in _LOOKS:
            looks = (*looks, _LOOKS[kind])
        elif edge == "close" and kind in _LOOKS:
            looks = looks[:-1]
        elif token.type == "text" and not link:
            found += _with_addresses(plain(token.content), looks)
        elif text := _said(token):
            own = (*looks, "code") if token.type == "code_inline" else looks
            found.append(_linked(Span(text, own), link or _address_of_image(token, base)))
    return tuple(found)


def _linked(span: Span, link: str) -> Span:
    return Span(span.text, (*span.looks, "link"), link) if link else span


def _said(token: "Token") -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return i18n.t("reader.image", image=plain(_name_of_image(token)))
        case "html_inline" if token.content.startswith("<!--"):
            return ""
        case "html_inline" if _BREAK.fullmatch(token.content):
            return "\n"
        case _:
            return plain(token.content)


def _name_of_image(token: "Token") -> str:
    said = "".join(child.content for child in token.children or ())
    address = str(token.attrs.get("src", ""))
    shown = address if len(address) <= MAX_ADDRESS else f"{address[:MAX_ADDRESS]}…"
    return " · ".join(part for part in (said, shown) if part)


def _address_of_image(token: "Token", base: str) -> str:
    return resolve(str(token.attrs.get("src", "")), base) if token.type == "image" else ""


def _with_addresses(text: str, looks: tuple[str, ...]) -> Iterator[Span]:
    """Make links of the addresses that stand bare in `text`."""
    end = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > end:
            yield Span(text[end : match.start()], looks)
        yield _linked(Span(match[0], looks), resolve(match[0], ""))
        end = match.end()
    if end < len(text):
        yield Span(text[end:], looks)


def width_of(spans: Spans) -> int:
    """Return the cells that `spans` take on one line."""
    return sum(cell_len(span.text) for span in spans)


def text_of(spans: Spans) -> str:
    """Return the bare text of `spans`."""
    return "".join(span.text for span in spans)


def wrap(spans: Spans, width: int) -> list[Spans]:
    """Return `spans` as lines of at most `width` cells; an empty text is one empty line."""
    return _slices(spans, _lines(text_of(spans), width))


def crop(spans: Spans, start: int, end: int) -> Spans:
    """Return the cells from `start` to `end`; half a wide letter is a space."""
    found: list[Span] = []
    left = 0
    for span in spans:
        right = left + cell_len(span.text)
        text = span.text
        if right > end:  # Rich splits no text behind its end
            text, _ = split_text(text, max(0, end - left))
        if right > start:
            _, text = split_text(text, max(0, start - left))
            found.append(span._replace(text=text))
        left = right
    return tuple(span for span in found if span.text)


def fold(spans: Spans, width: int) -> list[Spans]:
    """Return `spans` in pieces of `width` cells, spaces kept; an empty text is one piece."""
    ends = [*accumulate(map(len, chop(text_of(spans), width)))]
    return _slices(spans, [*zip([0, *ends], ends, strict=False)])


def chop(text: str, width: int) -> list[str]:
    """Return `text` in pieces of `width` cells, spaces kept; an empty text is one piece."""
    return chop_cells(text, width) or [text]


def _lines(text: str, width: int) -> list[tuple[int, int]]:
    """Return where each line begins and ends; the spaces at which it breaks belong to none."""
    lines: list[tuple[int, int]] = []
    start = end = used = 0

    def close(following: int) -> None:
        nonlocal start, end, used
        lines.append((start, end))
        start = end = following
        used = 0

    for match in _PIECE.finditer(text):
        piece, size = match[0], cell_len(match[0])
        if piece == "\n":
            close(match.end())
        elif piece[0] == " ":
            used += size
            if end == start:  # no line begins with the space at which the last one broke
                start, end, used = match.end(), match.end(), 0
        else:
            if used + size > width and end > start:
                close(match.start())
            if size > width:
                for part in chop(piece, width)[:-1]:
                    end = start + len(part)
                    close(end)
                size = cell_len(text[start : match.end()])
            used += size
            end = match.end()
    if end > start or not lines:  # a break at the very end begins no line
        lines.append((start, end))
    return lines


def _slices(spans: Spans, lines: Sequence[tuple[int, int]]) -> list[Spans]:
    """Cut `spans` at the places of `lines`, which ascend."""
    cut: list[Spans] = []
    index = offset = 0  # `offset` is where span `index` begins
    for start, end in lines:
        while index < len(spans) and offset + len(spans[index].text) <= start:
            offset += len(spans[index].text)
            index += 1
        line: list[Span] = []
        at, begin = index, offset
        while at < len(spans) and begin < end:
            span = spans[at]
            if text := span.text[max(0, start - begin) : end - begin]:
                line.append(span._replace(text=text))
            begin += len(span.text)
            at += 1
        cut.append(tuple(line))
    return cut
