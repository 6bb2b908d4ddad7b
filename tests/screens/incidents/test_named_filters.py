"""Filters with a name among the incidents: kept, taken, replaced and removed by keys."""

from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.hostile import MARKUP
from tests.screens.driver import PortalDriver, portal
from tui.api.policy import Role
from tui.screens.named_filters import MOST
from tui.views import ViewStore

WIDE = (120, 40)
ADMINISTRATOR = (Role.ADMINISTRATOR,)


def band(demo: PortalDriver) -> str:
    """The third line: what is filtered, and how much that leaves."""
    return demo.lines[2]


def cursor_line(demo: PortalDriver) -> str:
    """The line of the sheet that has the cursor."""
    return next(line for line in demo.lines if "▌" in line.lstrip("▌"))


async def keep(demo: PortalDriver, name: str) -> None:
    """Keep the filter of the moment."""
    await demo.press("f", "ctrl+s")
    await demo.type(name)
    await demo.press("enter")


async def test_a_filter_is_kept_under_a_name_and_taken_by_two_keys():
    async with portal(FakeEntrance(roles=ADMINISTRATOR)) as demo:
        await demo.open("incidents")
        await demo.press("v", "O", "u")
        await keep(demo, "News of all")
        await demo.sees("“News of all”")
        await demo.press("x", "v", "O", "O")
        await demo.wait_for(lambda: "News of all" not in band(demo))
        await demo.press("f", "enter")
        await demo.sees("“News of all”")
        await demo.press("u")
        await demo.sees("everybody's   highest number first")


async def test_the_name_stands_for_its_filters_where_there_is_little_room():
    for size, words in (((80, 24), False), (WIDE, True)):
        async with portal(size=size) as demo:
            await demo.open("incidents")
            await demo.press("u")
            await keep(demo, "News")
            await demo.sees("“News”")
            assert ("with something new" in band(demo).partition("incidents")[0]) is words


async def test_what_is_kept_is_there_at_the_next_start_in_force(tmp_path: Path):
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.open("incidents")
        await demo.press("u")
        await keep(demo, "News")
    async with portal(entrance, views=views) as demo:
        await demo.open("incidents")
        await demo.sees("“News”", "5 incidents")
        await demo.press("f")
        assert "✓ News" in cursor_line(demo)


async def test_spaces_that_are_typed_twice_are_one_in_the_name():
    async with portal() as demo:
        await demo.open("incidents")
        await keep(demo, "News  of all")
        await demo.sees("“News of all”")


async def test_the_one_in_force_goes_when_it_is_chosen_again():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("u")
        await keep(demo, "News")
        await demo.press("f", "enter")
        await demo.sees("23 incidents")
        assert "News" not in band(demo)


async def test_the_words_that_one_searches_for_stay_and_are_not_kept():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("u")
        await keep(demo, "News")
        await demo.press("u", "slash")
        await demo.type("run 10")
        await demo.press("enter")
        await demo.press("f", "enter")
        await demo.sees("“News”", "1 incident")
        await demo.press("f", "enter")
        await demo.sees("1 incident")
        await demo.press("escape")
        await demo.sees("23 incidents")


async def test_the_same_name_is_replaced():
    async with portal() as demo:
        await demo.open("incidents")
        await keep(demo, "Mine")
        await demo.press("u")
        await keep(demo, "mine")
        await demo.press("f")
        assert "✓ mine" in cursor_line(demo)
        assert sum("kept " in line for line in demo.lines) == 1


async def test_a_named_filter_is_removed_after_a_question():
    async with portal() as demo:
        await demo.open("incidents")
        await keep(demo, "Everything")
        await demo.press("u")
        await keep(demo, "News")
        await demo.press("f", "down", "ctrl+x")
        await demo.sees("Remove the kept filter “News”?", "enter yes  esc no")
        await demo.press("escape")
        await demo.sees("✓ News")
        await demo.press("ctrl+x", "enter")
        await demo.wait_for(lambda: "✓ News" not in demo.text)
        await demo.sees("Everything")
        await demo.press("escape")
        await demo.sees("5 incidents")
        assert "News" not in band(demo)


async def test_only_what_has_a_name_can_be_removed():
    async with portal() as demo:
        await demo.open("incidents")
        await keep(demo, "All")
        await demo.press("f")
        assert "^x remove" in demo.footer
        await demo.press("down")
        assert "^x remove" not in demo.footer
        await demo.press("ctrl+x")
        assert "Remove" not in demo.text


async def test_words_that_are_marked_in_the_field_are_cut_and_nothing_is_removed():
    async with portal() as demo:
        await demo.open("incidents")
        await keep(demo, "All")
        await demo.press("f")
        await demo.type("al")
        await demo.press("shift+home", "ctrl+x")
        assert "Remove" not in demo.text
        assert demo.app.clipboard == "al"
        await demo.sees("with something new")


async def test_esc_keeps_nothing():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("f", "ctrl+s")
        await demo.type("News")
        await demo.press("escape", "escape")
        assert "News" not in demo.text


async def test_a_name_is_some_words_and_not_too_many():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("f", "ctrl+s", "enter")
        await demo.sees("✗ Type a name")
        await demo.type("x" * 41)
        await demo.press("enter")
        await demo.sees("✗ At most 40 characters; these are 41")
        await demo.press("backspace", "enter")
        await demo.sees(f"“{'x' * 40}”", "23 incidents")


@pytest.mark.parametrize("text", [*MARKUP[:3], "a\x1b[31mb", "news\u202e\u200b of\nall"])
async def test_a_name_is_text_and_nothing_else(text: str):
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("f", "ctrl+s")
        await demo.paste(text[:40])
        await demo.press("enter")
        await demo.sees("23 incidents", "“")
        name = band(demo).partition("“")[2].partition("”")[0]
        assert name.isprintable()
        await demo.press("f")
        assert f"✓ {name}" in cursor_line(demo)


async def test_where_there_are_too_many_it_says_what_to_do():
    async with portal() as demo:
        await demo.open("incidents")
        for number in range(MOST):
            await keep(demo, f"Filter {number}")
        await demo.press("f", "ctrl+s")
        await demo.type("more")
        await demo.press("enter")
        await demo.sees("✗ There are 20 kept filters here.")
        await demo.press("escape", "ctrl+x", "enter")
        await demo.press("ctrl+s")
        await demo.type("more")
        await demo.press("enter")
        await demo.sees("23 incidents")
