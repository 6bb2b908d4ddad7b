"""What can be filtered by: what is set stands first, and last what takes all of it away."""

from tui.screens.filter_offers import SET, in_order, offer


def test_what_is_set_stands_first_and_what_is_called_so_does_not() -> None:
    offers = [
        offer("new", "", "new", is_set=False),
        offer(f"{SET}Bakery", "", "bakery", is_set=False),
        offer("urgent", "", "not urgent", is_set=True),
    ]
    there = in_order(offers, wanted="urgent", everything="all")
    assert [each.label for each in there] == [f"{SET}urgent", "new", f"{SET}Bakery", "Everything"]
    assert [each.value for each in there] == ["not urgent", "new", "bakery", "all"]


def test_where_nothing_is_set_there_is_nothing_to_take_away() -> None:
    offers = [offer("new", "", "new", is_set=False)]
    assert in_order(offers, wanted="all", everything="all") == offers
