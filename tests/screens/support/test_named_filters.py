"""Filters with a name on the desk: a customer and an order go with them."""

from pathlib import Path

from tests.screens.driver import PortalDriver, portal
from tests.screens.support.desk import WIDE, desk, numbers
from tui.views import ViewStore


async def keep(demo: PortalDriver, name: str) -> None:
    """Keep the filter of the moment."""
    await demo.press("f", "ctrl+s")
    await demo.type(name)
    await demo.press("enter")


async def test_a_queue_is_kept_under_a_name_and_taken_at_the_next_start(tmp_path: Path):
    entrance, views = desk(), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 3")
        await demo.press("enter", "F", "escape", "O")
        await demo.sees("Havenlicht", "last change first")
        there = numbers(demo)
        await keep(demo, "The harbour")
        await demo.sees("“The harbour”")
        await demo.press("x", "O")
        await demo.sees("8 incidents")
    async with portal(entrance, views=views, size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        assert "harbour" not in demo.lines[2]
        await demo.press("f", "enter")
        await demo.sees("“The harbour”", "Havenlicht", "last change first")
        assert numbers(demo) == there


async def test_a_named_queue_is_removed_and_the_queue_stays_as_it_is():
    async with portal(desk()) as demo:
        await demo.open("support")
        await demo.press("v")
        await keep(demo, "Ours")
        await demo.sees("“Ours”")
        await demo.press("f", "ctrl+x", "enter", "escape")
        await demo.sees("Support desk   mine")
        await demo.press("f")
        assert "Ours" not in demo.text
