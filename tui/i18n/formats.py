"""Dates and numbers as the reader writes them.

The names of the months are CLDR's, copied into the catalogues, since loading a locale costs 10 ms
and 5 MB before the first list stands there; tests/test_formats.py compares them with Babel.
"""

from datetime import UTC, date, datetime

from tui import i18n
from tui.i18n.zones import zone

LOCALES = {"en": "en_GB", "nl": "nl_NL"}
"""The CLDR locale by language."""

_AGES = (("years", 525_600), ("weeks", 10_080), ("days", 1_440), ("hours", 60))
"""Minutes in each unit, the largest first."""


def day(value: date | None, *, today: date | None = None) -> str:
    """Return a date for a column: `12 Nov`, with the year where it is not this one."""
    if value is None:
        return ""
    this_year = (today or date.today()).year  # noqa: DTZ011 - the reader's own calendar
    written = f"{value.day} {i18n.t(f'month.short.{value.month}')}"
    return written if value.year == this_year else f"{written} {value.year}"


def full_day(value: date | None) -> str:
    """Return a date for a text: `12 November 2026`."""
    if value is None:
        return ""
    return f"{value.day} {i18n.t(f'month.full.{value.month}')} {value.year}"


def day_of(value: datetime, zone_name: str, *, today: date | None = None) -> str:
    """Return the day that a moment is on in a time zone: `12 Nov`.

    Without a name it is the zone of this machine.
    """
    return day(value.astimezone(zone(zone_name)).date(), today=today)


def moment(value: datetime, zone_name: str, *, today: date | None = None) -> str:
    """Return a moment as the clocks of a time zone show it: `12 Nov 09:52`."""
    clock = value.astimezone(zone(zone_name))
    return f"{day_of(value, zone_name, today=today)} {clock:%H:%M}"


def clock(value: datetime, zone_name: str = "", *, now: datetime | None = None) -> str:
    """Return a moment of today as `09:52`, and any other one with its day."""
    here = zone(zone_name)
    seen = value.astimezone(here)
    today = (now or datetime.now(UTC)).astimezone(here).date()
    return f"{seen:%H:%M}" if seen.date() == today else moment(value, zone_name, today=today)


def age(value: datetime, *, now: datetime | None = None) -> str:
    """Return how long ago a moment is, in the largest unit that it fills: `3 h`.

    A moment to come, by a clock that is not this one, is now.
    """
    minutes = int(((now or datetime.now(UTC)) - value).total_seconds()) // 60
    if minutes < 1:
        return i18n.t("age.now")
    for unit, size in _AGES:
        if minutes >= size:
            return i18n.t(f"age.{unit}", count=minutes // size)
    return i18n.t("age.minutes", count=minutes)


def number(value: int, *, exact: bool = True) -> str:
    """Return a whole number with the separators of the language, and a plus if there are more."""
    if not exact:
        return f"{number(value)}+"
    if abs(value) < 1000:
        return str(value)
    from babel.numbers import format_decimal

    return format_decimal(value, locale=LOCALES[i18n.language()])


def file_size(value: int) -> str:
    """Return how large a file is: `214 kB`, `1.2 MB`."""
    if value < 1 << 10:
        return i18n.t("size.bytes", size=value)
    if value < 1 << 20:
        return i18n.t("size.kilobytes", size=-(-value // (1 << 10)))
    whole, tenths = divmod(value * 10 // (1 << 20), 10)
    return i18n.t("size.megabytes", whole=whole, tenths=tenths)
