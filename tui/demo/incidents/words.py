"""What is filled in where a case leaves something open: another thing each time."""

import tomllib
from collections.abc import Mapping

from pydantic import TypeAdapter

from tui.demo.tables import text_of

_STRIDE = 7
"""Goes through all words of a kind, as no kind has a multiple of it."""

_Words = dict[str, tuple[str, ...] | dict[str, tuple[str, ...]]]


class Wording:
    """The words of `words.toml`."""

    def __init__(self) -> None:
        content = tomllib.loads(text_of("incidents", "words.toml"))
        self._words: _Words = TypeAdapter(_Words).validate_python(content)

    def one(self, name: str, language: str, turn: int) -> str:
        """Return one of the words of a kind."""
        words = self._words[name]
        choices = words[language] if isinstance(words, dict) else words
        return choices[turn * _STRIDE % len(choices)]

    def values(self, language: str, turn: int) -> Mapping[str, str]:
        """Return a word of every kind, and numbers."""
        words = {name: self.one(name, language, turn) for name in self._words}
        return words | {"nr": str(4107 + turn * 29), "count": str(3 + turn * _STRIDE % 38)}


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with nothing left open."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
