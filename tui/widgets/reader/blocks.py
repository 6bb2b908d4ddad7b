"""From the parser's tokens to a flat list of blocks, each with the prefix of what holds it.

A list item or a quote is not a block but a frame around some: what it puts before the first line
and before the others. So laying out never nests, however deep the source does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui import i18n
from tui.api.cleaning import clean_text
from tui.widgets.reader.inline import Span, Spans, plain, spans_of, text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 40
"""Levels that are parsed; a list takes two."""

MAX_LANGUAGE = 20
"""Characters shown of a language's name."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAKS = re.compile(r"(?i)(?:<br[ \t]*/?>\s*)*")
_TASK = re.compile(r"\[[ xX]\] ")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or a heading, wrapped."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their spaces and are never wrapped; `language` is what they say they are."""

    lines: tuple[Spans, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Html:
    """Lines of HTML, shown as text; a long one goes on below."""

    lines: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first being the heads; `aligns` is left, center or right by column."""

    rows: tuple[tuple[Spans, ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Body = Text | Code | Html | Table | Rule


@dataclass(frozen=True, slots=True)
class Block:
    """A body and what stands around it.

    `lead` stands before its first line and `hang` before the others; `gap` is the prefix of the
    blank line above it, if there is one; `line` is its line in the parsed source.
    """

    body: Body
    lead: tuple[Span, ...] = ()
    hang: tuple[Span, ...] = ()
    gap: tuple[Span, ...] | None = None
    line: int = 0


@dataclass(slots=True)
class _Frame:
    first: Span | None
    rest: Span | None
    is_tight: bool | None = None
    """For lists: whether nothing separates the items."""
    begun: bool = False
    number: int = 0


@dataclass(slots=True)
class _Walk:
    tokens: Sequence["Token"]
    base: str
    frames: list[_Frame] = field(default_factory=list[_Frame])
    blocks: list[Block] = field(default_factory=list[Block])

    def emit(self, body: Body, line: int) -> None:
        begun = [frame for frame in self.frames if frame.begun]
        separated = bool(self.blocks) and not self._is_tight(begun)
        gap = tuple(frame.rest for frame in begun if frame.rest) if separated else None
        hang = tuple(frame.rest for frame in self.frames if frame.rest)
        marks = [frame.rest if frame.begun else frame.first for frame in self.frames]
        self.blocks.append(Block(body, tuple(mark for mark in marks if mark), hang, gap, line))
        for frame in self.frames:
            frame.begun = True

    @staticmethod
    def _is_tight(frames: list[_Frame]) -> bool:
        kinds = [frame.is_tight for frame in frames if frame.is_tight is not None]
        return bool(kinds and kinds[-1])

    def open(self, index: int) -> None:
        """Enter the list, item or quote that token `index` opens."""
        token = self.tokens[index]
        match token.type:
            case "blockquote_open":
                bar = Span("▌ ", ("quote",))
                self.frames.append(_Frame(bar, bar))
            case "list_item_open":
                marker = self._marker(index)
                self.frames.append(_Frame(Span(marker, ("marker",)), Span(" " * len(marker))))
            case _:
                start = int(token.attrs.get("start", 1))
                ordered = token.type == "ordered_list_open"
                tight = self._reads_tight(index)
                self.frames.append(_Frame(None, None, tight, number=start if ordered else -1))

    def close(self, token: "Token") -> None:
        """Leave it again; what held nothing that was parsed says so."""
        frame = self.frames[-1]
        if not frame.begun and token.level >= MAX_NESTING - 1:
            self.emit(Text((Span(i18n.t("reader.too_deep"), ("muted",)),)), 0)
        elif not frame.begun and token.type == "list_item_close":
            self.emit(Text(()), 0)
        self.frames.pop()

    def _marker(self, index: int) -> str:
        around = self.frames[-1]
        if task := _task(self.tokens[index + 2 : index + 3]):
            return task
        if around.number < 0:
            return "• "
        around.number += 1
        return f"{around.number - 1}{self.tokens[index].markup} "

    def _reads_tight(self, index: int) -> bool:
        """Whether the list is tight: its paragraphs are hidden, or it has none."""
        level = self.tokens[index].level + 2
        for token in self.tokens[index + 1 :]:
            if token.level < level - 1:
                break
            if token.type == "paragraph_open" and token.level == level:
                return token.hidden
        return True

    def emit_inline(self, index: int) -> None:
        """Emit the paragraph or heading whose text token `index` is."""
        token, opener = self.tokens[index], self.tokens[index - 1]
        looks = (opener.tag,) if opener.type == "heading_open" else ()
        spans = spans_of(token.children or (), looks, self.base)
        if self.tokens[index - 2].type == "list_item_open" and (task := _task([token])):
            spans = (spans[0]._replace(text=spans[0].text[len(task) :]), *spans[1:])
        line = token.map[0] if token.map else 0
        if text_of(spans).strip():
            self.emit(Text(spans), line)


def blocks_of(tokens: Sequence["Token"], margin: int = 0, base: str = "") -> list[Block]:
    """Return the blocks that `tokens` make, in order, `margin` cells from the left.

    `base` is the address of the page that the text stands on, if it stands on one.
    """
    walk = _Walk(tokens, base)
    if margin:
        edge = Span(" " * margin)
        walk.frames.append(_Frame(edge, edge))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = token.map[0] if token.map else 0
        match token.type:
            case "blockquote_open" | "bullet_list_open" | "ordered_list_open" | "list_item_open":
                walk.open(index)
            case "blockquote_close" | "bullet_list_close" | "ordered_list_close":
                walk.close(token)
            case "list_item_close":
                walk.close(token)
            case "inline":
                walk.emit_inline(index)
            case "fence" | "code_block":
                lines = _lines(token.content, "code-block")
                walk.emit(Code(lines, _language(token.info)), line)
            case "html_block":
                shown = _COMMENT.sub("", token.content).strip("\n ")
                if not _BREAKS.fullmatch(shown):
                    walk.emit(Html(_lines(shown, "html")), line)
            case "hr":
                walk.emit(Rule(), line)
            case "table_open":
                end = _end_of_table(tokens, index)
                walk.emit(_table(tokens[index:end], base), line)
                index = end
            case _:
                pass
        index += 1
    return walk.blocks


def _lines(content: str, look: str) -> tuple[Spans, ...]:
    lines = clean_text(content.expandtabs(4)).removesuffix("\n").split("\n")
    return tuple((Span(line, (look,)),) for line in lines)


def _language(info: str) -> str:
    """Return the first word of what stands behind a fence."""
    return plain(next(iter(info.split()), ""))[:MAX_LANGUAGE]


def _task(tokens: Sequence["Token"]) -> str:
    """Return the box that the text of a task begins with: `[ ] ` or `[x] `."""
    first = tokens[0].children[0] if tokens and tokens[0].children else None
    task = _TASK.match(first.content) if first and first.type == "text" else None
    return task[0] if task else ""


def _end_of_table(tokens: Sequence["Token"], start: int) -> int:
    end = start
    while tokens[end].type != "table_close":
        end += 1
    return end


def _table(tokens: Sequence["Token"], base: str) -> Table:
    rows: list[list[Spans]] = []
    aligns: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            head = token.type == "th_open"
            looks = ("table-head",) if head else ()
            rows[-1].append(spans_of(tokens[index + 1].children or (), looks, base))
            if head:
                aligns.append(str(token.attrs.get("style", "text-align:left"))[11:])
    return Table(tuple(tuple(row) for row in rows), tuple(aligns))
