"""The list of incidents: whose, which of them, what is new, and how it is left."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fake_incidents import incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, NotFound, Unavailable
from tui.api.policy import Role
from tui.views import ViewStore

WIDE = (120, 40)
EMPLOYEE = (Role.EMPLOYEE,)
ADMINISTRATOR = (Role.ADMINISTRATOR,)
LONE_MANAGER = (Role.INCIDENT_MANAGER,)


def row(demo: PortalDriver, number: int) -> str:
    return next(line for line in demo.lines if f"#{number} " in line)


def is_there(demo: PortalDriver, number: int) -> bool:
    return any(f"#{number} " in line for line in demo.lines)


async def test_an_employee_sees_what_one_follows_and_no_key_for_more():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.sees("#1 ", "Wage run 1 stops at 40 %", "23 incidents")
        assert not is_there(demo, 4)  # a colleague's
        assert "v mine/all" not in demo.footer
        await demo.press("v")
        assert not is_there(demo, 4)


async def test_who_reads_all_begins_with_the_own_ones_and_v_shows_all():
    async with portal(FakeEntrance(roles=ADMINISTRATOR), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("mine", "23 incidents")
        assert not is_there(demo, 4)
        await demo.press("v")
        await demo.sees("everybody's", "30 incidents")
        assert "Bram Öz" in row(demo, 4)
        await demo.press("v")
        await demo.sees("23 incidents")


async def test_a_lone_incident_manager_sees_all_without_a_choice():
    async with portal(FakeEntrance(roles=LONE_MANAGER), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("30 incidents", "Bram Öz")
        assert "v mine/all" not in demo.footer
        assert "everybody's" not in demo.text


async def test_the_requester_stands_there_only_among_the_incidents_of_all():
    async with portal(FakeEntrance(roles=ADMINISTRATOR), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("23 incidents")
        assert "Anna" not in row(demo, 1)
        await demo.press("v")
        await demo.wait_for(lambda: "Anna de Vries" in row(demo, 1))


@pytest.mark.parametrize("roles", [EMPLOYEE, ADMINISTRATOR])
async def test_columns_go_as_the_screen_narrows_and_the_subject_and_the_age_stay(
    roles: tuple[Role, ...],
):
    for size, seen, gone in (
        (WIDE, ("waiting for you", "high", "outage"), ()),
        ((80, 24), ("waiting for you", "high"), ("outage",)),
        ((50, 24), (), ("waiting for you", "high", "outage")),
    ):
        entrance = FakeEntrance(roles=roles)
        entrance.incidents.change(2, status="pending")
        async with portal(entrance, size=size) as demo:
            await demo.open("incidents")
            await demo.sees("#2 ")
            assert all(word in row(demo, 2) for word in ("Wage run 2", *seen))
            assert row(demo, 2).rstrip("▐ ").endswith(tuple("yhdkn"))
            assert not any(word in row(demo, 2) for word in gone)


async def test_a_number_is_shown_whole_however_long_it_is():
    entrance = FakeEntrance(incidents=6)
    entrance.incidents.change(2, number=1_234_567)
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("#1234567  Wage run 2")


async def test_how_long_ago_something_happened_stands_at_the_right():
    entrance = FakeEntrance(incidents=3)
    now = datetime.now(UTC)
    for number, ago in ((1, timedelta(minutes=5)), (2, timedelta(hours=3)), (3, timedelta(9))):
        entrance.incidents.change(number, updated_at=now - ago)
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("#1 ")
        ends = [row(demo, number).rstrip("▐ ") for number in (1, 2, 3)]
        assert [end[-6:].strip() for end in ends] == ["5 min", "3 h", "1 wk"]
        assert len({len(end) for end in ends}) == 1


async def test_filters_are_chosen_by_name_and_the_band_says_what_is_left():
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("f")
        await demo.type("waiting")
        await demo.press("enter")
        await demo.sees("status waiting for you", "3 incidents")
        await demo.press("f")
        await demo.type("everything")
        await demo.press("enter")
        await demo.sees("23 incidents")


@pytest.mark.parametrize(
    ("words", "told", "left"),
    [
        ("current", "current", "16 incidents"),
        ("solved or closed", "solved or closed", "7 incidents"),
        ("outage", "type outage", "8 incidents"),
        ("high", "priority high", "8 incidents"),
        ("something new", "with something new", "5 incidents"),
    ],
)
async def test_there_is_a_filter_for_each_question(words: str, told: str, left: str):
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("f")
        await demo.type(words)
        await demo.press("enter")
        await demo.sees(told, left)


async def test_u_shows_what_is_new_and_esc_shows_all_again():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("u")
        await demo.sees("5 incidents", "with something new")
        assert is_there(demo, 5)
        assert not is_there(demo, 1)
        await demo.press("escape")
        await demo.sees("23 incidents")


async def test_everything_in_the_filters_keeps_the_words_that_the_field_still_shows():
    async with portal(FakeEntrance(incidents=6), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("slash")
        await demo.type("run 2")
        await demo.sees("1 incident")
        await demo.press("enter", "u")
        await demo.sees("Nothing found.")
        await demo.press("f")
        await demo.type("everything")
        await demo.press("enter")
        await demo.sees("1 incident", "run 2  ")
        assert is_there(demo, 2)
        assert not is_there(demo, 1)


async def test_everything_again_leaves_order_and_whose_as_they_are():
    async with portal(FakeEntrance(roles=ADMINISTRATOR)) as demo:
        await demo.open("incidents")
        await demo.press("O", "u", "x")
        await demo.sees("mine", "highest number first", "23 incidents")


async def test_sorting_goes_round():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("O")
        await demo.sees("highest number first")
        assert "#30" in demo.lines[3]
        await demo.press("O")
        await demo.sees("most pressing first")
        assert "urgent" in demo.lines[3]
        await demo.press("O")
        await demo.wait_for(lambda: "#1 " in demo.lines[3])


async def test_filter_order_and_whose_are_found_as_they_were_left(tmp_path: Path):
    entrance = FakeEntrance(roles=ADMINISTRATOR)
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.open("incidents")
        await demo.press("v", "O", "u")
        await demo.sees("with something new")
    async with portal(entrance, views=views) as demo:
        await demo.open("incidents")
        await demo.sees("with something new", "everybody's", "highest number first")


async def test_m_marks_read_at_once_and_the_dot_of_the_tab_follows():
    entrance = FakeEntrance(incidents=6)
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("2 Incidents•")
        assert "●" in row(demo, 5)
        await demo.press("O", "j", "m")
        await demo.wait_for(lambda: "●" not in row(demo, 5))
        await demo.wait_for(lambda: "Incidents•" not in demo.text, "no dot")
        await demo.press("m")
        await demo.sees("2 Incidents•")


async def test_the_marked_rows_are_marked_read_together():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press(*["space"] * 12, "m")
        await demo.sees("3 marked read")
        assert "●" not in row(demo, 5)


async def test_a_colleagues_incident_has_nothing_new_to_be_marked():
    async with portal(FakeEntrance(roles=LONE_MANAGER)) as demo:
        await demo.open("incidents")
        assert "read/unread" in demo.footer
        await demo.press("j", "j", "j")
        await demo.wait_for(lambda: "read/unread" not in demo.footer)


async def test_a_mark_that_fails_says_so_and_changes_nothing():
    async with portal() as demo:
        await demo.open("incidents")
        demo.script.fail("incidents.mark", Unavailable(Fault.BUSY))
        await demo.press("m")
        await demo.sees("busy")
        demo.script.fail("incidents.mark", NotFound("incident"))
        del demo.entrance.incidents.incidents[incident_id(1)]
        await demo.press("m")
        await demo.sees("not yours to read any more")
        assert not is_there(demo, 1)


async def test_y_copies_number_and_subject_of_the_marked_ones(monkeypatch: pytest.MonkeyPatch):
    async with portal() as demo:
        copied: list[str] = []
        monkeypatch.setattr(demo.app, "copy_to_clipboard", copied.append)
        await demo.open("incidents")
        await demo.press("y")
        await demo.press("space", "space", "y")
        assert copied == [
            "#1 Wage run 1 stops at 40 %",
            "#1 Wage run 1 stops at 40 %\n#2 Wage run 2 stops at 40 %",
        ]


async def test_what_happened_since_is_there_when_the_tab_is_opened_again():
    async with portal(FakeEntrance(incidents=6)) as demo:
        await demo.open("incidents")
        await demo.press("j")
        assert "waiting for you" in row(demo, 2)
        await demo.open("releases")
        demo.entrance.incidents.change(2, status="solved")
        demo.entrance.incidents.change(1, unread=True)
        await demo.open("incidents")
        await demo.sees("2 with something new")
        assert "solved" in row(demo, 2)
        assert row(demo, 2).startswith("▌")


async def test_a_row_that_is_gone_when_the_tab_is_opened_again_leaves_the_others():
    async with portal(FakeEntrance(incidents=200)) as demo:
        await demo.open("incidents")
        await demo.press("G")
        await demo.open("releases")
        del demo.entrance.incidents.incidents[incident_id(199)]  # the last one, under the cursor
        await demo.open("incidents")
        await demo.sees("#1 ", "149 incidents")


async def test_no_incidents_are_an_offer_to_submit_the_first_one():
    async with portal(FakeEntrance(incidents=0)) as demo:
        await demo.open("incidents")
        await demo.sees("No incidents yet.", "a  submit the first one")


async def test_who_may_not_submit_is_not_told_to():
    async with portal(FakeEntrance(incidents=0, roles=LONE_MANAGER)) as demo:
        await demo.open("incidents")
        await demo.sees("No incidents yet.", "as soon as somebody")
        assert "submit the first one" not in demo.text


async def test_a_filter_that_leaves_nothing_says_how_to_take_it_away():
    async with portal(FakeEntrance(incidents=2)) as demo:
        await demo.open("incidents")
        await demo.press("u")
        await demo.sees("Nothing found.", "x  show all incidents")
        await demo.press("x")
        await demo.sees("#1 ")


async def test_a_list_that_cannot_be_had_is_asked_again_by_r():
    entrance = FakeEntrance()
    entrance.script.fail("incidents.list", Unavailable(Fault.BUSY))
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("busy", "r  try again")
        demo.script.mend("incidents.list")
        await demo.press("r")
        await demo.sees("#1 ")


async def test_an_incident_that_had_the_cursor_and_is_gone_leaves_the_list_at_its_top():
    entrance = FakeEntrance()
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.press("j", "j")
        await demo.press("0")
        del entrance.incidents.incidents[incident_id(3)]
        await demo.press("l")
        await demo.sees("Mijn gegevens")
        await demo.press("2")
        await demo.sees("Wage run 1 stops")


async def test_a_list_that_cannot_be_had_tells_no_figures_of_another_question():
    entrance = FakeEntrance()
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("23 incidents")
        entrance.script.fail("incidents.list", Unavailable(Fault.UNREACHABLE, place="somewhere"))
        await demo.press("u")
        await demo.sees("try again")
        assert "23 incidents" not in demo.text
        entrance.script.mend("incidents.list")
        await demo.press("r")
        await demo.sees("with something new")


async def test_a_count_that_comes_late_for_another_question_is_not_told():
    entrance = FakeEntrance()
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("23 incidents")
        entrance.script.hold("incidents.count")
        await demo.press("O")
        await demo.wait_for(lambda: entrance.script.calls[-1] == "incidents.count", "a count")
        entrance.script.fail("incidents.list", Unavailable(Fault.UNREACHABLE, place="somewhere"))
        await demo.press("u")
        await demo.sees("try again")
        entrance.script.let_go("incidents.count")
        await demo.settle()
        assert "23 incidents" not in demo.text


async def test_a_portal_that_finds_no_list_is_asked_once():
    entrance = FakeEntrance()
    entrance.script.fail("incidents.list", NotFound("incident"))
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("try again")
        assert entrance.script.calls.count("incidents.list") == 1


async def test_words_narrow_the_list_by_subject_text_and_comments_and_escape_takes_them_away():
    entrance = FakeEntrance()
    entrance.incidents.tell(7, said(1, "The printer eats the Züricher form"))
    async with portal(entrance) as demo:
        await demo.open("incidents")
        await demo.sees("23 incidents")
        await demo.press("slash")
        await demo.type("zuric")
        await demo.sees("#7 ", "1 incident")
        assert not is_there(demo, 1)
        await demo.press("enter", "enter")
        await demo.sees("The printer eats")
        await demo.press("escape")
        await demo.sees("#7 ", "1 incident")
        await demo.press("escape")
        await demo.sees("23 incidents", "#1 ")


async def test_words_that_no_incident_holds_say_so_and_x_shows_everything_again():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("slash")
        await demo.type("weather")
        await demo.press("enter")
        await demo.sees("Nothing found.", "x  show all incidents")
        await demo.press("x")
        await demo.sees("23 incidents")


async def test_a_search_is_for_once_and_the_filter_stays_for_the_next_time(tmp_path: Path):
    entrance = FakeEntrance()
    store = ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=store) as demo:
        await demo.open("incidents")
        await demo.press("u")
        await demo.sees("5 incidents")
        await demo.press("slash")
        await demo.type("run 10")
        await demo.sees("#10 ", "1 incident")
        await demo.press("enter")
    async with portal(entrance, views=store) as demo:
        await demo.open("incidents")
        await demo.sees("5 incidents")
