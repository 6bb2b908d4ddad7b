"""The words of a text, and where those that were searched for stand in it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from tui.api.folding import fold

MAX_TOKEN = 64
"""Characters of a word that count; PostgreSQL refuses longer ones."""

MAX_WORDS = 32
MAX_TOKENS = 16
"""Tokens of one word that count, as the parts of an address do."""

Words = Sequence[Sequence[str]]
"""Words that are searched for, each the folded tokens that stand next to one another in it."""

_TOKEN = re.compile(r"[^\W_]+")
_MARKED = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_SPACE = re.compile(r"\s+")


def tokens(text: str) -> Iterator[str]:
    """Yield the folded words of `text`."""
    for match in _TOKEN.finditer(fold(text)):
        yield match.group()[:MAX_TOKEN]


def words_of(text: str) -> Words:
    """Return what is searched for: each word as the tokens that stand together in it."""
    words = (tuple(islice(tokens(word), MAX_TOKENS)) for word in _SPACE.split(text))
    return tuple(islice((word for word in words if word), MAX_WORDS))


def spans(text: str, searched: str) -> list[tuple[int, int]]:
    """Return from where to where in `text` the words of `searched` stand, in order.

    They are compared as the search does, without case and accents, the last one by its beginning;
    what is marked are whole words, and no two spans overlap.
    """
    words = words_of(searched)
    there = [
        (token, match.start(), match.end())
        for match in _MARKED.finditer(text)
        for token in tokens(unicodedata.normalize("NFC", match.group()))
    ]
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(there):
        length = max((_length(there, place, words, word) for word in words), default=0)
        if length:
            found.append((there[place][1], there[place + length - 1][2]))
        place += length or 1
    return found


def _length(
    there: Sequence[tuple[str, int, int]], place: int, words: Words, word: Sequence[str]
) -> int:
    """Return how many tokens `word` takes from `place` on; 0 where it does not stand there."""
    stretch = [token for token, _, _ in there[place : place + len(word)]]
    *whole, last = word
    if len(stretch) < len(word) or stretch[:-1] != whole:
        return 0
    same = stretch[-1].startswith(last) if word is words[-1] else stretch[-1] == last
    return len(word) if same else 0
