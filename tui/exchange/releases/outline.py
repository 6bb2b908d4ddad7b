"""A Markdown text as its blocks and headings, and the parts of its source between lines.

Lines are counted from 0. The text itself is never written anew: what a reader gets are the
lines of the file, without comments and with the link definitions that it uses.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from tui.api.cleaning import clean_line
from tui.exchange.files import FileRefused
from tui.exchange.releases.comments import drop_comments, without_comments
from tui.exchange.releases.inlines import MARKUP, Inlines

_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")

_LABEL = re.compile(r"\[([^\[\]]{1,200})\]")
_BOLD = re.compile(r"(\*\*|__)(?P<text>[^*_\n]{1,80})\1\s*:?\s*")


@dataclass(frozen=True)
class Heading:
    """A heading in lines `start` to `end`; a bold line that stands for one has level 7."""

    level: int
    start: int
    end: int
    text: str
    url: str = ""


@dataclass(frozen=True)
class Block:
    """An outermost block: its kind (markdown-it's token type), lines and tokens."""

    kind: str
    start: int
    end: int
    tokens: Sequence[Token]


@dataclass(frozen=True)
class Outline:
    """The blocks and headings of a text, in order."""

    lines: list[str]
    shown: list[str | None]
    """The lines as readers get them; None for comments and definitions."""
    blocks: list[Block]
    headings: list[Heading]
    _env: dict[str, Any]
    _definitions: dict[str, tuple[int, int]]
    """Where the target of each link label is defined."""
    _inlines: Inlines

    def words(self, markdown: str, line: int) -> str:
        """Return the words of a paragraph on this line without its markup, on one line."""
        return _words(self._inlines.read(markdown, self._env, line))

    def between(self, start: int, end: int) -> Iterator[Block]:
        """Yield the blocks that begin in these lines."""
        first = bisect_left(self.blocks, start, key=lambda block: block.start)
        for index in range(first, len(self.blocks)):
            if self.blocks[index].start >= end:
                return
            yield self.blocks[index]

    def headings_between(self, start: int, end: int) -> list[Heading]:
        """Return the headings that begin in these lines."""
        first = bisect_left(self.headings, start, key=lambda heading: heading.start)
        last = bisect_left(self.headings, end, key=lambda heading: heading.start)
        return self.headings[first:last]

    def has_content(self, start: int, end: int) -> bool:
        """Whether there is more to read than rules, images and comments."""
        return any(map(self.is_content, self.between(start, end)))

    def is_content(self, block: Block) -> bool:
        """Whether a block has more to read than a rule, images and comments."""
        return block.kind != "hr" and any(map(self._has_words, block.tokens))

    def _has_words(self, token: Token) -> bool:
        if token.type == "html_block":
            return bool(re.sub(r"<[^<>]*>", "", without_comments(token.content)).strip())
        if token.type == "inline":
            text = token.content.lstrip()
            if not text or text[0] not in MARKUP:
                return bool(text)
            return bool(_words(self._inlines.read(text, {}, _line(token))))
        return token.type in ("fence", "code_block") and bool(token.content.strip())

    def body(self, start: int, end: int) -> str:
        """Return these lines as Markdown that stands by itself."""
        rules = {block.start for block in self.between(start, end) if block.kind == "hr"}
        while start < end and (start in rules or not (self.shown[start] or "").strip()):
            start += 1
        while start < end and (end - 1 in rules or not (self.shown[end - 1] or "").strip()):
            end -= 1
        text = "\n".join(line for line in self.shown[start:end] if line is not None)
        definitions = "\n".join(self._used(text))
        return f"{text}\n\n{definitions}" if definitions else text

    def bold_headings(self, start: int, end: int) -> list[Heading]:
        """Return the bold lines that stand for headings."""
        return [
            Heading(7, block.start, block.end, self.words(bold["text"], block.start).rstrip(": "))
            for block in self.between(start, end)
            if block.kind == "paragraph_open"
            and (bold := _BOLD.fullmatch(block.tokens[1].content))
            and not bold["text"].rstrip().endswith((".", "!", "?", ","))
        ]

    def _used(self, text: str) -> Iterator[str]:
        """Yield the definitions of the labels in `text`."""
        labels = _LABEL.findall(text) if self._definitions else []
        for label in dict.fromkeys(map(normalizeReference, labels)):
            if label in self._definitions:
                start, end = self._definitions[label]
                yield "\n".join(self.lines[start:end]).strip()


def read_outline(lines: list[str], inlines: Inlines) -> Outline:
    """Read the Markdown; refuses a fence or a comment that swallows the rest of the file.

    `inlines` reads the headings, and the paragraphs that are asked for.
    """
    env: dict[str, Any] = {}
    tokens = _BLOCKS.parse("\n".join(lines), env)
    definitions, dropped = _definitions(env)
    shown: list[str | None] = list(lines)
    drop_comments(tokens, shown, inlines)
    for number in dropped:
        shown[number] = None
    blocks = list(_blocks(tokens))
    _refuse_open_fence(blocks, lines)
    headings = [_heading(block, env, inlines) for block in blocks if block.kind == "heading_open"]
    return Outline(lines, shown, blocks, headings, env, definitions, inlines)


def _words(inline: Token) -> str:
    parts: list[str] = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return clean_line("".join(parts))


def _heading(block: Block, env: dict[str, Any], inlines: Inlines) -> Heading:
    # What Keep a Changelog writes as [1.0.0] is a link to the comparison of two versions.
    inline = inlines.read(block.tokens[1].content, env, block.start)
    links = (str(it.attrGet("href")) for it in inline.children or [] if it.type == "link_open")
    url = next((link for link in links if link.startswith(("https://", "http://"))), "")
    return Heading(int(block.tokens[0].tag[1:]), block.start, block.end, _words(inline), url)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    first = 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting == 1:
            continue
        start, end = tokens[first].map or [0, 0]
        yield Block(tokens[first].type, start, end, tokens[first : index + 1])
        first = index + 1


def _definitions(env: dict[str, Any]) -> tuple[dict[str, tuple[int, int]], set[int]]:
    """Return where each label is defined, and all lines that are definitions."""
    found: dict[str, dict[str, Any]] = env.get("references", {})
    places = {label: (it["map"][0], it["map"][1]) for label, it in found.items()}
    repeated = [(it["map"][0], it["map"][1]) for it in env.get("duplicate_refs", [])]
    spans = [*places.values(), *repeated]
    return places, {line for start, end in spans for line in range(start, end)}


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _refuse_open_fence(blocks: list[Block], lines: list[str]) -> None:
    if not blocks or blocks[-1].kind != "fence":
        return
    fence, last = blocks[-1].tokens[0], lines[blocks[-1].end - 1].strip()
    closed = len(last) >= len(fence.markup) and not last.strip(fence.markup[0])
    if not closed or blocks[-1].end - blocks[-1].start < 2:
        raise FileRefused("fence_open", blocks[-1].start + 1)
