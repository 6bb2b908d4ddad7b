"""The part of a text in which the words that were searched for stand, as one plain line."""

import re
import unicodedata

from tui.api.cleaning import clean_line
from tui.api.store import folding
from tui.api.words import Words

LENGTH = 160
_LEAD = 40
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|(?:^|(?<=\s))[#>|+-]+(?=\s)|[*`~|]+")


def excerpt(title: str, body: str, words: Words) -> tuple[int, str]:
    """Return how many of the words the text has, and the line around the first in the body."""
    wanted = [word[0] for word in words]
    wanted_last = words[-1][-1] if len(words[-1]) == 1 else None
    text = unicodedata.normalize("NFC", _MARKUP.sub(r"\1", body))
    seen: set[str] = set()
    first: int | None = None
    for match in _WORD.finditer(text):
        if found := _which(folding.fold(match.group()), wanted, wanted_last):
            first = match.start() if first is None else first
            seen.add(found)
            if len(seen) == len(set(wanted)):
                break
    for token in folding.tokens(title):
        if found := _which(token, wanted, wanted_last):
            seen.add(found)
    return len(seen), clean_line(_cut(text, first or 0)) or clean_line(title)


def _which(token: str, wanted: list[str], prefix: str | None) -> str | None:
    if token in wanted:
        return token
    return prefix if prefix and token.startswith(prefix) else None


def _cut(text: str, place: int) -> str:
    """Return about `LENGTH` characters around `place`, cut between words."""
    start = max(0, place - _LEAD)
    if start:
        start = text.find(" ", start, place) + 1 or place
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start + LENGTH // 2, end)
        end = end if end > 0 else start + LENGTH
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
