"""What others do while the room is open comes in, and nothing that one does is touched by it."""

from dataclasses import replace
from datetime import timedelta

from textual.widgets import TextArea

from tests.fake_incidents import NOW, incident, incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.test_news import half_a_minute_later
from tui.api.policy import IncidentStatus
from tui.screens.incidents.room import IncidentsRoom

NEW = "── new ──"


def room(demo: PortalDriver) -> IncidentsRoom:
    return demo.app.screen_stack[0].query_one(IncidentsRoom)


def happen(demo: PortalDriver, number: int, minutes: int = 1, **changed: object) -> None:
    """Let somebody else do something to an incident."""
    at = NOW + timedelta(minutes=minutes)
    demo.entrance.incidents.change(number, updated_at=at, unread=True, **changed)
    demo.entrance.needs.latest = at


def answer(demo: PortalDriver, body: str = "Try the patch.", number: int = 1) -> None:
    """Let Support answer an incident."""
    entries = demo.entrance.incidents.said.get(incident_id(number), [])
    demo.entrance.incidents.tell(number, said(2 * len(entries) + 11, body))
    happen(demo, number, 10 + len(entries))


async def opened(demo: PortalDriver) -> None:
    await demo.open("incidents")
    await demo.press("enter")
    await demo.sees("#1  Wage run 1")
    await half_a_minute_later(demo)


def row_of(demo: PortalDriver, number: int) -> str:
    return next(line for line in demo.lines if f"Wage run {number} " in line)


def _words(demo: PortalDriver) -> list[str]:
    """Return what stands there, without the scroll bar at the edge."""
    return [line[:78].rstrip() for line in demo.lines[6:-3]]


async def test_a_row_shows_what_became_of_it_and_the_cursor_stays_on_its_record():
    async with portal(FakeEntrance(incidents=9)) as demo:
        await demo.open("incidents")
        await demo.press("j", "j", "space", "k")
        current = room(demo).rows.current
        rows = [line for line in demo.lines if "Wage run" in line]
        assert "●" not in row_of(demo, 6)
        happen(demo, 6, status=IncidentStatus.PENDING)
        await half_a_minute_later(demo)
        assert "●" in row_of(demo, 6)
        assert room(demo).rows.current == current
        assert len(room(demo).rows.selection) == 1
        order = [line.split("Wage run")[1].split()[0] for line in rows]
        now = [line for line in demo.lines if "Wage run" in line]
        assert [line.split("Wage run")[1].split()[0] for line in now] == order


async def test_a_new_incident_comes_in_above_the_cursor():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await demo.open("incidents")
        current = room(demo).rows.current
        made = incident(77, updated_at=NOW + timedelta(hours=1), unread=True)
        demo.entrance.incidents.incidents[made.id] = made
        demo.entrance.needs.latest = made.updated_at
        await half_a_minute_later(demo)
        await demo.sees("Wage run 77")
        assert room(demo).rows.current == current


async def test_rows_that_do_not_match_any_more_stay_as_long_as_somebody_works_on_them():
    async with portal(FakeEntrance(incidents=30)) as demo:
        await demo.open("incidents")
        await demo.press("u", "m")
        dimmed = room(demo).rows.current
        assert dimmed is not None
        made = incident(77, updated_at=NOW + timedelta(hours=1), unread=True)
        demo.entrance.incidents.incidents[made.id] = made
        demo.entrance.needs.latest = made.updated_at
        await half_a_minute_later(demo)
        assert room(demo).rows.item(dimmed.id) is not None


async def test_an_answer_comes_below_what_one_reads_with_a_line_that_it_is_new():
    async with portal(FakeEntrance(incidents=6)) as demo:
        demo.entrance.incidents.tell(1, said(1), said(2))
        await opened(demo)
        assert NEW not in demo.text
        answer(demo)
        await half_a_minute_later(demo)
        await demo.sees(NEW, "Try the patch.")
        answer(demo, "And call me.")
        await half_a_minute_later(demo)
        await demo.sees("And call me.")
        assert demo.text.count(NEW) == 1
        assert demo.text.index(NEW) < demo.text.index("Try the patch.")


async def test_who_reads_further_up_stays_there():
    async with portal(FakeEntrance(incidents=6)) as demo:
        demo.entrance.incidents.tell(1, *(said(number) for number in range(1, 40)))
        await opened(demo)
        await demo.press("g")
        await demo.press("j", "j", "j")
        before = _words(demo)
        answer(demo)
        await half_a_minute_later(demo)
        assert _words(demo) == before
        await demo.press("G")
        await demo.sees("Try the patch.")


async def test_who_is_at_the_end_sees_what_comes():
    async with portal(FakeEntrance(incidents=6)) as demo:
        demo.entrance.incidents.tell(1, *(said(number) for number in range(1, 40)))
        await opened(demo)
        await demo.press("G")
        for body in ("First of all.", "Second of all.", "Third of all."):
            answer(demo, "\n\n".join([body, *["And so on."] * 8]))
            await half_a_minute_later(demo)
            await demo.sees(body)
            await demo.press("G")


async def test_what_is_being_typed_is_not_touched():
    async with portal(FakeEntrance(incidents=6), size=(120, 40)) as demo:
        demo.entrance.incidents.tell(1, said(1), said(2))
        demo.entrance.incidents.change(1, status=IncidentStatus.OPEN)
        await opened(demo)
        await demo.press("r")
        await demo.type("We did that")
        await demo.press("shift+left", "shift+left")
        area = demo.app.focused
        assert isinstance(area, TextArea)
        before = (area.text, area.selection, area.scroll_offset)
        answer(demo)
        await half_a_minute_later(demo)
        await demo.sees("Try the patch.")
        assert demo.app.focused is area
        assert (area.text, area.selection, area.scroll_offset) == before
        await demo.type("x")
        assert area.text == "We did thx"


async def test_the_head_follows_and_a_key_acts_on_how_it_is_now():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await opened(demo)
        happen(demo, 1, status=IncidentStatus.ON_HOLD)
        await half_a_minute_later(demo)
        await demo.sees("on hold")
        await demo.press("C", "enter")
        await demo.settle()
        assert demo.entrance.incidents.incidents[incident_id(1)].status is IncidentStatus.CLOSED


async def test_what_comes_while_one_reads_is_read_when_one_turns_away():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await opened(demo)
        answer(demo)
        await half_a_minute_later(demo)
        first = demo.entrance.incidents.incidents
        assert first[incident_id(1)].unread
        await demo.press("escape")
        await demo.settle()
        assert not first[incident_id(1)].unread
        assert "●" not in row_of(demo, 1)


async def test_who_marked_it_unread_finds_it_unread():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await opened(demo)
        answer(demo)
        await half_a_minute_later(demo)
        await demo.press("m", "m", "escape")
        assert demo.entrance.incidents.incidents[incident_id(1)].unread


async def test_an_incident_that_went_stays_on_the_screen_as_it_was():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await opened(demo)
        incidents = demo.entrance.incidents.incidents
        incidents[incident_id(1)] = replace(incidents[incident_id(1)], followed=False)
        demo.entrance.needs.latest = NOW + timedelta(hours=1)
        await half_a_minute_later(demo)
        await demo.sees("#1  Wage run 1")


async def test_a_new_incident_that_comes_in_does_not_touch_the_reply_either():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("We did th")
        area = demo.app.focused
        made = incident(77, updated_at=NOW + timedelta(hours=1), unread=True)
        demo.entrance.incidents.incidents[made.id] = made
        demo.entrance.needs.latest = made.updated_at
        await half_a_minute_later(demo)
        await demo.wait_for(lambda: room(demo).rows.item(made.id) is not None, "the new row")
        assert demo.app.focused is area
        await demo.type("at")
        await demo.sees("We did that")
