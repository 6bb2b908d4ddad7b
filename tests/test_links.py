"""Links as people pass them on, and what else may stand for an incident."""

import pytest

from tui.links import INCIDENT, OPENED, Link, incident, parse
from tui.screens.areas import AREAS

MINE, THEIRS = Link(INCIDENT, 1042), Link(INCIDENT, 1042, "Voorbeeld BV")


@pytest.mark.parametrize("link", [MINE, THEIRS, Link(INCIDENT, 7, "A/B Kring")])
def test_a_link_is_read_as_it_is_written(link: Link) -> None:
    assert parse(str(link)) == parse(f" {link}\n") == incident(str(link)) == link


@pytest.mark.parametrize(
    "text",
    [
        *("", "incident", "incident/", "incident/x", "incident/1042/", "note/1042", "1042"),
        *("/1042", "incident/-1", "incident/1.5", "incident/١٢", "incident/" + "9" * 11),
        "INCIDENT/1042",
    ],
)
def test_what_is_no_link_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["1042", "#1042", " #1042 ", "/1042"])
def test_a_number_stands_for_an_incident(text: str) -> None:
    assert incident(text) == MINE


@pytest.mark.parametrize("text", ["Voorbeeld BV/1042", "Voorbeeld BV/#1042", "Voorbeeld BV / 1042"])
def test_a_customer_and_a_number_stand_for_an_incident_of_that_customer(text: str) -> None:
    assert incident(text) == THEIRS


@pytest.mark.parametrize("text", ["", "#", "wage run", "#wage", "12a", "5 pages"])
def test_other_words_stand_for_none(text: str) -> None:
    assert incident(text) is None


def test_what_can_be_opened_is_shown_by_areas_that_there_are() -> None:
    names = {area.name for area in AREAS}
    assert all(names.issuperset(areas) for areas in OPENED.values())
