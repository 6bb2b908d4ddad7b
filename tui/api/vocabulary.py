"""Closed sets of words, of which a newer backend may know more.

What a person sends must be one of the set. What a backend answers may be a word that this program
does not know yet: within `newer_words` it is taken as a member of its own, and shown as it is.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Self

_WORD = re.compile(r"[a-z][a-z0-9_.]{0,59}", re.ASCII)
_taken: ContextVar[bool] = ContextVar("newer words are taken", default=False)


@contextmanager
def newer_words() -> Generator[None]:
    """Take words that are in no set; those that could not be a word are refused as ever."""
    before = _taken.set(True)
    try:
        yield
    finally:
        _taken.reset(before)


class Vocabulary(StrEnum):
    """A set of words; a member that came from a newer backend is not among the members."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not (_taken.get() and isinstance(value, str) and _WORD.fullmatch(value)):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    @property
    def is_known(self) -> bool:
        """Whether this program knows the word."""
        return self.name in type(self).__members__
