"""JSON without what decoders guess at: each thing that is refused is told by name and line.

Two readings of one text. The first, by its tokens, bounds depth and number before anything is
made of them, and refuses what RFC 8259 leaves open: names that stand twice, numbers that no
double holds, halves of a surrogate pair. The second is the decoder of the standard library.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from tui.exchange.files import FileRefused

MAX_DEPTH = 50
MAX_TOKENS = 250_000
_LONGEST_NUMBER = 400  # characters: the largest double has 309 digits

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]++|\\.)*+")(?P<name>\s*+:)?|(?P<open>[{\[])|(?P<close>[}\]])'
    r"|(?P<number>-?[0-9][0-9.eE+-]*+)|(?P<constant>NaN|-?Infinity)",
    re.DOTALL,
)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True)
class JsonObject:
    """An object: its values by name, and the lines (from 1) where it and its names stand."""

    line: int
    values: dict[str, object]
    lines: dict[str, int]

    def line_of(self, name: str) -> int:
        """Return the line of a name, that of the object if it has none such."""
        return self.lines.get(name, self.line)

    def text(self, name: str) -> str:
        """Return a text, an empty one for null and where there is none."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        raise self._wrong(name)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false, `default` where there is neither."""
        value = self.values.get(name, default)
        if isinstance(value, bool):
            return value
        raise self._wrong(name)

    def object(self, name: str) -> "JsonObject":
        """Return the object of this name; refuses where there is none."""
        value = self.values.get(name)
        if isinstance(value, JsonObject):
            return value
        raise self._wrong(name)

    def objects(self, name: str) -> "list[JsonObject]":
        """Return a list of objects, an empty one for null and where there is none."""
        value = self.values.get(name)
        if value is None:
            return []
        if _is_list(value):
            found = [it for it in value if isinstance(it, JsonObject)]
            if len(found) == len(value):
                return found
        raise self._wrong(name)

    def _wrong(self, name: str) -> FileRefused:
        return FileRefused("json_value", self.line_of(name), field=name)


def read_json(text: str) -> object:
    """Return what `text` holds, objects as `JsonObject`; raises FileRefused."""
    closed = iter(_closed_objects(text))

    def made(pairs: list[tuple[str, object]]) -> JsonObject:
        # The decoder is done with objects in the order in which they end.
        scope = next(closed)
        return JsonObject(scope.line, dict(pairs), scope.names)

    try:
        return json.loads(text, object_pairs_hook=made)
    except json.JSONDecodeError as error:
        raise FileRefused("json", error.lineno, detail=error.msg) from None


@dataclass
class _Scope:
    line: int
    names: dict[str, int] = field(default_factory=dict[str, int])


def _closed_objects(text: str) -> list[_Scope]:
    """Return the objects in the order in which they end; refuses what cannot be taken."""
    stack: list[_Scope] = []
    closed: list[_Scope] = []
    for number, (token, line) in enumerate(_tokens(text)):
        if number >= MAX_TOKENS:
            raise FileRefused("json_large", line, limit=MAX_TOKENS)
        match token.lastgroup:
            case "open":
                stack.append(_Scope(line))
                if len(stack) > MAX_DEPTH:
                    raise FileRefused("json_deep", line, limit=MAX_DEPTH)
            case "close":
                scope = stack.pop() if stack else _Scope(line)
                closed += [scope] if token["close"] == "}" else []
            case "number":
                _check_number(token["number"], line)
            case "constant":
                raise FileRefused("json_number", line, number=token["constant"])
            case _:
                _check_text(token, line, stack)
    return closed


def _tokens(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the tokens that are not punctuation or a word, each with its line."""
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", counted, token.start())
        counted = token.start()
        yield token, line


def _check_number(number: str, line: int) -> None:
    # A number that is written wrongly is for the decoder to tell.
    if len(number) > _LONGEST_NUMBER or _is_endless(number):
        raise FileRefused("json_number", line, number=f"{number[:20]}…")


def _is_endless(number: str) -> bool:
    try:
        return math.isinf(float(number))
    except ValueError:
        return False


def _check_text(token: re.Match[str], line: int, stack: list[_Scope]) -> None:
    written = token["text"]
    text = _decoded(written) if "\\" in written else written[1:-1]
    if _HALF.search(written) and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise FileRefused("json_surrogate", line)
    if token["name"] and stack:
        names = stack[-1].names
        if text in names:
            raise FileRefused("key_twice", line, key=text[:100], first=names[text])
        names[text] = line


def _decoded(written: str) -> str:
    try:
        return str(json.loads(written))
    except json.JSONDecodeError:  # told with its place by the reading of the whole
        return written


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
