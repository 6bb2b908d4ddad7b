"""Dates and numbers are those of CLDR."""

from datetime import date

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
