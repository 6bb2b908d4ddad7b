"""What in a text looks like a secret that is better not sent to somebody else.

It stands on this floor since both who writes on the screen and who pipes on the command line are
asked about it, and nobody below: the store and the server take what a person decided to send.

Each pattern begins where a word begins, repeats no more than a bounded number of times, and never
one repetition within another, so that the time a text takes grows with its length alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 40
"""Characters of what stands before a secret that an excerpt repeats."""

_MASK = "******"
_LONG = 12
"""From here on the first characters of a secret tell which one it is, and do not give it away."""


class LeakKind(StrEnum):
    """What a secret seems to be."""

    PRIVATE_KEY = "private_key"
    CONNECTION = "connection"
    JWT = "jwt"
    BEARER = "bearer"
    SERVICE_TOKEN = "service_token"  # noqa: S105 - the name of a kind
    ACCESS_KEY = "access_key"
    PASSWORD = "password"  # noqa: S105 - the same


@dataclass(frozen=True)
class Leak:
    """A secret, as it seems: in which line (from 1), of which kind, most of it masked."""

    line: int
    kind: LeakKind
    excerpt: str


_START = r"(?<![A-Za-z0-9_-])"
_NAMES = r"(?:pass(?:word|wd|phrase)|wachtwoord|toegangscode|pwd)"
_KEY_NAMES = r"(?:api[_-]?key|access[_-]?key|client[_-]?secret|secret|token|sleutel)"
_GIVEN = r"[\"']?[ \t]{0,8}(?P<sign>[:=])[ \t]{0,8}[\"']?"

# In this order: what an earlier one found, a later one does not find again.
PATTERNS: dict[LeakKind, tuple[str, ...]] = {
    LeakKind.PRIVATE_KEY: (r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",),
    LeakKind.CONNECTION: (
        r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}+://[^\s:/@\"']{0,100}+:(?P<secret>[^\s@\"']{1,200}+)@",
    ),
    LeakKind.JWT: (
        rf"{_START}(?P<secret>eyJ[A-Za-z0-9_-]{{8,8000}}+\.[A-Za-z0-9_-]{{8,8000}}+\.[A-Za-z0-9_-]{{8,2000}}+)",
    ),
    LeakKind.SERVICE_TOKEN: (rf"{_START}kps_(?P<secret>[A-Za-z0-9_-]{{20,100}}+)",),
    LeakKind.ACCESS_KEY: (
        rf"{_START}(?P<secret>(?:AKIA|ASIA)[A-Z0-9]{{16}}+)(?![A-Za-z0-9])",
        rf"{_START}gh[pousr]_(?P<secret>[A-Za-z0-9]{{36,255}}+)",
        rf"{_START}github_pat_(?P<secret>[A-Za-z0-9_]{{22,255}}+)",
        rf"{_START}glpat-(?P<secret>[A-Za-z0-9_-]{{20,64}}+)",
        rf"{_START}xox[abeoprs]-(?P<secret>[A-Za-z0-9-]{{10,255}}+)",
        rf"(?i:{_KEY_NAMES}){_GIVEN}(?P<secret>(?=\D{{0,64}}+\d)[A-Za-z0-9_+/.=-]{{12,512}}+)",
    ),
    LeakKind.BEARER: (
        rf"(?i:{_START}bearer)[ \t]{{1,8}}+"
        rf"(?P<secret>(?=\D{{0,64}}+\d)[A-Za-z0-9._~+/=-]{{16,4096}}+)",
    ),
    LeakKind.PASSWORD: (
        rf"(?i:{_NAMES}){_GIVEN}(?P<secret>[^\s\"',;&]{{3,200}}+)(?P<rest>[ \t]\w)?",
    ),
}
"""What each kind looks like; what is masked is `secret`."""

_PATTERNS = {kind: tuple(map(re.compile, patterns)) for kind, patterns in PATTERNS.items()}
_HIDDEN = re.compile(r"[*•xX.…_-]+|[$<{\[(%].*")
"""What stands in the place of a secret: stars, or the name of a variable."""


def find_leaks(text: str) -> tuple[Leak, ...]:
    """Return what looks like a secret, the first line first."""
    return tuple(
        leak
        for number, line in enumerate(text.split("\n"), start=1)
        for leak in _in_line(line, number)
    )


def _in_line(line: str, number: int) -> Iterator[Leak]:
    taken = bytearray(len(line))
    found: list[tuple[int, Leak]] = []
    for kind, patterns in _PATTERNS.items():
        for match in (match for pattern in patterns for match in pattern.finditer(line)):
            start, end = _secret(match)
            if _is_meant(kind, match) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, Leak(number, kind, _excerpt(match))))
    yield from (leak for _, leak in sorted(found, key=lambda each: each[0]))


def _secret(match: re.Match[str]) -> tuple[int, int]:
    return match.span("secret" if "secret" in match.re.groupindex else 0)


def _is_meant(kind: LeakKind, match: re.Match[str]) -> bool:
    """Whether it is a value, and neither a sentence about passwords nor masked already."""
    if kind is LeakKind.PRIVATE_KEY:
        return True
    secret = match["secret"]
    if _HIDDEN.fullmatch(secret):
        return False
    is_sentence = kind is LeakKind.PASSWORD and match["sign"] == ":" and secret.isalpha()
    return not (is_sentence and match["rest"])


def _excerpt(match: re.Match[str]) -> str:
    """Return the beginning of what was found; its end and its length stay untold."""
    if "secret" not in match.re.groupindex:
        return match[0]
    before = match.string[match.start() : match.start("secret")][-MOST_SHOWN:]
    secret = match["secret"]
    return f"{before}{secret[:2] if len(secret) >= _LONG else ''}{_MASK}"
