"""Dates and numbers are those of CLDR."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from tui import i18n
from tui.i18n import formats

DAYS = [date(2026, month, 3) for month in range(1, 13)]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dates_are_written_as_in_the_locale(language: str, day: date):
    i18n.use(language)
    locale = formats.LOCALES[language]
    assert formats.full_day(day) == format_date(day, "long", locale)
    short = format_date(day, "d MMM", locale).replace(".", "")
    assert formats.day(day, today=date(2026, 6, 1)) == short
    assert formats.day(day, today=date(2027, 6, 1)) == f"{short} 2026"


@pytest.mark.parametrize(("language", "written"), [("en", "1,234,567"), ("nl", "1.234.567")])
def test_large_numbers_have_the_separators_of_the_language(language: str, written: str):
    i18n.use(language)
    assert formats.number(1_234_567) == written
    assert formats.number(999) == "999"


def test_no_date_is_an_empty_place():
    assert formats.day(None) == formats.full_day(None) == ""


NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Europe/Amsterdam", "1 Jan 2027 00:30"),
        ("America/New_York", "31 Dec 2026 18:30"),
        ("Asia/Kathmandu", "1 Jan 2027 05:15"),
    ],
)
def test_a_moment_is_that_of_the_zone(zone: str, written: str):
    assert formats.moment(NEW_YEAR, zone, today=date(2025, 6, 1)) == written


def test_a_day_is_that_of_the_zone():
    assert formats.day_of(NEW_YEAR, "Europe/Amsterdam", today=date(2025, 6, 1)) == "1 Jan 2027"
    assert formats.day_of(NEW_YEAR, "UTC", today=date(2026, 6, 1)) == "31 Dec"


def test_a_number_that_is_not_exact_says_that_there_are_more():
    assert formats.number(200, exact=False) == "200+"


@pytest.mark.parametrize(
    "zone", ["", "Nowhere/At_all", "../etc/passwd", "\x00", "Europe", "x" * 300, "\ud800"]
)
def test_a_moment_without_a_known_zone_is_that_of_this_machine(zone: str):
    here = NEW_YEAR.astimezone()
    assert formats.moment(NEW_YEAR, zone).endswith(f"{here:%H:%M}")
    assert formats.moment(NEW_YEAR, zone).startswith(f"{here.day} ")


def test_a_moment_of_this_year_needs_no_year():
    assert formats.moment(NEW_YEAR, "UTC", today=date(2026, 1, 1)) == "31 Dec 23:30"
    i18n.use("nl")
    assert formats.moment(NEW_YEAR, "UTC", today=date(2026, 1, 1)) == "31 dec 23:30"


@pytest.mark.parametrize(
    ("ago", "en", "nl"),
    [
        (timedelta(hours=-1), "now", "nu"),
        (timedelta(seconds=59), "now", "nu"),
        (timedelta(minutes=59), "59 min", "59 min"),
        (timedelta(minutes=60), "1 h", "1 u"),
        (timedelta(hours=47), "1 d", "1 d"),
        (timedelta(days=7), "1 wk", "1 wk"),
        (timedelta(days=364), "52 wk", "52 wk"),
        (timedelta(days=730), "2 y", "2 j"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_it_fills(ago: timedelta, en: str, nl: str) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for language, words in (("en", en), ("nl", nl)):
        i18n.use(language)
        assert formats.age(now - ago, now=now) == words
