"""A link opens what it names: from the command line, the palette, and where one searches."""

import pytest

from tests.fake_incidents import incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.support.desk import desk
from tests.screens.test_coming_back import again, been_here
from tui.api.errors import Fault, Unavailable
from tui.api.policy import Kind, Role, permissions_of
from tui.links import INCIDENT, Link

FIRST, UNKNOWN = Link(INCIDENT, 1), Link(INCIDENT, 77)
HARBOURS = Link(INCIDENT, 3, "Havenlicht")


def entrance(**more) -> FakeEntrance:
    made = FakeEntrance(incidents=6, **more)
    made.incidents.tell(1, said(1))
    return made


async def test_the_program_begins_with_what_the_link_names():
    async with portal(entrance(), link=FIRST) as demo:
        await demo.sees("#1  Wage run 1", "Answer 1.")
        await demo.press("escape")
        await demo.sees("5 incidents")


async def test_who_is_not_signed_in_signs_in_first():
    async with portal(entrance(seats=False), link=FIRST, signed_in=False) as own:
        await own.type("anna@voorbeeld.example")
        await own.press("enter")
        await own.type("right horse battery")
        await own.press("enter")
        await own.sees("#1  Wage run 1", "Answer 1.")


async def test_who_was_here_before_is_there_as_soon_as_the_portal_is():
    made = entrance()
    diary = await been_here(made)
    made.script.hold("sign_in_as")
    async with again(made, diary, link=FIRST) as demo:
        assert "Wage run 1" not in demo.text
        made.script.let_go("sign_in_as")
        await demo.sees("#1  Wage run 1", "Answer 1.")


async def test_of_who_comes_with_other_rights_it_is_opened_in_the_new_shell():
    made = entrance()
    diary = await been_here(made, permissions=permissions_of(Kind.CONTACT, Role))
    async with again(made, diary, link=FIRST) as demo:
        await demo.sees("#1  Wage run 1", "Answer 1.")
        assert "Invoices" not in demo.text


@pytest.mark.parametrize("link", [UNKNOWN, Link(INCIDENT, 4), Link(INCIDENT, 1, "Havenlicht")])
async def test_what_is_not_there_for_one_is_said_in_one_way(link: Link):
    async with portal(entrance(), link=link) as demo:
        await demo.sees(f"There is no {link} that you may read", "5 incidents")


async def test_who_may_see_no_incidents_is_told_so():
    async with portal(FakeEntrance(roles=()), link=FIRST) as demo:
        await demo.sees("You may not see incident/1 here")


async def test_the_portal_that_is_busy_says_so():
    made = entrance()
    made.script.fail("incidents.find", Unavailable(Fault.BUSY))
    async with portal(made, link=FIRST) as demo:
        await demo.sees("busy", "5 incidents")


async def test_it_is_opened_once():
    async with portal(entrance(), link=FIRST) as demo:
        await demo.press("escape")
        await demo.open("profile")
        await demo.open("incidents")
        await demo.sees("5 incidents")
        assert demo.script.calls.count("incidents.find") == 1


@pytest.mark.parametrize("typed", ["#1", "1", "incident/1"])
async def test_the_palette_opens_an_incident_by_its_number(typed: str):
    async with portal(entrance()) as demo:
        await demo.press("colon")
        await demo.press(*("slash" if letter == "/" else letter for letter in typed))
        await demo.sees("Open incident/1")
        await demo.press("enter")
        await demo.sees("#1  Wage run 1", "Answer 1.")


# Where one searches


async def _search(demo: PortalDriver, words: str) -> None:
    await demo.open("support" if demo.entrance.incidents.serves else "incidents")
    await demo.press("slash")
    await demo.press(*({"/": "slash", " ": "space"}.get(letter, letter) for letter in words))


async def test_a_number_in_the_field_opens_the_incident_and_narrows_nothing():
    async with portal(entrance()) as demo:
        await _search(demo, "#2")
        await demo.sees("Wage run 6")
        await demo.press("enter")
        await demo.sees("#2  Wage run 2")
        await demo.press("escape")
        await demo.sees("5 incidents", "Wage run 6")


def _under_the_cursor(demo: PortalDriver) -> str:
    return next((line for line in demo.lines if line.startswith("▌")), "")


@pytest.mark.parametrize("typed", ["#3", "3"])
async def test_after_closing_what_was_named_the_cursor_stands_on_its_row(typed: str):
    async with portal(entrance()) as demo:
        await _search(demo, typed)
        await demo.press("enter")
        await demo.sees("#3  Wage run 3")
        await demo.press("escape")
        await demo.wait_for(lambda: "Wage run 3" in _under_the_cursor(demo), "the cursor")


async def test_the_cursor_goes_to_a_row_that_the_list_has_not_read_yet():
    async with portal(FakeEntrance(incidents=900)) as demo:
        await _search(demo, "#899")
        await demo.press("enter")
        await demo.sees("#899  Wage run 899")
        await demo.press("escape")
        await demo.wait_for(lambda: "#899 " in _under_the_cursor(demo), "the cursor")
        assert "#898 " in demo.text


async def test_where_the_list_does_not_show_what_was_named_the_cursor_stays():
    made = desk()
    for number in (1, 2):
        made.incidents.change(number, assignee="Ahmed Yıldız")
    async with portal(made) as demo:
        await demo.open("support")
        await demo.press("v")
        await demo.sees("2 incidents")
        await demo.press("end")
        before = _under_the_cursor(demo)
        await _search(demo, "Havenlicht/#3")
        await demo.press("enter")
        await demo.sees("#3  Wage run 3")
        await demo.press("escape")
        await demo.sees("2 incidents")
        await demo.settle()
        assert _under_the_cursor(demo) == before


async def test_digits_are_looked_for_as_words_and_open_what_they_number():
    async with portal(entrance()) as demo:
        await _search(demo, "40")
        await demo.sees("Wage run 6")
        await demo.press("enter")
        await demo.sees("5 incidents")
        assert "There is no" not in demo.text
        await demo.press("escape")
        await _search(demo, "3")
        await demo.press("enter")
        await demo.sees("#3  Wage run 3")


async def test_a_number_of_nobody_is_said_to_be_none():
    async with portal(entrance()) as demo:
        await _search(demo, "#77")
        await demo.press("enter")
        await demo.sees("There is no incident/77 that you may read")


async def test_24_of_7_are_words():
    made = entrance()
    made.incidents.change(2, subject="Open 24/7")
    async with portal(made) as demo:
        await _search(demo, "24/7")
        await demo.press("enter")
        await demo.sees("Open 24/7", "1 incident")
        assert "There is no" not in demo.text


# At the desk


async def test_at_the_desk_a_link_says_whose_incident_it_is():
    async with portal(desk(), link=HARBOURS) as demo:
        await demo.sees("#3  Wage run 3", "Havenlicht")


async def test_at_the_desk_a_number_alone_asks_whose_it_is_unless_one_customer_is_shown():
    made = desk()
    async with portal(made) as demo:
        await _search(demo, "#3")
        await demo.press("enter")
        await demo.sees("Whose #3? Name the customer")
        await demo.press("escape", "escape")
        await _search(demo, "Havenlicht/#3")
        await demo.press("enter")
        await demo.sees("#3  Wage run 3")


@pytest.mark.parametrize(("made", "link"), [(entrance(), "incident/1"), (desk(), "/Voorbeeld BV/")])
async def test_y_in_an_incident_offers_its_link(
    monkeypatch: pytest.MonkeyPatch, made: FakeEntrance, link: str
):
    async with portal(made, size=(120, 40)) as demo:
        copied: list[str] = []
        monkeypatch.setattr(demo.app, "copy_to_clipboard", copied.append)
        await demo.open("support" if made.incidents.serves else "incidents")
        await demo.press("enter", "y")
        await demo.sees("number and subject", "the link to it")
        await demo.press("down")
        await demo.sees(link)
        await demo.press("enter")
        assert link in copied[0]
        assert copied[0].startswith("incident/")
        await demo.press("y", "enter")
        assert copied[1].startswith("#")


async def test_a_manager_reads_what_others_asked_by_its_number():
    made = entrance(roles=(Role.ADMINISTRATOR,))
    async with portal(made, link=Link(INCIDENT, 4)) as demo:
        await demo.sees("#4  Wage run 4")
        assert made.incidents.incidents[incident_id(4)].unread is False
