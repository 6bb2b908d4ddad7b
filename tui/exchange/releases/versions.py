"""Version names: how they look, and how they are ordered where nothing better is known."""

import re

VERSION = re.compile(
    r"(?<![\w.])v?\.?(?P<dotted>[0-9]+(?:\.[0-9]+)+"
    r"(?:[-+_.]?[a-z][0-9a-z]*(?:[-+_.][0-9a-z]+)*|[-+][0-9][0-9a-z]*(?:[-+_.][0-9a-z]+)*)?)"
    r"(?![\w%])"
    r"|(?<![\w.])v(?P<marked>[0-9]+)(?![\w.%])"
    r"|(?<!\w)(?:version|versie|release)\s+(?P<named>[0-9]+)(?![\w.%])",
    re.IGNORECASE,
)

_PARTS, _DIGITS = 5, 8
_STAGES = (
    ("dev", 0), ("snapshot", 0), ("nightly", 0),
    ("alpha", 1), ("a", 1),
    ("beta", 2), ("b", 2),
    ("rc", 3), ("pre", 3), ("preview", 3), ("c", 3),
    ("post", 6), ("p", 6), ("sp", 6), ("hotfix", 6),
)  # fmt: skip
_STAGE = re.compile(rf"({'|'.join(sorted(dict(_STAGES), key=len, reverse=True))})(?![a-z])")
_FINAL = 5


def without_v(version: str) -> str:
    """Return "1.2" for "v1.2": the same release is written both ways."""
    return re.sub(r"^[vV]\.?\s?(?=[0-9])", "", version.strip())


def version_key(version: str) -> str:
    """Return a text that sorts as versions do: 0.9 < 0.10.dev1 < 0.10rc1 < 0.10 < 0.10.post1."""
    name = without_v(version).lower()
    numbers = re.match(r"[0-9]+(?:\.[0-9]+)*", name)
    if not numbers:
        return ""
    parts = [_padded(number) for number in numbers[0].split(".")[:_PARTS]]
    parts += [_padded("0")] * (_PARTS - len(parts))
    rest = name[numbers.end() :]
    stage = _STAGE.search(rest)
    rank = dict(_STAGES)[stage[1]] if stage else _FINAL
    count = re.search(r"[0-9]+", rest[stage.end() :]) if stage else None
    return f"{'.'.join(parts)}-{rank}-{_padded(count[0] if count else '0')}"


def _padded(digits: str) -> str:
    # As text: a number of a million digits is no number to int().
    digits = digits.lstrip("0")
    return digits.zfill(_DIGITS) if len(digits) <= _DIGITS else "9" * _DIGITS
