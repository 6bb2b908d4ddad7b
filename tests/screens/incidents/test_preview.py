"""What is written is seen as others will read it, and goes on where one was."""

from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.drafts import Drafts


async def begin(demo: PortalDriver, where: str) -> None:
    await demo.open("incidents")
    if where == "reply":
        await demo.press("enter")
        await demo.sees("#1  Wage run 1")
        await demo.press("r")
    else:
        await demo.press("a", "enter")


@pytest.mark.parametrize("where", ["reply", "description"])
async def test_ctrl_o_shows_it_as_it_will_be_read_and_typing_goes_on_where_one_was(
    tmp_path: Path, where: str
):
    async with portal(FakeEntrance(), drafts=Drafts(tmp_path)) as demo:
        await begin(demo, where)
        await demo.type("**so** it ends")
        await demo.press(*["left"] * 4, "ctrl+o")
        await demo.sees("as others will read it", "so it ends")
        assert "**" not in demo.text
        await demo.press("escape")
        await demo.sees("**so** it ends")
        await demo.type("all ")
        await demo.sees("**so** it all ends")
        await demo.press("ctrl+o", "ctrl+o")
        await demo.type("y")
        await demo.sees("**so** it all yends")


async def test_outside_the_field_it_is_shown_too_and_q_leads_back_to_the_form():
    async with portal() as demo:
        await begin(demo, "description")
        await demo.type("- one")
        await demo.press("escape", "ctrl+o")
        await demo.sees("• one")
        await demo.press("q")
        await demo.sees("Submit an incident", "- one")


async def test_of_a_line_there_is_no_preview_and_of_nothing_it_says_so():
    async with portal() as demo:
        await begin(demo, "description")
        assert "^o preview" in demo.footer
        await demo.press("ctrl+o")
        await demo.sees("nothing is written here yet")
        await demo.press("escape", "escape", "k", "ctrl+o")
        assert "^o preview" not in demo.footer
        await demo.sees("Submit an incident")


async def test_hostile_text_is_shown_as_text():
    async with portal() as demo:
        await begin(demo, "description")
        await demo.paste("<b>x</b> [red]y[/red] \x1b]0;z\x07")
        await demo.press("ctrl+o")
        await demo.sees("as others will read it", "<b>x</b> [red]y[/red]")
