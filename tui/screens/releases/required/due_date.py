"""Until when: a day as one types it."""

import re
from datetime import date, timedelta

MAX_DAYS = 3660
"""Days ahead that `+` takes."""

_AHEAD = re.compile(r"\+\s*(\d{1,4})")
_WHOLE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?")


def due_date(typed: str, today: date) -> date:
    """Return the day of `2026-12-01`, `1-12` (the next one), `1-12-2026` or `+14` (days).

    Raises `ValueError` for anything else.
    """
    typed = typed.strip()
    if match := _AHEAD.fullmatch(typed):
        days = int(match[1])
        if days > MAX_DAYS:
            raise ValueError(typed)
        return today + timedelta(days)
    if match := _WHOLE.fullmatch(typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SHORT.fullmatch(typed):
        day, month = int(match[1]), int(match[2])
        if match[3]:
            return date(int(match[3]), month, day)
        return _next(day, month, today)
    raise ValueError(typed)


def _next(day: int, month: int, today: date) -> date:
    """Return the next such day; the 29th of February may be years away."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(f"{day}-{month}")
