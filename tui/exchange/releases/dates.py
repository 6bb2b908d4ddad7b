"""Dates as people write them above a release, in English and Dutch; nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date

_NAMES = (
    "january januari jan",
    "february februari feb",
    "march maart mar mrt",
    "april apr",
    "may mei",
    "june juni jun",
    "july juli jul",
    "august augustus aug",
    "september sept sep",
    "october oktober oct okt",
    "november nov",
    "december dec",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}

_NAME = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|ste|de|e)?"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9])"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w.])(?P<year>[0-9]{4})([-/])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])"
        r"(?:T[0-9:.Z+-]*)?",
        rf"(?<![\w.]){_DAY}[\s-]+(?:of\s+)?{_NAME}[\s,-]+{_YEAR}",
        rf"(?<!\w){_NAME}\s+{_DAY},?\s+{_YEAR}",
    )
)
_MONTH = re.compile(rf"(?<!\w){_NAME},?\s+{_YEAR}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; `value` is None for a day that there is not, such as 2024-02-30."""

    start: int
    end: int
    text: str
    value: date | None


@dataclass(frozen=True, slots=True)
class FoundMonth:
    """A month without a day in a text, such as "August 2024"."""

    start: int
    end: int
    text: str
    year: int
    month: int


def find_date(text: str) -> FoundDate | None:
    """Return the first date in `text`."""
    for pattern in _DATES:
        if match := pattern.search(text):
            return FoundDate(match.start(), match.end(), match[0], _value(match))
    return None


def find_month(text: str) -> FoundMonth | None:
    """Return the first month with a year in `text`."""
    if not (match := _MONTH.search(text)):
        return None
    month = _MONTHS[match["name"].lower()]
    return FoundMonth(match.start(), match.end(), match[0], int(match["year"]), month)


def _value(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS[parts["name"].lower()]
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
