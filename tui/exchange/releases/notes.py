"""The notes of one release: a note for each section of its text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from tui.api.models.publishing import NotePublish, NoteText
from tui.api.models.releases import Impact, NoteKind
from tui.exchange.releases.inlines import Inlines
from tui.exchange.releases.kinds import is_kind, kind_of
from tui.exchange.releases.outline import Block, Heading, Outline, read_outline

INTRO = "intro"
_TITLE_LENGTH = 120
_SLUG_LENGTH = 100
_LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True)
class Named:
    """How the notes of a release are named where their text does not: `title` is the release's
    own ("Wild Radish") or empty, `name` what it is called without one ("Radicale 2.1.0")."""

    title: str
    name: str
    language: str


@dataclass(frozen=True)
class _Section:
    heading: Heading
    start: int
    end: int


def notes_of(outline: Outline, start: int, end: int, named: Named) -> tuple[NotePublish, ...]:
    """Return the notes in the text between these lines, in the order of reading."""
    sections = _sections(outline, start, end)
    full = [section for section in sections if outline.has_content(section.start, section.end)]
    if not full:
        return _whole(outline, start, end, named)
    notes: list[NotePublish] = []
    first = sections[0].heading.start
    if outline.has_content(start, first):
        title = named.title or named.name
        notes.append(_note(INTRO, title, outline.body(start, first), named))
    anchors = Counter([INTRO])
    notes += [_of_section(outline, it, anchor_of(it.heading.text, anchors), named) for it in full]
    return tuple(notes)


def notes_in(markdown: str, named: Named, inlines: Inlines) -> tuple[NotePublish, ...]:
    """Return the notes of a text that is one release's."""
    outline = read_outline(markdown.split("\n"), inlines)
    return notes_of(outline, 0, len(outline.lines), named)


def note_of(
    markdown: str, anchor: str, title: str, named: Named, inlines: Inlines, *, tag: str = ""
) -> NotePublish | None:
    """Return a text as one note, None if there is nothing to read.

    Without a title it is called by its first words. `tag` is the heading that it would stand
    below in a changelog.
    """
    outline = read_outline(markdown.split("\n"), inlines)
    end = len(outline.lines)
    if not outline.has_content(0, end):
        return None
    title = title or _first_words(outline, 0, end) or named.name
    kind, impact = kind_of(tag)
    area = "" if is_kind(tag) else _cut(tag)
    body = outline.body(0, end)
    return _note(anchor, title, body, named, area=area, kind=kind, impact=impact)


def _whole(outline: Outline, start: int, end: int, named: Named) -> tuple[NotePublish, ...]:
    """Return the text as one note; as none if there is nothing to read."""
    if not outline.has_content(start, end):
        return ()
    title = named.title or _first_words(outline, start, end) or named.name
    return (_note(INTRO, title, outline.body(start, end), named),)


def _sections(outline: Outline, start: int, end: int) -> list[_Section]:
    """Return the outermost sections, whatever the levels of their headings are."""
    outermost: list[Heading] = []
    for heading in outline.headings_between(start, end) or outline.bold_headings(start, end):
        if not outermost or heading.level <= outermost[-1].level:
            outermost.append(heading)
    starts = [it.start for it in outermost] + [end]
    return [_Section(it, it.end, stop) for it, stop in zip(outermost, starts[1:], strict=True)]


def _of_section(outline: Outline, section: _Section, anchor: str, named: Named) -> NotePublish:
    heading = section.heading.text.rstrip(": ")
    kind, impact = kind_of(heading)
    if is_kind(heading):
        area = ""
        title = _first_words(outline, section.start, section.end) or heading
    else:
        area = title = _cut(heading)
    # A heading that had to be cut is told in full in the text.
    start = section.start if len(heading) <= _TITLE_LENGTH else section.heading.start
    body = outline.body(start, section.end)
    return _note(anchor, title or named.name, body, named, area=area, kind=kind, impact=impact)


def _note(
    anchor: str,
    title: str,
    body: str,
    named: Named,
    *,
    area: str = "",
    kind: NoteKind = NoteKind.CHANGED,
    impact: Impact = Impact.NONE,
) -> NotePublish:
    text = NoteText(language=named.language, title=_cut(title), body=body)
    return NotePublish(anchor=anchor, area=area, kind=kind, impact=impact, texts=(text,))


def _first_words(outline: Outline, start: int, end: int) -> str:
    """Return the first item's words, with how many more there are: "Fix a leak (+11)"."""
    blocks = [block for block in outline.between(start, end) if outline.is_content(block)]
    first, count = (
        _subheadings(outline, blocks) if _begins_with_heading(blocks) else _items(outline, blocks)
    )
    more = f" (+{count - 1})" if count > 1 else ""
    return _cut(first, _TITLE_LENGTH - len(more)) + more if first else ""


def _begins_with_heading(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].kind == "heading_open"


def _subheadings(outline: Outline, blocks: Sequence[Block]) -> tuple[str, int]:
    headings = [block.tokens for block in blocks if block.kind == "heading_open"]
    level = min(tokens[0].tag for tokens in headings)
    texts = [tokens[1] for tokens in headings if tokens[0].tag == level]
    return _words(outline, texts[0]), len(texts)


def _items(outline: Outline, blocks: Sequence[Block]) -> tuple[str, int]:
    lists = [block for block in blocks if block.kind in _LISTS]
    tokens = (it for block in lists or blocks for it in block.tokens)
    first = next((words for it in tokens if (words := _words(outline, it))), "")
    if not lists:
        return re.split(r"(?<=[.!?])\s", first, maxsplit=1)[0], 1
    items = (it for block in lists for it in block.tokens if it.level == 1)
    return first, sum(it.type == "list_item_open" for it in items)


def _words(outline: Outline, token: Token) -> str:
    return outline.words(token.content, token.map[0] if token.map else 0)


def anchor_of(heading: str, taken: Counter[str]) -> str:
    """Return a name that stays the same as long as the headings do."""
    slug = re.sub(r"[\W_]+", "-", heading.lower()).strip("-")[:_SLUG_LENGTH] or "section"
    anchor = slug
    while taken[anchor]:
        taken[slug] += 1
        anchor = f"{slug}-{taken[slug]}"
    taken[anchor] += 1
    return anchor


def _cut(text: str, length: int = _TITLE_LENGTH) -> str:
    """Return `text` in at most so many characters, cut at a word with an ellipsis."""
    if len(text) <= length:
        return text
    kept = text[:length]
    if " " in kept[length // 2 :]:
        kept = kept.rpartition(" ")[0]
    return kept[: length - 1].rstrip(" ,;:-–—") + "…"
