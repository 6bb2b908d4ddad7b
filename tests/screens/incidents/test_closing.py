"""Closing many incidents from the list: one question, and what is not closed stays marked."""

from tests.fake_incidents import FakeIncidents, incident_id
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.releases.test_following import colours
from tui import i18n
from tui.api.errors import Fault, Forbidden, Reason, Unavailable
from tui.api.models.incidents import Closing, Incident
from tui.api.policy import IncidentStatus

WIDE = (120, 40)


def entrance(incidents: int = 6) -> FakeEntrance:
    """Return a portal with incidents that are open, all of them one's own."""
    made = FakeEntrance(incidents=incidents)
    for number in range(1, incidents + 1):
        made.incidents.change(number, status=IncidentStatus.OPEN, followed=True)
    return made


def status(demo: PortalDriver, number: int) -> IncidentStatus:
    return demo.entrance.incidents.incidents[incident_id(number)].status


def closed(demo: PortalDriver) -> list[int]:
    """Return the numbers of what is closed."""
    numbers = range(1, len(demo.entrance.incidents.incidents) + 1)
    return [number for number in numbers if status(demo, number) is IncidentStatus.CLOSED]


def marked(demo: PortalDriver) -> list[int]:
    """Return the numbers of the rows that are marked."""
    rows = [line for line in demo.lines if "◆" in line]
    return [int(row.partition("#")[2].split()[0]) for row in rows]


async def listed(demo: PortalDriver, *keys: str) -> None:
    await demo.open("incidents")
    await demo.sees("#1 ")
    await demo.press(*keys)


class BreaksOff(FakeIncidents):
    """The connection goes with the answer of the second incident that is closed."""

    closings = 0
    answers_get_lost = True

    async def close(self, incident_id: str, closing: Closing, version: int) -> Incident:
        self.closings += 1
        done = await super().close(incident_id, closing, version)
        if self.closings == 2 and self.answers_get_lost:
            raise Unavailable(Fault.CUT_OFF)
        return done


def breaking_off() -> FakeEntrance:
    made = entrance()
    made.incidents.__class__ = BreaksOff
    return made


async def test_c_closes_the_marked_ones_after_one_question_and_takes_their_marks_away():
    async with portal(entrance()) as demo:
        await listed(demo, "space", "space", "space", "C")
        await demo.sees("Close 3 incidents?")
        assert not closed(demo)
        await demo.press("enter")
        await demo.sees("3 incidents closed")
        assert closed(demo) == [1, 2, 3]
        assert not marked(demo)


async def test_who_says_no_closes_nothing_and_keeps_the_marks():
    async with portal(entrance()) as demo:
        await listed(demo, "space", "space", "C", "escape")
        assert "Close 2" not in demo.text
        assert not closed(demo)
        assert marked(demo) == [1, 2]


async def test_without_marks_it_is_the_row_under_the_cursor_by_its_number():
    async with portal(entrance()) as demo:
        await listed(demo, "j", "C")
        await demo.sees("Close #2?")
        await demo.press("enter")
        await demo.sees("1 incident closed")
        assert closed(demo) == [2]


async def test_the_question_says_how_many_cannot_be_closed_and_those_stay_marked():
    made = entrance()
    made.incidents.change(2, status=IncidentStatus.CLOSED)
    async with portal(made) as demo:
        await listed(demo, "space", "space", "space", "C")
        await demo.sees("Close 2 of 3 incidents? 1 of them cannot be closed.")
        await demo.press("enter")
        await demo.sees("2 incidents closed")
        assert marked(demo) == [2]


async def test_the_key_is_offered_only_where_the_portal_lets_one_close():
    made = entrance()
    made.incidents.change(1, status=IncidentStatus.CLOSED)
    async with portal(made, size=WIDE) as demo:
        await listed(demo)
        assert "C close" not in demo.footer
        await demo.press("C")
        assert "Close" not in demo.text
        await demo.press("j")
        await demo.wait_for(lambda: "C close" in demo.footer, "the key")


async def test_what_somebody_else_changed_first_stays_open_and_marked_and_is_told_by_its_number():
    made = entrance()
    async with portal(made) as demo:
        await listed(demo, "space", "space", "space", "C")
        await demo.sees("Close 3 incidents?")
        made.incidents.change(2, status=IncidentStatus.PENDING)
        made.incidents.change(3, followed=False)
        await demo.press("enter")
        await demo.sees("1 incident closed · #2 left open: somebody else was first · #3 not yours")
        assert closed(demo) == [1]
        assert marked(demo) == [2, 3]
        await demo.sees("waiting for you")  # as it is now


async def test_what_was_seen_as_it_is_now_can_be_closed_after_all():
    made = entrance()
    async with portal(made) as demo:
        await listed(demo, "space", "space", "C")
        await demo.sees("Close 2 incidents?")
        made.incidents.change(2, status=IncidentStatus.PENDING)
        await demo.press("enter")
        await demo.sees("1 incident closed · #2 left open")
        await demo.press("C")
        await demo.sees("Close #2?")
        await demo.press("enter")
        await demo.wait_for(lambda: closed(demo) == [1, 2], "both")
        assert not marked(demo)


async def test_a_connection_that_goes_on_the_way_tells_what_is_done_and_the_rest_stays_marked():
    async with portal(breaking_off()) as demo:
        await listed(demo, "space", "space", "space", "space", "C", "enter")
        await demo.sees("1 incident closed · 3 still to do · ")
        assert marked(demo) == [2, 3, 4]
        assert "#2" in demo.text


async def test_going_on_after_an_answer_that_was_lost_closes_nothing_twice():
    async with portal(breaking_off()) as demo:
        await listed(demo, "space", "space", "space", "space", "C", "enter")
        await demo.sees("3 still to do")
        await demo.press("C", "enter")
        await demo.sees("3 incidents closed")
        assert closed(demo) == [1, 2, 3, 4]
        told = demo.entrance.incidents.said[incident_id(2)]
        assert [entry.after for entry in told] == ["closed"]
        assert not marked(demo)


async def test_a_right_that_is_gone_stops_at_once_and_is_said():
    made = entrance()
    async with portal(made) as demo:
        await listed(demo, "space", "space", "C")
        made.script.fail("incidents.close", Forbidden(Reason.NOT_GRANTED))
        await demo.press("enter")
        await demo.sees("2 still to do · You may not do this")
        assert made.script.calls.count("incidents.close") == 1
        assert marked(demo) == [1, 2]


async def test_it_tells_how_far_it_is_and_asks_nothing_more_meanwhile():
    made = entrance()
    async with portal(made, size=WIDE) as demo:
        await listed(demo, "space", "space", "space", "C")
        made.script.hold("incidents.close")
        await demo.press("enter", "C")
        assert "C close" not in demo.footer
        assert "Close" not in demo.text
        first = made.script.held.pop("incidents.close")
        made.script.hold("incidents.close")
        first.set()
        await demo.sees("1 of 3")
        made.script.let_go("incidents.close")
        await demo.sees("3 incidents closed")


async def test_who_waits_no_longer_is_told_what_is_done_and_goes_on_later():
    made = entrance()
    async with portal(made) as demo:
        await listed(demo, "space", "space", "C")
        made.script.hold("incidents.close")
        await demo.press("enter", "ctrl+c")
        await demo.sees("2 still to do")
        assert marked(demo) == [1, 2]
        made.script.held.clear()
        await demo.press("C", "enter")
        await demo.sees("2 incidents closed")


async def test_what_a_filter_leaves_out_then_is_dimmed_until_it_is_asked_anew():
    async with portal(entrance()) as demo:
        await listed(demo, "f")
        await demo.type("current")
        await demo.press("enter", "space", "space", "C", "enter")
        await demo.sees("2 incidents closed", "4 incidents")
        assert colours(demo, "#1 ") != colours(demo, "#4 ")


async def test_in_an_incident_the_key_closes_that_one_alone():
    async with portal(entrance()) as demo:
        await listed(demo, "space", "space", "C", "escape", "enter")
        await demo.sees("#3  Wage run 3")
        await demo.press("C")
        await demo.sees("Close #3?", "How content are you")
        await demo.press("enter")
        await demo.wait_for(lambda: closed(demo) == [3], "that one")
        await demo.press("R")
        await demo.sees("Open #3 again?")
        await demo.press("enter")
        await demo.wait_for(lambda: not closed(demo), "none")


async def test_the_question_is_asked_in_dutch_as_well():
    i18n.use("nl")
    made = entrance()
    made.incidents.change(2, status=IncidentStatus.CLOSED)
    async with portal(made) as demo:
        await listed(demo, "space", "space", "space", "C")
        await demo.sees("2 van de 3 incidenten sluiten? 1 ervan kan niet dicht.")
        await demo.press("enter")
        await demo.sees("2 incidenten gesloten")
