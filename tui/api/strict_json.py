"""JSON without what decoders guess at: each thing that is refused is told by name and place.

Two readings of one text. The first, by its tokens, bounds depth and number before anything is
made of them, and refuses what RFC 8259 leaves open: names that stand twice, numbers that no
double holds, halves of a surrogate pair. The second is the decoder of the standard library.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

_LONGEST_NUMBER = 400  # characters: the largest double has 309 digits

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]++|\\.)*+")(?P<name>\s*+:)?|(?P<open>[{\[])|(?P<close>[}\]])'
    r"|(?P<number>-?[0-9][0-9.eE+-]*+)|(?P<constant>NaN|-?Infinity)",
    re.DOTALL,
)
_WHOLE = re.compile(r"-?[0-9]+")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class JsonRefused(ValueError):
    """Why a text is not taken, as a code with parameters, and where: line and column from 1."""

    def __init__(self, code: str, line: int, column: int, **parameters: object) -> None:
        super().__init__(f"{code}, line {line}, column {column}")
        self.code = code
        self.line = line
        self.column = column
        self.parameters: Mapping[str, object] = parameters


@dataclass(frozen=True)
class Limits:
    """How much is taken: levels, values and names, and how far a whole number is from zero."""

    depth: int
    tokens: int
    whole: int | None = None


@dataclass
class Scope:
    """A list or an object: the lines (from 1) where it begins and where its names stand."""

    line: int
    names: dict[str, int] = field(default_factory=dict[str, int])


Pairs = list[tuple[str, object]]
Make = Callable[[Scope, Pairs], object]
"""Makes an object of its names and values."""


def as_dictionary(_scope: Scope, pairs: Pairs) -> object:
    """Make a dictionary of an object."""
    return dict(pairs)


def read(text: str, limits: Limits, make: Make = as_dictionary) -> object:
    """Return what `text` holds, each object as `make` makes it; raises `JsonRefused`."""
    closed = iter(_closed_objects(text, limits))

    def made(pairs: Pairs) -> object:
        # The decoder is done with objects in the order in which they end.
        return make(next(closed), pairs)

    try:
        return json.loads(text, object_pairs_hook=made)
    except json.JSONDecodeError as error:
        raise JsonRefused("json", error.lineno, error.colno, detail=error.msg) from None


def _closed_objects(text: str, limits: Limits) -> list[Scope]:
    """Return the objects in the order in which they end; refuses what cannot be taken."""
    stack: list[Scope] = []
    closed: list[Scope] = []
    for number, token in enumerate(_tokens(text)):
        if number >= limits.tokens:
            raise token.refused("json_large", limit=limits.tokens)
        match token.match.lastgroup:
            case "open":
                stack.append(Scope(token.line))
                if len(stack) > limits.depth:
                    raise token.refused("json_deep", limit=limits.depth)
            case "close":
                scope = stack.pop() if stack else Scope(token.line)
                closed += [scope] if token.match["close"] == "}" else []
            case "number":
                _check_number(token, limits)
            case "constant":
                raise token.refused("json_number", number=token.match["constant"])
            case _:
                _check_text(token, stack)
    return closed


@dataclass(frozen=True, slots=True)
class _Token:
    match: re.Match[str]
    line: int

    def refused(self, code: str, **parameters: object) -> JsonRefused:
        begin = self.match.start()
        column = begin - self.match.string.rfind("\n", 0, begin)
        return JsonRefused(code, self.line, column, **parameters)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens that are not punctuation or a word, each with its line."""
    line, counted = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield _Token(match, line)


def _check_number(token: _Token, limits: Limits) -> None:
    # A number that is written wrongly is for the decoder to tell.
    number = token.match["number"]
    if len(number) > _LONGEST_NUMBER or _is_endless(number) or _is_beyond(number, limits.whole):
        shown = number if len(number) <= 20 else f"{number[:20]}…"
        raise token.refused("json_number", number=shown)


def _is_endless(number: str) -> bool:
    try:
        return math.isinf(float(number))
    except ValueError:
        return False


def _is_beyond(number: str, whole: int | None) -> bool:
    return whole is not None and bool(_WHOLE.fullmatch(number)) and abs(int(number)) > whole


def _check_text(token: _Token, stack: list[Scope]) -> None:
    written = token.match["text"]
    text = _decoded(written) if "\\" in written else written[1:-1]
    if _HALF.search(written) and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise token.refused("json_surrogate")
    if token.match["name"] and stack:
        names = stack[-1].names
        if text in names:
            raise token.refused("key_twice", key=text[:100], first=names[text])
        names[text] = token.line


def _decoded(written: str) -> str:
    try:
        return str(json.loads(written))
    except json.JSONDecodeError:  # told with its place by the reading of the whole
        return written
