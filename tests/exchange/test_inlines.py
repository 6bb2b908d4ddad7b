"""Markup that would keep markdown-it busy for minutes is read up to a bound, and then refused."""

import json
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from tests.exchange.hostile import atom, filled
from tests.exchange.reading import refusal
from tui.exchange.files import FileRefused
from tui.exchange.releases import inlines, read_releases
from tui.exchange.releases.inlines import MARKUP, MOST_READ
from tui.i18n import filled as filled_words

SIZE, BOUND = 100_000, 5_000
PIECES = ("![", "[", "[a](", "![a](<", "[![", "*", "**a ", "a*a_", "`", "``a", "<", "<a ", "<!-- ",
          "> [", "- [", "&a", "\\", "]")  # fmt: skip


def _paragraphs(piece: str, length: int) -> str:
    return filled(f"{filled(piece, length)}\n\n", SIZE)


def _releases(text: str) -> str:
    """A changelog with this text in several releases."""
    step = 20_000
    texts = (text[start : start + step] for start in range(0, len(text), step))
    return "\n\n".join(f"## 1.{number}\n\n{part}" for number, part in enumerate(texts))


SHAPES: dict[str, Callable[[str], str]] = {
    "paragraphs": lambda piece: _releases(_paragraphs(piece, 1_000)),
    "short paragraphs": lambda piece: _releases(_paragraphs(piece, 60)),
    "headings": lambda piece: "".join(
        f"## 1.{number} {filled(piece, 1_000)}\n" for number in range(SIZE // 1_000)
    ),
    "notes of JSON": lambda piece: json.dumps(
        {
            "product": "Portal",
            "version": "1",
            "release_date": "2026-01-01",
            "notes": [{"note": filled(piece, 1_000)}] * (SIZE // 1_000),
        }
    ),
    "entries of a feed": lambda piece: atom(
        filled(f"<p>{filled(piece.replace('<', '&lt;'), 1_000)}</p>", SIZE)
    ),
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is given to the parser of what stands inside headings and paragraphs."""
    texts: list[str] = []
    parse = MarkdownIt.parseInline

    def seen(parser: MarkdownIt, text: str, *more: object) -> object:
        texts.append(text)
        return parse(parser, text, *more)

    monkeypatch.setattr(MarkdownIt, "parseInline", seen)
    return texts


@pytest.fixture
def _bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound that is quickly reached."""
    monkeypatch.setattr(inlines, "MOST_MARKUP", BOUND)


@pytest.mark.usefixtures("_bound")
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_file_has_more_of_its_markup_read(given: list[str], shape: str, piece: str) -> None:
    try:
        read_releases(SHAPES[shape](piece).encode(), "x", default_product="Portal")
    except FileRefused as refused:
        assert refused.code in ("markup", "fence_open", "comment_open")  # noqa: PT017
    assert sum(text.count(sign) for text in given for sign in MARKUP) <= BOUND
    assert max(map(len, given), default=0) <= MOST_READ


@pytest.mark.usefixtures("_bound")
def test_a_file_of_markup_is_refused_with_the_line_that_is_too_much() -> None:
    refused = refusal("".join(f"## 1.{number} {'![' * 50}\n" for number in range(100)))
    assert (refused.code, refused.line) == ("markup", BOUND // 100 + 1)
    assert str(BOUND) in filled_words(refused.key, refused.parameters)


def test_what_begins_with_words_is_not_parsed_to_find_some(given: list[str]) -> None:
    text = "## 1.0\n\n" + "".join(f"Words, [{number}](x) *more*.\n\n" for number in range(1000))
    read_releases(text.encode(), "x", default_product="Portal")
    assert len(given) < 10
