"""Without anything but ASCII the same stands on the screen, in the same places."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.cleaning import clean_text
from tui.api.errors import Fault, Unavailable
from tui.terminal.line_filter import AsciiFilter


def drawn(text: str) -> str:
    [segment] = AsciiFilter().apply([Segment(text)], Color(0, 0, 0))
    return segment.text


@given(st.text() | st.text("aＡｂ㎏漢é½☑\ufe0f\u200d👩 "))
def test_a_text_in_ascii_is_as_wide_as_it_was(text: str) -> None:
    text = clean_text(text)
    assert drawn(text).isascii()
    assert cell_len(drawn(text).replace("\n", "")) == cell_len(text.replace("\n", ""))


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("⏎ ▐ ↪ ☑ ▏ ▎ ╲ ╭─╮ ▔▁ ▃", "< | \\ x | | \\ +-+ -_ #"),
        ("Zoë Łukasz Yıldız", "Zoe Lukasz Yildiz"),
        ("e\u0301 ☑\ufe0f", "e x "),
        ("Ａｂ. ㎏", "A b . kg"),
        ("漢字 👩‍👩‍👧 ½", "???? ?? ?"),
    ],
)
def test_signs_and_letters_have_a_likeness(text: str, ascii_text: str) -> None:
    assert drawn(text) == ascii_text


async def nothing(demo: PortalDriver) -> None:
    await demo.settle()


async def listing_far_down(demo: PortalDriver) -> None:
    await demo.press("G", "pageup")


async def reading(demo: PortalDriver) -> None:
    await demo.press("enter", "pagedown")


async def searching(demo: PortalDriver) -> None:
    await demo.press("slash")
    await demo.type("note")
    await demo.sees("found")


async def failing_later(demo: PortalDriver) -> None:
    demo.script.fail("releases.list", Unavailable(Fault.UNREACHABLE, place="https://x.example"))
    await demo.press("pagedown", "pagedown", "pagedown")


async def helping(demo: PortalDriver) -> None:
    if demo.app.size.width > 100:
        await demo.sees("Text of note")  # its keys are among those that act
    await demo.press("question_mark")


def pressing(*keys: str) -> Callable[[PortalDriver], Awaitable[None]]:
    async def press(demo: PortalDriver) -> None:
        await demo.press(*keys)

    return press


SCENES: dict[str, Callable[[PortalDriver], Awaitable[None]]] = {
    "list": nothing,
    "far down": listing_far_down,
    "reader": reading,
    "search": searching,
    "failure": failing_later,
    "filter": pressing("f"),
    "marks": pressing("b", "space", "space"),
    "comparison": pressing("c"),
    "actions": pressing("A", "space", "d"),
    "saving": pressing("enter", "s"),
    "profile": pressing("0"),
    "unbuilt": pressing("2"),
    "help": helping,
    "palette": pressing("colon"),
}


async def lines(
    scene: Callable[[PortalDriver], Awaitable[None]], size: tuple[int, int], **options: bool
) -> list[str]:
    async with portal(FakeEntrance(), size=size, **options) as demo:
        await scene(demo)
        return [strip.text for strip in demo.app.screen._compositor.render_strips()]


def assert_alike(usual: list[str], ascii_lines: list[str]) -> None:
    for before, after in zip(usual, ascii_lines, strict=True):
        assert after.isascii(), after
        assert cell_len(after) == cell_len(before)
        assert after.count("?") == before.count("?"), (before, after)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("scene", SCENES)
async def test_every_screen_is_drawn_whole(scene: str, size: tuple[int, int]) -> None:
    usual = await lines(SCENES[scene], size)
    assert any(not line.isascii() for line in usual)
    assert_alike(usual, await lines(SCENES[scene], size, ascii_only=True))


async def test_the_question_who_is_there_is_drawn_whole() -> None:
    usual = await lines(nothing, (80, 24), signed_in=False)
    assert_alike(usual, await lines(nothing, (80, 24), signed_in=False, ascii_only=True))
