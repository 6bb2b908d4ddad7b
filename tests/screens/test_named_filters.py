"""Filters with a name as they are kept: bounded, and what cannot be read of them stays."""

from typing import Any

import pytest

from tests.hostile import SEQUENCES
from tui.api.models.incidents import Priority
from tui.api.models.support import QueueQuery
from tui.screens.named_filters import LONGEST, MOST, NamedFilters
from tui.screens.support import kept
from tui.views import Kept

URGENT = QueueQuery(priority=Priority.URGENT)
PLACE = "support.filters"


def named(found: dict[str, Any] | None = None) -> tuple[NamedFilters[QueueQuery], Kept]:
    """Return the filters of the desk, and what they are kept in."""
    views = Kept({PLACE: found or {}}, lambda _: None)
    return NamedFilters(views, "support", kept.view_of, kept.query_of), views


async def test_a_filter_is_there_by_its_name_and_the_name_by_the_filter():
    filters, _ = named()
    filters.keep("Urgent", URGENT)
    assert filters.all() == {"Urgent": URGENT}
    assert filters.name_of(URGENT) == "Urgent"
    assert filters.name_of(QueueQuery(priority=Priority.LOW)) == ""


async def test_words_that_are_searched_for_are_no_part_of_it():
    filters, _ = named()
    filters.keep("Urgent", QueueQuery(priority=Priority.URGENT, words="wage"))
    assert filters.all() == {"Urgent": URGENT}
    assert filters.name_of(QueueQuery(priority=Priority.URGENT, words="printer")) == "Urgent"


async def test_the_same_name_replaces_in_whatever_letters():
    filters, _ = named()
    filters.keep("Urgent", URGENT)
    filters.keep("URGENT", QueueQuery(priority=Priority.LOW))
    assert filters.all() == {"URGENT": QueueQuery(priority=Priority.LOW)}


async def test_names_stand_in_the_order_of_the_alphabet():
    filters, _ = named()
    for name in ("b", "C", "a"):
        filters.keep(name, URGENT)
    assert list(filters.all()) == ["a", "b", "C"]


async def test_each_room_has_filters_of_its_own():
    filters, views = named()
    filters.keep("Urgent", URGENT)
    assert NamedFilters(views, "other", kept.view_of, kept.query_of).all() == {}


async def test_there_is_room_for_so_many_and_then_for_the_same_names_alone():
    filters, _ = named({f"Filter {number}": {"sort": "updated"} for number in range(1, MOST)})
    assert filters.has_room_for("another")
    filters.keep("another", URGENT)
    assert not filters.has_room_for("one more")
    assert filters.has_room_for("ANOTHER")
    filters.drop("another")
    assert filters.has_room_for("one more")


@pytest.mark.parametrize(
    "strange",
    [
        3,
        None,
        [],
        {"priority": "cosmic"},
        {"priority": "urgent", "mood": "blue"},
        {"priority": ["urgent"]},
        {"organisation_id": {"id": 3}},
    ],
)
async def test_what_this_program_cannot_read_is_not_offered_and_stays(strange: object):
    filters, views = named({"Strange": strange, "Urgent": {"priority": "urgent"}})
    assert list(filters.all()) == ["Urgent"]
    filters.keep("Low", QueueQuery(priority=Priority.LOW))
    filters.drop("Urgent")
    assert list(filters.all()) == ["Low"]
    assert views.of(PLACE)["Strange"] == strange


@pytest.mark.parametrize("name", ["", " ", "x" * (LONGEST + 1), "two\nlines", *SEQUENCES[:3]])
async def test_a_name_that_nobody_can_have_given_is_not_shown(name: str):
    filters, _ = named({name: {"priority": "urgent"}})
    assert filters.all() == {}
    assert filters.name_of(URGENT) == ""
