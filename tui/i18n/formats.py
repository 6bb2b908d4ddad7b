"""Dates and numbers as the reader writes them (Babel, CLDR)."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from tui import i18n

_LOCALES = {"en": "en_GB", "nl": "nl_NL"}


def locale() -> str:
    """Return the CLDR locale of the language spoken now."""
    return _LOCALES[i18n.language()]


def day(value: date | None, *, today: date | None = None) -> str:
    """Return a date for a column: `12 nov`, with the year where it is not this one."""
    if value is None:
        return ""
    this_year = (today or date.today()).year  # noqa: DTZ011 - the reader's own calendar
    pattern = "d MMM" if value.year == this_year else "d MMM y"
    return format_date(value, pattern, locale()).replace(".", "")


def full_day(value: date | None) -> str:
    """Return a date for a text: `12 November 2026`."""
    return "" if value is None else format_date(value, "long", locale())


def number(value: int) -> str:
    """Return a whole number with the separators of the language."""
    if abs(value) < 1000:
        return str(value)
    return format_decimal(value, locale=locale())
