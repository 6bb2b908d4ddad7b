"""What others do comes to the desk by itself, and nothing that one types is touched by it."""

from datetime import timedelta

from tests.fake_incidents import NOW, said
from tests.screens.driver import PortalDriver, portal
from tests.screens.support.desk import WIDE, desk, numbers
from tests.screens.test_news import half_a_minute_later


def happen(demo: PortalDriver, number: int, **changed: object) -> None:
    """Let somebody else do something to an incident."""
    at = NOW + timedelta(minutes=5)
    demo.entrance.incidents.change(number, updated_at=at, **changed)
    demo.entrance.needs.latest = at


async def test_what_a_colleague_takes_on_shows_in_the_queue_under_the_same_cursor():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 nobody's")
        await demo.press("j")
        await half_a_minute_later(demo)
        rows = numbers(demo)
        happen(demo, rows[0], assignee="Marloes Veenstra")
        await half_a_minute_later(demo)
        await demo.sees("Marloes Veenstra", "7 nobody's")
        assert numbers(demo) == rows
        assert "▌" in next(line for line in demo.lines if f"#{rows[1]} " in line)


async def test_what_the_customer_says_meanwhile_stands_below_and_the_answer_stays():
    async with portal(desk()) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        first = numbers(demo)[0]
        await demo.press("enter", "r")
        await demo.type("Try the pat")
        await half_a_minute_later(demo)
        demo.entrance.incidents.tell(first, said(2, "It works again."))
        happen(demo, first)
        await half_a_minute_later(demo)
        await demo.sees("── new ──", "It works again.", "Try the pat")
        await demo.type("ch")
        await demo.sees("Try the patch")
