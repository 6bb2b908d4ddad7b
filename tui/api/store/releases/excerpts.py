"""The part of a text in which the words that were searched for stand, as one plain line."""

import re
import unicodedata
from functools import lru_cache

from tui.api.cleaning import clean_line
from tui.api.folding import fold
from tui.api.words import Words, tokens

LENGTH = 160
_LEAD = 40
_WORD = re.compile(r"[^\W_]+")
# What it begins with is looked for by itself first, which is quick where there is none of it.
_MARK = re.compile(r"[!\[#>|+*`~-]")
_MARKUP = re.compile(r"(?=[!\[#>|+*`~-])(?:!?\[([^\]]*)\]\([^)]*\)|(?<!\S)[#>|+-]+(?=\s)|[*`~|]+)")

_Patterns = dict[str, re.Pattern[str]]
"""For the first token of each word, what finds it in a folded text."""


def excerpt(title: str, body: str, words: Words) -> tuple[int, str]:
    """Return how many of the words the text has, and the line around the first in the body."""
    patterns = _patterns(words)
    text = unicodedata.normalize("NFC", body)
    in_title = {*_found(fold(title), patterns)}
    places = _places(text, patterns, in_title)
    # Only around the place, as markup in a long text is long to take out.
    first = min(places.values(), default=0)
    start = text.rfind(" ", 0, max(0, first - 2 * _LEAD)) + 1
    near = text[start : start + LENGTH + 4 * _LEAD]
    plain, place = near, first - start
    if _MARK.search(near):
        plain = _MARKUP.sub(r"\1", near)
        place = min(_places(plain, patterns, in_title).values(), default=0)
    begin, end = _cut(plain, place)
    line = clean_line(plain[begin:end])
    if line and (start or begin):
        line = f"… {line}"
    if end < len(plain) or start + len(near) < len(text):
        line = f"{line} …"
    return len(in_title | places.keys()), line or clean_line(title)


@lru_cache(maxsize=8)
def _patterns(words: Words) -> _Patterns:
    whole = {word[0]: rf"(?<![^\W_]){word[0]}(?![^\W_])" for word in words}
    if len(words[-1]) == 1:
        last = words[-1][0]
        whole[last] = rf"(?<![^\W_]){last}"
    return {word: re.compile(pattern) for word, pattern in whole.items()}


def _places(text: str, patterns: _Patterns, in_title: set[str]) -> dict[str, int]:
    """Return where in `text` the words first stand; those of the title need not be looked for.

    Most stand there but for their case; else each word of the text is folded by itself, so that
    its place is known however folding changes lengths.
    """
    small = text.casefold()
    if len(small) == len(text):
        found = _found(small, patterns)
        if text.isascii() or patterns.keys() <= found.keys() | in_title:
            return found
    places: dict[str, int] = {}
    for match in _WORD.finditer(text):
        for token in tokens(match.group()):
            for word, pattern in patterns.items():
                if word not in places and pattern.match(token):
                    places[word] = match.start()
        if len(places) == len(patterns):
            break
    return places


def _found(text: str, patterns: _Patterns) -> dict[str, int]:
    """Return where words stand in a folded text; looked for as they are first, which is quicker."""
    found: dict[str, int] = {}
    for word, pattern in patterns.items():
        near = text.find(word)
        if near >= 0 and (match := pattern.search(text, near)):
            found[word] = match.start()
    return found


def _cut(text: str, place: int) -> tuple[int, int]:
    """Return where to cut `text` between words, so that about `LENGTH` around `place` are left."""
    start = max(0, place - _LEAD)
    if start:
        start = text.find(" ", start, place) + 1 or place
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start + LENGTH // 2, end)
        end = end if end > 0 else start + LENGTH
    return start, end
