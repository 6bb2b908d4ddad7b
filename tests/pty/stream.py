"""Judges what a program sent to its terminal: did a text of somebody else get through?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from tests.hostile import CASES
from tests.pty.emulator import Sort, Token, Tokens

_OFTEN = re.compile(r"\x1b\[\?(?:25|2026)[hl]")
"""Modes that are switched with every picture: cursor and synchronised output."""
_MODE = re.compile(r"\x1b\[\?[0-9;]+[hl]")
_JOINER = "\u200d"


def trespasses(raw: bytes, tame: bytes) -> list[str]:
    """Return what is in `raw` that a run with tame texts does not send.

    A sequence trespasses if its form is a new one, if a hostile text holds it as it is, or if a
    mode is switched more often. A text trespasses with a character that steers or hides.
    """
    sent, expected = _tokens(raw), _tokens(tame)
    forms = {_form(token) for token in expected}
    hostile = _hostile_sequences() - {token.text for token in expected}
    found = [
        repr(token.text)
        for token in sent
        if _form(token) not in forms or token.text in hostile or _hides(token)
    ]
    more = _modes(sent) - _modes(expected)
    return found + [f"{sequence!r} {times} times more" for sequence, times in more.items()]


def _tokens(raw: bytes) -> list[Token]:
    return list(Tokens().feed(raw, final=True))


def _form(token: Token) -> str:
    """A sequence without its numbers; every text has one form."""
    if token.sort is Sort.TEXT:
        return ""
    return re.sub(r"0(;0)*", "0", re.sub(r"\d+", "0", token.text))


def _hides(token: Token) -> bool:
    return token.sort is Sort.TEXT and any(
        unicodedata.category(character) in ("Cf", "Zl", "Zp") and character != _JOINER
        for character in token.text
    )


def _modes(tokens: list[Token]) -> Counter[str]:
    switched = (token.text for token in tokens if _MODE.fullmatch(token.text))
    return Counter(sequence for sequence in switched if not _OFTEN.fullmatch(sequence))


def _hostile_sequences() -> set[str]:
    return set(_sequences(case.text for case in CASES))


def _sequences(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for token in Tokens().feed(text.encode(), final=True):
            if token.sort not in (Sort.TEXT, Sort.CONTROL):
                yield token.text
