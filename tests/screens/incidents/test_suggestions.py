"""While a subject is typed: what may have answered it already, and nothing that disturbs."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, Unavailable
from tui.api.policy import Permission
from tui.drafts import Drafts
from tui.screens.incidents.suggesting import Suggestions
from tui.screens.incidents.suggestions import wordings

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


async def begin(demo: PortalDriver, subject: str) -> None:
    await demo.open("incidents")
    await demo.press("a")
    await demo.type(subject)


def entrance(**options: object) -> FakeEntrance:
    made = FakeEntrance(**options)
    made.incidents.change(3, subject="Leave stops at the border")
    made.releases.change(250, title="Leave in hours")
    return made


@SIZES
async def test_notes_and_incidents_that_match_are_shown_and_what_is_typed_does_not_move(
    size: tuple[int, int],
):
    async with portal(entrance(), size=size) as demo:
        await begin(demo, "leave")
        (before,) = [place for place, line in enumerate(demo.lines) if "Subject" in line]
        await demo.sees("This may answer it", "Profit 5", "Leave in hours", "#3", "Leave stops at")
        assert "leave" in demo.lines[before]
        await demo.type(" of")
        assert "leave of" in demo.lines[before]
        assert sum("Profit " in line for line in demo.lines) == 3


@SIZES
async def test_one_is_read_over_the_form_which_stays_as_it_was(
    tmp_path: Path, size: tuple[int, int]
):
    async with portal(entrance(), size=size, drafts=Drafts(tmp_path)) as demo:
        await begin(demo, "leave")
        await demo.sees("Leave in hours", "Leave stops", "^t suggestions")
        await demo.press("left", "ctrl+t", "enter")
        await demo.sees("Text of note 250.")
        await demo.press("escape", "up", "enter")  # the last one is beyond the first
        await demo.sees("#3  Leave stops at the border", "number 3.")
        await demo.press("escape", "escape")
        await demo.type("x")
        await demo.sees("Submit an incident", "leavxe")


async def test_from_outside_the_field_tab_leads_there():
    async with portal(entrance()) as demo:
        await begin(demo, "leave")
        await demo.sees("Leave stops")
        await demo.press("escape", "tab", "enter")
        await demo.sees("Text of note 250.")


async def test_nobody_is_asked_for_two_letters_nor_at_every_letter():
    async with portal(entrance()) as demo:
        await begin(demo, "le")
        await demo.type("ave in hours")
        await demo.sees("Leave in hours")
        assert demo.script.calls.count("releases.search") < 4


async def test_an_answer_to_what_no_longer_stands_there_is_dropped():
    async with portal(entrance(), size=(120, 40)) as demo:
        demo.script.hold("releases.search")
        await begin(demo, "leave")
        await demo.wait_for(lambda: "releases.search" in demo.script.calls, "the question")
        await demo.press("ctrl+u")
        await demo.type("le")  # of which nothing is asked
        rest = demo.app.screen.query_one(Suggestions)._rest
        await demo.wait_for(lambda: not rest.is_awaited, "the rest")
        demo.script.let_go("releases.search")
        await demo.settle()
        assert "Leave in hours" not in demo.text


@pytest.mark.parametrize("other", ["releases.search", "incidents.list"])
async def test_what_fails_or_is_slow_shows_nothing_and_the_other_stands_there(other: str):
    async with portal(entrance()) as demo:
        await demo.open("incidents")
        await demo.press("a")
        demo.script.fail(other, Unavailable(Fault.BUSY))
        await demo.type("leave")
        await demo.sees("Leave stops" if other == "releases.search" else "Leave in hours")
        assert "busy" not in demo.text
        await demo.press("enter")
        await demo.type("It burns")
        await demo.sees("It burns")


async def test_who_may_not_read_release_notes_is_not_shown_any():
    made = entrance()
    permissions = made.session.permissions - {Permission.RELEASES_READ}
    made.session = replace(made.session, permissions=permissions)
    async with portal(made) as demo:
        await begin(demo, "leave")
        await demo.sees("Leave stops")
        assert "releases.search" not in demo.script.calls


async def test_the_help_center_stands_beside_them():
    made = entrance()
    made.help_center_url = "https://help.voorbeeld.example"
    async with portal(made, size=(120, 40)) as demo:
        await demo.open("incidents")
        await demo.press("a")
        await demo.sees("help.voorbeeld.example")


def test_all_words_are_tried_first_and_then_the_longest():
    assert wordings("Wage run stops at 40 %") == ("Wage run stops", "Wage stops", "stops")
    assert wordings("Leave") == ("Leave",)
    assert wordings("%% a") == ()
