"""What a request for a page may ask."""

from typing import Any

import pytest

from tui.api.models.paging import MAX_LIMIT, PageRequest

PLACES: list[dict[str, Any]] = [
    {},
    {"edge": "first"},
    {"edge": "last"},
    {"after": "cursor"},
    {"before": "cursor"},
    {"around": "id"},
    {"at": 0.0},
    {"at": 0.5},
    {"at": 1.0},
]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_one_place_or_begins_at_the_first_row(place: dict[str, Any]) -> None:
    assert PageRequest(**place).limit == 50


@pytest.mark.parametrize(
    "places",
    [
        {"edge": "first", "after": "cursor"},
        {"after": "a", "before": "b"},
        {"around": "id", "at": 0.0},
        {"before": "", "at": 0.0},
    ],
)
def test_two_places_are_refused(places: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one place"):
        PageRequest(**places)


@pytest.mark.parametrize("limit", [1, MAX_LIMIT])
def test_a_page_has_one_row_to_the_limit(limit: int) -> None:
    assert PageRequest(limit=limit).limit == limit


@pytest.mark.parametrize("limit", [-1, 0, MAX_LIMIT + 1, 10**9])
def test_a_page_of_no_rows_or_too_many_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="rows"):
        PageRequest(limit=limit)


@pytest.mark.parametrize("at", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_place_outside_the_list_is_refused(at: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        PageRequest(at=at)
