"""An incident opens at what is new, below a line that says so, however long its conversation."""

import pytest

from tests.fake_incidents import incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.incidents.test_meanwhile import NEW, answer
from tests.screens.test_news import half_a_minute_later
from tui import i18n

MANY = 2_000


def entrance(entries: int, new: int | None = None, *, whole: bool = False) -> FakeEntrance:
    """Return a portal whose first incident has so many entries, new from one of them on."""
    made = FakeEntrance(incidents=6)
    first = None if new is None else said(new).id
    first = incident_id(1) if whole else first
    made.incidents.change(1, unread=first is not None, first_unread=first)
    made.incidents.tell(1, *(said(number) for number in range(1, entries + 1)))
    return made


async def opened(demo: PortalDriver) -> list[str]:
    """Open the incident; return what stands below its head."""
    await demo.open("incidents")
    await demo.press("enter")
    await demo.sees("#1  Wage run 1")
    head = next(n for n, line in enumerate(demo.lines) if "opened 22 Nov" in line)
    return [line for line in demo.lines[head + 1 :] if line.strip(" █▁▂▃▄▅▆▇▔")]


@pytest.mark.parametrize("entries", [60, MANY])
async def test_the_first_that_is_new_stands_at_the_top_below_the_line(entries: int):
    async with portal(entrance(entries, entries - 20)) as demo:
        below = await opened(demo)
        assert NEW in below[0]
        assert f"Answer {entries - 20}." in below[2]
        assert f"Answer {entries - 21}." not in demo.text


async def test_what_is_new_far_back_opens_with_two_pages_however_much_was_said():
    async with portal(entrance(MANY, 300)) as demo:
        below = await opened(demo)
        assert NEW in below[0]
        assert "Answer 300." in below[2]
        assert demo.script.calls.count("incidents.entries") == 2
        await demo.press("G")
        await demo.sees(f"Answer {MANY}.")


async def test_reading_on_from_the_middle_leaves_nothing_out_on_either_side():
    async with portal(entrance(220, 100)) as demo:
        await opened(demo)
        seen = demo.text
        while "Answer 220." not in demo.text:
            before = demo.text
            await demo.press("pagedown")
            assert demo.text != before
            seen += demo.text
        assert all(f"Answer {number}." in seen for number in range(100, 221))
        while "number 1." not in demo.text:
            before = demo.text
            await demo.press("pageup")
            assert demo.text != before
            seen += demo.text
        assert all(f"Answer {number}." in seen for number in range(1, 100))
        assert "more was said here" not in demo.text
        assert seen.count(NEW) >= 1


async def test_where_all_of_it_is_new_one_begins_at_the_description():
    async with portal(entrance(MANY, whole=True)) as demo:
        below = await opened(demo)
        assert NEW in below[0]
        assert "number 1." in below[2]
        await demo.sees("Answer 1.")


async def test_without_anything_new_it_opens_at_its_end():
    async with portal(entrance(MANY)) as demo:
        await opened(demo)
        await demo.sees(f"Answer {MANY}.")
        assert NEW not in demo.text
        assert demo.script.calls.count("incidents.entries") == 1


async def test_what_comes_while_one_reads_stands_below_the_same_line():
    async with portal(entrance(3, 3)) as demo:
        await opened(demo)
        await half_a_minute_later(demo)
        answer(demo)
        await half_a_minute_later(demo)
        await demo.sees("Try the patch.")
        assert demo.text.count(NEW) == 1
        assert demo.text.index(NEW) < demo.text.index("Answer 3.")


async def test_who_opens_it_again_has_seen_it():
    async with portal(entrance(60, 40)) as demo:
        assert NEW in (await opened(demo))[0]
        await demo.press("escape", "enter")
        await demo.sees("Answer 60.")
        assert NEW not in demo.text


async def test_the_line_is_dutch_in_dutch():
    i18n.use("nl")
    async with portal(entrance(3, 3)) as demo:
        await demo.open("incidents")
        await demo.press("enter")
        await demo.sees("── nieuw ──")
