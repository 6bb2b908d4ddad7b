"""What a request for a page may ask."""

from typing import Any

import pytest

from tui.api.models.paging import MAX_LIMIT, Page, PageRequest, gather

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


async def _numbers(request: PageRequest) -> Page[int]:
    """Read a list of 450 rows, whose cursors are how many come before."""
    begins = int(request.after or 0)
    ends = min(begins + request.limit, 450)
    return Page(tuple(range(begins, ends)), after=str(ends) if ends < 450 else None)


@pytest.mark.parametrize(
    ("limit", "after", "rows", "goes_on"),
    [
        (10**9, None, range(450), False),
        (450, None, range(450), False),
        (449, None, range(449), True),
        (201, "100", range(100, 301), True),
        (7, "445", range(445, 450), False),
    ],
)
async def test_pages_are_gathered_to_the_limit_or_the_end_and_no_further(
    limit: int, after: str | None, rows: range, goes_on: bool
) -> None:
    page = await gather(_numbers, limit, after)
    assert page.items == tuple(rows)
    assert (page.after is not None) is goes_on
