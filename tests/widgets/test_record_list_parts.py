"""What the list is made of, without a screen."""

import random
from dataclasses import replace

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.strip import Strip

from tests.widgets.fake_rows import ListApp, Row, Rows
from tui.api.models.paging import Count, Page, PageRequest
from tui.widgets.record_list.columns import Column, fill, fit
from tui.widgets.record_list.feed import Feed
from tui.widgets.record_list.lines import changed_until
from tui.widgets.record_list.painter import BAR, GUTTER, Painter
from tui.widgets.record_list.window import Window


def column(name: str, width: int, flexible: int = 0, priority: int = 0) -> Column[Row]:
    return Column(name, lambda row: row.key, width, flexible, priority)


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_any_text_fills_its_column_exactly(text: str, width: int, align: str) -> None:
    filled = fill(text, width, align)
    assert cell_len(filled) == width
    assert "\n" not in filled


def test_what_is_cut_says_so() -> None:
    assert fill("a long title", 7, "left") == "a long…"
    assert fill("漢字漢字", 4, "left") == "漢 …"
    assert fill("€  -242,00", 12, "right") == "  €  -242,00"


def test_room_that_is_left_is_shared_by_weight() -> None:
    columns = [column("a", 4), column("b", 5, 1), column("c", 5, 2)]
    assert [width for _, width in fit(columns, 30)] == [4, 9, 13]


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2), st.integers(0, 3)), min_size=1),
    st.integers(0, 100),
)
def test_columns_never_pass_the_edge(parts: list[tuple[int, int, int]], width: int) -> None:
    columns = [column(str(place), *part) for place, part in enumerate(parts)]
    fitted = fit(columns, width)
    assert sum(room for _, room in fitted) + 2 * max(0, len(fitted) - 1) <= width
    assert all(room > 0 for _, room in fitted)


@given(st.lists(st.text("ab漢", min_size=1, max_size=12)), st.integers(1, 60))
def test_a_whole_column_cuts_nothing_off_as_far_as_the_screen_goes(
    keys: list[str], width: int
) -> None:
    columns = (replace(column("key", 3), whole=True), column("other", 4, 1))
    painter = Painter(columns, lambda *_: Style())
    painter.resize(GUTTER + width + BAR)
    rows = [Row(key, "") for key in keys]
    painter.make_room(rows)
    for row in rows:
        line = painter.record(row.key, row, (False, False, False, False, False))
        assert line.text[GUTTER:].startswith(row.key) or cell_len(row.key) > width


styles = st.sampled_from([Style(bold=True), Style(color="red"), Style()])
segments = st.lists(
    st.builds(Segment, st.text("ab 漢e\u0301", min_size=1, max_size=6), styles, st.none())
)


@given(segments, segments)
def test_behind_the_changed_part_two_lines_are_alike(
    before: list[Segment], after: list[Segment]
) -> None:
    width = 40
    old, new = (
        Strip([Segment("|"), *line]).adjust_cell_length(width, Style()) for line in (before, after)
    )
    until = changed_until(old, new)

    def cells(strip: Strip) -> list[tuple[str, Style | None]]:
        return [(letter, part.style) for part in strip for letter in part.text]

    assert cells(old.crop(until, width)) == cells(new.crop(until, width))
    assert until <= width


def window_of(rows: Rows, request: PageRequest, start: int = 0) -> Window[Row]:
    window = Window[Row](lambda row: row.key)
    window.begin(rows.page(request), start)
    return window


def test_the_place_in_the_list_is_exact_from_the_top_and_from_a_known_end() -> None:
    rows = Rows(1_000)
    window = window_of(rows, PageRequest(200))
    for _ in range(4):
        window.append(rows.page(PageRequest(200, after=window.after)))
    assert (window.start, len(window), window.length) == (400, 600, 1_000)
    window = window_of(rows, PageRequest(200, edge="last"), start=7)
    window.count(Count(1_000))
    assert window.start == 800
    window.prepend(rows.page(PageRequest(200, before=window.before)))
    assert window.start == 600


def test_a_row_that_moved_stands_once() -> None:
    rows = Rows(100)
    window = window_of(rows, PageRequest(50))
    assert window.append(Page((rows.row(49), rows.row(50)), "x", "y")) == 0
    assert [row.key for row in window.rows[-2:]] == ["k49", "k50"]


def test_a_page_with_nothing_new_ends_the_list() -> None:
    rows = Rows(100)
    window = window_of(rows, PageRequest(50))
    window.append(Page((rows.row(49),), "x", "the same for ever"))
    assert window.after is None


def test_only_one_question_is_open() -> None:
    feed = Feed[Row](lambda row: row.key)
    feed.view.resize(24)
    feed.ask(PageRequest(edge="first"))
    assert not feed.look_ahead()
    assert feed.asked is not None
    assert not feed.answer(Rows(9).page(feed.asked), PageRequest(edge="first"))
    assert feed.answer(Rows(9).page(feed.asked), feed.asked)
    assert not feed.look_ahead()


class Terminal(ListApp):
    """Sends what a real terminal would get to an emulator."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.emulator = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.emulator)

    def _display(self, screen: Screen, renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.stream.feed(renderable.render_segments(self.console).replace("\n", "\r\n"))


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_terminal_shows_what_was_drawn_whatever_happens(seed: int) -> None:
    titles = {place: "漢字 " * (place % 9) + "…" * (place % 5) for place in range(0, 400, 3)}
    app = Terminal(Rows(400, titles=titles))
    walk = random.Random(seed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        records = app.records
        steps = [
            lambda: records.action_cursor(walk.choice((1, -1))),
            lambda: records.action_page(walk.choice((1, -1))),
            lambda: records.scroll_lines(walk.choice((1, -1, 3))),
            lambda: records.jump(walk.random()),
            records.action_last,
            records.reload,
            lambda: app.notify("Something over the list", timeout=0.05),
        ]
        for _ in range(60):
            walk.choice(steps)()
            await pilot.pause()
            # pyte keeps the second cell of a wide letter as an empty string.
            shown = ["".join(line) for line in _cells(app.emulator)]
            assert shown == app.lines


def _cells(screen: pyte.Screen) -> list[list[str]]:
    return [[screen.buffer[y][x].data for x in range(80)] for y in range(24)]
