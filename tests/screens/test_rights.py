"""What one may do is followed while the program runs: tabs, rooms, and one line about it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tests.fake_incidents import said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.test_news import half_a_minute_later
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.policy import Kind, Role, permissions_of
from tui.drafts import Drafts


async def may(demo: PortalDriver, roles: Iterable[Role], kind: Kind = Kind.CONTACT) -> None:
    """Let an administrator grant these roles and no other, and the program find that out."""
    entrance = demo.entrance
    granted = frozenset(roles)
    permissions = permissions_of(kind, granted)
    entrance.session = replace(entrance.session, roles=granted, permissions=permissions)
    entrance.needs.permissions = permissions
    entrance.incidents.reads_all = Role.ADMINISTRATOR in granted
    await half_a_minute_later(demo)


async def test_a_tab_comes_and_one_line_says_so():
    async with portal(FakeEntrance(roles=(), incidents=6)) as demo:
        await demo.sees("0 Profile")
        await may(demo, (Role.EMPLOYEE,))
        await demo.sees("Now also: Update Center, Incidents, Courses.", "Employee")
        await demo.press("2")
        await demo.sees("5 incidents")


async def test_who_has_no_tab_at_all_gets_one_and_when_the_last_one_goes_is_told_so():
    async with portal(FakeEntrance(roles=(), kind=Kind.SERVICE, incidents=6)) as demo:
        await demo.sees("nothing to do here")
        await may(demo, (Role.EMPLOYEE,))
        await demo.sees("Now also: ", "1 Update Center", "250 notes")
        assert "nothing to do here" not in demo.text
        await may(demo, (), Kind.SERVICE)
        await demo.sees("No longer: ", "nothing to do here")
        assert "250 notes" not in demo.text
        await may(demo, (Role.EMPLOYEE,))
        await demo.sees("1 Update Center", "250 notes")


async def test_a_tab_goes_with_its_room_and_another_one_opens():
    async with portal(FakeEntrance(incidents=6), size=(120, 40)) as demo:
        await demo.open("incidents")
        await demo.sees("5 incidents")
        await may(demo, ())
        await demo.sees("No longer: Update Center, Incidents, Courses.")
        assert "Wage run" not in demo.text
        await demo.press("2")
        assert "Wage run" not in demo.text


async def test_what_is_open_in_an_area_that_stays_is_left_as_it_is():
    made = FakeEntrance(incidents=6)
    made.incidents.tell(1, said(1))
    async with portal(made, size=(120, 40)) as demo:
        await demo.open("releases")
        await demo.open("incidents")
        await demo.press("enter", "r")
        await demo.type("I tried")
        asked = demo.script.calls.count("incidents.show")
        await may(demo, (Role.EMPLOYEE, Role.ADMINISTRATOR))
        await demo.sees("Now also: Organisation", "I tried", "Answer 1.")
        assert demo.script.calls.count("incidents.show") == asked
        await demo.type(" twice")
        await demo.sees("I tried twice")


async def test_who_reads_all_from_now_on_may_choose_and_begins_with_the_own():
    async with portal(FakeEntrance(incidents=8), size=(120, 40)) as demo:
        await demo.open("incidents")
        assert "mine" not in demo.lines[2]
        await may(demo, (Role.EMPLOYEE, Role.ADMINISTRATOR))
        await demo.sees("mine", "6 incidents")
        await demo.press("v")
        await demo.sees("8 incidents")


async def test_who_reads_all_no_longer_sees_nothing_more_of_others():
    made = FakeEntrance(roles=(Role.EMPLOYEE, Role.ADMINISTRATOR), incidents=8)
    async with portal(made, size=(120, 40)) as demo:
        await demo.open("incidents")
        await demo.press("v")
        await demo.sees("Wage run 4", "8 incidents")
        await demo.press("j", "j", "j", "enter")
        await demo.sees("#4  Wage run 4")
        await may(demo, (Role.EMPLOYEE,))
        await demo.sees("6 incidents")
        assert "Wage run 4" not in demo.text


async def test_what_was_typed_in_an_area_that_goes_is_a_draft_again(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(FakeEntrance(incidents=6), drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("a")
        await demo.type("Printer")
        await may(demo, ())
        await demo.sees("No longer:")
        await may(demo, (Role.EMPLOYEE,))
        await demo.open("incidents")
        await demo.sees("draft", "Printer")


async def test_a_portal_that_does_not_tell_or_cannot_be_asked_changes_nothing():
    made = FakeEntrance(incidents=6)
    async with portal(made) as demo:
        await half_a_minute_later(demo)
        assert "resume" not in demo.script.calls
        made.script.fail("resume", Unavailable(Fault.BUSY))
        before = demo.lines[1]
        await may(demo, ())
        assert demo.lines[1] == before
        assert "changed" not in demo.text


async def test_the_line_is_dutch_in_dutch():
    i18n.use("nl")
    async with portal(FakeEntrance(roles=(), incidents=6)) as demo:
        await may(demo, (Role.EMPLOYEE,))
        await demo.sees("Nu ook: Update Center, Incidenten, Opleidingen.")
