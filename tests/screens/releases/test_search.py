"""Searching as one types."""

import pytest
from rich.style import Style

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.widgets import state_view
from tui.widgets.state_view import StateView
from tui.widgets.states import Empty, Loading, State

BODY = "Before it there is a good deal of text that nobody looks for, then Yıldız writes on."


def looks(demo: PortalDriver, words: str) -> list[Style | None]:
    """How words stand on the screen, wherever they are a piece of their own."""
    strips = demo.app.screen._compositor.render_strips()
    return [segment.style for strip in strips for segment in strip if segment.text == words]


async def test_a_hit_shows_its_text_around_the_words_which_stand_out():
    entrance = FakeEntrance(notes=9)
    entrance.releases.change(4, body=BODY, title="Some names")
    async with portal(entrance) as demo:
        await demo.press("slash")
        await demo.type("yildiz")
        await demo.sees("1 found", "Some names", "Yıldız writes")
        row = next(line for line in demo.lines if "Some names" in line)
        assert "… for, then Yıldız" in row
        assert any(style is not None and style.underline for style in looks(demo, "Yıldız"))


async def test_words_stand_out_in_titles_as_well():
    async with portal(FakeEntrance(notes=9)) as demo:
        await demo.press("slash")
        await demo.type("leave")
        await demo.sees("9 found")
        assert any(style is not None and style.underline for style in looks(demo, "leave"))


async def test_an_older_search_never_overwrites_a_newer_one():
    async with portal() as demo:
        demo.script.hold("releases.search")
        await demo.press("slash")
        await demo.type("note 12")
        await demo.wait_for(lambda: demo.script.calls.count("releases.search") == 1, "a search")
        await demo.type("3.")
        await demo.wait_for(lambda: demo.script.calls.count("releases.search") == 2, "another")
        await demo.sees("note 123.")
        demo.script.let_go("releases.search")
        await demo.sees("1 found", "Note 123 about leave")
        assert "Note 120 " not in demo.text


async def test_where_nothing_is_found_typing_on_does_not_flicker(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(state_view, "PATIENCE", 3600.0)
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("zzz")
        await demo.sees("Nothing found.")
        view = demo.app.screen.query_one("#list-state", StateView)
        said: list[State[object]] = []
        view.watch(view, "said", said.append, init=False)
        for searches in (_searches(demo) + 1, _searches(demo) + 2):
            await demo.type("z")
            await demo.wait_for(lambda n=searches: _searches(demo) == n, "another search")
            await demo.settle()
        assert (view.state, view.display, said) == (Empty("releases.nothing"), True, [])


async def test_a_search_that_takes_long_says_so_after_one_patience():
    async with portal() as demo:
        await demo.sees("250 notes")
        demo.script.hold("releases.search")
        await demo.press("slash")
        view = demo.app.screen.query_one("#list-state", StateView)
        await demo.type("leave")
        await demo.wait_for(lambda: _searches(demo) > 0, "the search")
        assert view.state == Loading()
        await demo.sees("One moment")


def _searches(demo: PortalDriver) -> int:
    return demo.script.calls.count("releases.search")


async def test_searching_says_how_many_and_filters_hold():
    async with portal() as demo:
        await demo.press("u", "slash")
        await demo.type("leave")
        await demo.sees("50 found", "unread only")


async def test_leaving_the_search_shows_the_columns_of_the_list_again():
    async with portal() as demo:
        await demo.press("slash")
        await demo.type("leave")
        await demo.sees("found")
        await demo.press("enter", "escape")
        await demo.sees("Finance", "250 notes")
