"""The queue: all customers' incidents, which of them, and how it is left."""

from pathlib import Path

import pytest

from tests.screens.driver import portal
from tests.screens.support.desk import HARBOUR, WIDE, desk, numbers
from tui.api.errors import Fault, Unavailable
from tui.views import ViewStore


async def test_one_begins_with_what_goes_on_of_all_customers_what_presses_most_first():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents", "Voorbeeld BV", "Havenlicht")
        assert len(numbers(demo)) == 8
        assert "urgent" in demo.lines[3]


async def test_one_key_shows_the_own_ones_then_nobodys_then_all():
    entrance = desk()
    entrance.incidents.change(1, assignee="Ahmed Yıldız")
    entrance.incidents.change(2, assignee="Marloes Veenstra")
    async with portal(entrance, size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents", "1 mine", "6 nobody's")
        await demo.press("v")
        await demo.sees("1 incident ")
        assert numbers(demo) == [1]
        await demo.press("v")
        await demo.sees("6 incidents")
        assert not {1, 2} & set(numbers(demo))
        await demo.press("v")
        await demo.sees("8 incidents")


async def test_one_key_shows_only_this_customers_incidents_and_names_it():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.press("home")
        await demo.sees("8 incidents")
        await demo.press("F")
        await demo.wait_for(lambda: len({*numbers(demo)}) < 8)
        names = {"Havenlicht" in line for line in demo.lines[3:] if "#" in line}
        assert len(names) == 1
        await demo.press("F")
        await demo.sees("8 incidents")


async def test_the_filters_tell_how_much_each_leaves_and_customers_stand_among_them():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.press("f")
        await demo.sees("urgent · 2", "nobody's · 8")
        await demo.type("haven")
        await demo.sees("Havenlicht · 4")
        await demo.press("enter")
        await demo.sees("4 incidents")
        assert {*numbers(demo)} == {3, 6, 9, 12}
        await demo.press("x")
        await demo.sees("8 incidents")


async def test_words_narrow_the_queue_and_escape_takes_them_away():
    async with portal(desk()) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 7")
        await demo.sees("1 incident")
        assert numbers(demo) == [7]
        await demo.press("enter", "escape")
        await demo.sees("8 incidents")


async def test_the_queue_is_found_as_it_was_left(tmp_path: Path):
    entrance = desk()
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views, size=WIDE) as demo:
        await demo.open("support")
        await demo.press("v", "v", "O")
        await demo.sees("nobody's", "last change first")
    async with portal(entrance, views=views, size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("nobody's", "last change first")


async def test_an_empty_queue_and_one_that_cannot_be_had_say_so_and_r_asks_again():
    async with portal(desk(0)) as demo:
        await demo.open("support")
        await demo.sees("No customer has submitted an incident yet.")
    entrance = desk()
    entrance.script.fail("support.list", Unavailable(Fault.BUSY))
    async with portal(entrance) as demo:
        await demo.open("support")
        await demo.sees("r  try again")
        entrance.script.mend("support.list")
        await demo.press("r")
        await demo.sees("8 incidents")


async def test_figures_that_cannot_be_had_hold_up_no_row():
    entrance = desk()
    entrance.script.fail("support.figures", Unavailable(Fault.BUSY))
    async with portal(entrance) as demo:
        await demo.open("support")
        await demo.wait_for(lambda: len(numbers(demo)) == 8)
        assert "incidents" not in demo.lines[2]


async def test_the_customer_of_an_incident_is_told_above_it():
    entrance = desk()
    entrance.incidents.change(3, organisation_id=HARBOUR, organisation_name="Havenlicht")
    async with portal(entrance) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 3")
        await demo.press("enter", "enter")
        await demo.sees("#3  Wage run 3", "Havenlicht · Finance")


@pytest.mark.parametrize(
    ("number", "others"),
    [
        (500_000, ("with customer", "high", "Wage run 2 st")),
        (1_234_567, ("with customer", "high", "Wage run 2 st")),
        (2_000_000_000, ("with customer", "Wage run 2 st")),
    ],
)
async def test_a_number_is_shown_whole_at_80_columns_however_long_it_is(
    number: int, others: tuple[str, ...]
):
    entrance = desk()
    entrance.incidents.change(2, number=number)
    async with portal(entrance) as demo:
        await demo.open("support")
        await demo.sees(f" #{number}  Voorbeeld BV ")
        row = next(line for line in demo.lines if f"#{number}" in line)
        assert all(words in row for words in others)
        rows = [line for line in demo.lines if "Wage run" in line]
        assert len({line.index("Wage run") for line in rows}) == 1


async def test_everything_in_the_filters_keeps_the_words_that_the_field_still_shows():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 1")
        await demo.sees("2 incidents")
        await demo.press("enter", "f")
        await demo.sees("urgent · 2")
        await demo.type("everything")
        await demo.sees("everything")
        assert "Everything" not in demo.text  # no filter is set: there is nothing to take away
        await demo.press("escape", "v")
        await demo.sees("mine", "Nothing found.")
        await demo.press("f")
        await demo.type("everything")
        await demo.sees("Everything")
        await demo.press("enter")
        await demo.sees("2 incidents", "run 1")
        assert {*numbers(demo)} == {1, 12}
