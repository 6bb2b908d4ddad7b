"""The sheet of a note's headings."""

import pytest
from textual.app import App
from textual.pilot import Pilot

from tui.screens.releases.outline import MAX_OFFERS, outline_picker
from tui.widgets.reader import Heading

HEADINGS = (
    Heading(1, "Changelog", 1),
    Heading(2, "Profit 7, the one of November", 20),
    Heading(3, "Added", 40),
    Heading(2, "Profit 6", 60),
    Heading(3, "[bold]Added[/]", 80),
)


class Desk(App[None]):
    """The sheet and nothing else; it keeps what was chosen."""

    CSS_PATH = "../../tui/app.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[Heading | None] = []

    def on_mount(self) -> None:
        self.push_screen(outline_picker(HEADINGS), self.chosen.append)


async def lines(pilot: Pilot[None]) -> list[str]:
    await pilot.pause()
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).strip() for strip in strips]


async def test_each_heading_stands_behind_the_one_that_it_is_under() -> None:
    async with Desk().run_test() as pilot:
        shown = await lines(pilot)
        first = shown.index("▌               Changelog")
        assert shown[first + 1 : first + 5] == [
            "Changelog       Profit 7, the one of November",
            "Profit 7, t…      Added",
            "Changelog       Profit 6",
            "Profit 6          [bold]Added[/]",
        ]


async def test_a_heading_is_chosen_by_what_it_stands_under() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("6", "space", *"added", "enter")
        await pilot.pause()
        assert app.chosen == [HEADINGS[4]]


@pytest.mark.parametrize("deep", [2, 3])
def test_of_very_many_headings_the_deepest_are_left_out(deep: int) -> None:
    many = [Heading(deep, f"x{n}", 100 + n) for n in range(MAX_OFFERS + 1)]
    assert len(outline_picker([*HEADINGS, *many])._rows) == (1 if deep == 2 else 3)


def test_of_very_many_headings_of_one_level_the_first_are_offered() -> None:
    many = [Heading(1, f"x{n}", n) for n in range(5 * MAX_OFFERS)]
    assert len(outline_picker(many)._rows) == MAX_OFFERS
