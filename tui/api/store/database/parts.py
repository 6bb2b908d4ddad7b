"""A text in the parts that full text takes, and whether it has words, seen without an index."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui.api.folding import fold
from tui.api.store.database import folding
from tui.api.words import Words, words_of

PART_TOKENS = 10_000
PART_BYTES = 256 * 1024
"""A text in the index has no more: PostgreSQL takes 1 MB, and counts places up to 16,383."""


def parts(subject: str, text: str) -> Iterator[Sequence[str]]:
    """Cut a text into parts that both engines take; the subject's words go with each."""
    begun = [*folding.tokens(subject)]
    part, room = [*begun], PART_BYTES
    for token in folding.tokens(text):
        room -= len(token.encode()) + 1
        if room < 0 or len(part) >= PART_TOKENS:
            yield part
            part, room = [*begun], PART_BYTES
        part.append(token)
    yield part


def has_words(subject: str, text: str, searched: str) -> bool:
    """Whether a part of the text has every word of what is searched, the last by its beginning."""
    words = _words(searched)
    folded = fold(f"{subject} {text}")
    # Nearly every text is told by this, which costs a twentieth of taking it apart.
    if not all(token in folded for word in words for token in word):
        return False
    *whole, last = (f" {' '.join(word)}" for word in words)
    return any(
        last in said and all(f"{word} " in said for word in whole)
        for said in (f" {' '.join(part)} " for part in parts(subject, text))
    )


@lru_cache(maxsize=64)
def _words(searched: str) -> Words:
    return words_of(searched)
