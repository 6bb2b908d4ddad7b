"""The list as a person meets it: keys, mouse and what stands on the screen."""

import pytest
from rich.color import Color as RichColor
from textual import events
from textual.color import Color

from tests.widgets.fake_rows import ListApp, Row, Rows, press
from tests.widgets.waiting import until
from tui.api.models.paging import Count
from tui.screens.themes import THEMES
from tui.widgets.record_list import RecordList

MILLION = 1_000_000
SIZE = (80, 24)


async def test_a_million_rows_cost_one_page_at_the_start() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.cursor == "k0"
        assert app.keys == [f"k{place}" for place in range(24)]
        assert [request.limit for request in app.asked] == [100]


async def test_keys_move_the_cursor() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j", "down", "j", "k", "up", "down"])
        assert app.cursor == "k2"
        await press(pilot, ["pagedown"])
        assert app.cursor == "k25"
        await press(pilot, ["pageup", "pageup", "pageup"])
        assert app.cursor == "k0"


@pytest.mark.parametrize("counted", [True, False])
async def test_the_end_and_the_beginning_are_one_key_away(counted: bool) -> None:
    app = ListApp(Rows(MILLION), counted=counted)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["G"])
        assert app.cursor == "k999999"
        assert app.cursor_line == 23
        assert app.bar()[-1] == 23
        await press(pilot, ["down", "pagedown", "k"])
        assert app.cursor == "k999998"
        await press(pilot, ["home"])
        assert (app.cursor, app.cursor_line) == ("k0", 0)
        assert len(app.asked) <= 5


async def test_going_on_keeps_asking_and_keeps_few_rows() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(60):
            app.records.action_page(1)
            await pilot.pause()
        assert app.cursor == f"k{60 * 23}"
        assert len(app.records._feed.window) <= 600
        assert app.records._feed.window.start + app.records._feed.view.cursor == 60 * 23
        for _ in range(60):
            app.records.action_page(-1)
            await pilot.pause()
        assert app.cursor == "k0"


@pytest.mark.parametrize("counted", [True, False])
async def test_one_comes_back_to_a_row_in_the_middle(counted: bool) -> None:
    app = ListApp(Rows(MILLION), counted=counted)
    async with app.run_test(size=SIZE) as pilot:
        app.records.reset(around="k400000")
        await press(pilot, [])
        assert app.cursor == "k400000"
        assert app.keys == [f"k{place}" for place in range(399988, 400012)]
        await press(pilot, ["pageup", "pageup", "pageup"])
        assert app.cursor == f"k{400000 - 69}"
        await press(pilot, ["G", "g"])
        assert app.cursor == "k0"


async def test_a_jump_lands_near_the_fraction() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.records.jump(0.5)
        await press(pilot, [])
        assert abs(int(app.cursor[1:]) - MILLION / 2) < 100
        assert app.bar()[0] in (11, 12)


async def test_the_scroll_bar_can_be_dragged() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.mouse_down(RecordList, offset=(79, 0))
        await pilot.hover(RecordList, offset=(79, 12))
        await press(pilot, [])
        assert abs(int(app.cursor[1:]) - MILLION * 12 / 23) < 100
        await pilot.hover(RecordList, offset=(79, 23))
        await pilot.mouse_up(RecordList, offset=(79, 23))
        await press(pilot, [])
        assert app.keys[-1] == "k999999"
        assert app.opened == []


async def test_rows_on_their_way_are_quiet_places() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = True
        await press(pilot, ["pagedown"] * 5)
        assert app.cursor == "·"
        assert len(app.held) == 1
        app.hold = False
        app.answer(app.held[0])
        await press(pilot, [])
        assert app.cursor == "k115"
        assert "·" not in app.keys


async def test_one_cannot_run_away_from_the_rows() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = True
        await press(pilot, ["pagedown"] * 40)
        app.hold = False
        app.answer(app.held[0])
        await until(pilot, lambda: app.cursor != "·")
        assert app.cursor == "k299"


async def test_a_late_answer_to_an_older_question_is_dropped() -> None:
    app = ListApp(Rows(1_000))
    app.hold = True
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.records.reset()
        await pilot.pause()
        old, new = app.held
        assert old is not new
        app.answer(old)
        await pilot.pause()
        assert app.keys == []
        app.rows = Rows(3, titles={0: "new query"})
        app.answer(new)
        app.records.show(Rows(1_000).page(old), old)
        await pilot.pause()
        assert "new query" in app.lines[0]
        assert len(app.keys) == 3


async def test_enter_behind_a_jump_opens_the_row_that_it_leads_to() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = True
        await press(pilot, ["end", "enter"])
        assert app.opened == []
        app.hold = False
        app.answer(app.held[0])
        await until(pilot, lambda: app.opened)
        assert [row.key for row in app.opened] == ["k999"]


async def test_a_jump_that_was_given_up_does_not_happen() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = True
        await press(pilot, ["G", "g"])
        app.answer(app.held[0])
        await press(pilot, [])
        assert app.cursor == "k0"


async def test_a_failed_question_is_asked_again_by_hand_and_not_by_itself() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = True  # nobody answers: so it is for the list when the portal fails
        await press(pilot, ["pagedown"] * 4)
        [failed] = app.held
        assert failed.after == "100"
        await press(pilot, ["j", "pagedown", "k", "pageup", "pageup", "pagedown"])
        app.records.total(Count(1_000))
        await pilot.resize_terminal(80, 30)
        await until(pilot, lambda: app.rested)
        assert app.held == [failed]
        assert "k80" in app.keys
        app.records.retry()
        await pilot.pause()
        assert app.held[1:] == [failed]
        assert app.held[1] is failed
        app.hold = False
        app.answer(failed)
        await press(pilot, ["pagedown", "pagedown", "pagedown"])
        assert "·" not in app.keys
        app.records.retry()
        await pilot.pause()
        assert len(set(map(id, app.asked))) == len(app.asked) - 1


async def test_a_first_page_that_failed_can_be_asked_again() -> None:
    app = ListApp(Rows(1_000))
    app.hold = True
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.hold = False
        app.records.retry()
        await press(pilot, [])
        assert app.cursor == "k0"


async def test_the_cursor_stays_on_its_record_over_a_reload() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        app.records.reset(around="k5000")
        await press(pilot, ["j", "j", "j"])
        line = app.cursor_line
        app.rows.gone = frozenset(range(4990, 5002))
        app.records.reload()
        await press(pilot, [])
        assert (app.cursor, app.cursor_line) == ("k5003", line)


async def test_where_the_record_is_gone_the_cursor_goes_to_the_nearest() -> None:
    app = ListApp(Rows(MILLION))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j"] * 5)
        app.rows.gone = frozenset((4, 5))
        app.records.reload()
        await press(pilot, [])
        assert app.cursor == "k6"


async def test_what_comes_in_at_the_top_is_seen_there() -> None:
    app = ListApp(Rows(100, gone=frozenset((0, 1))))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j"])
        app.rows.gone = frozenset()
        app.records.reload()
        await press(pilot, [])
        assert app.keys[0] == "k0"
        assert app.cursor == "k3"


async def test_an_empty_list_says_so_once() -> None:
    app = ListApp(Rows(0))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j", "G", "enter", "pageup"])
        await until(pilot, lambda: app.rested)
        assert app.rested == [None]
        assert app.opened == []
        assert app.records.current is None
        assert app.keys == []


async def test_one_row_is_a_list_too() -> None:
    app = ListApp(Rows(1))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j", "G", "k", "enter"])
        assert app.opened == [Row("k0", "Title of 0")]
        assert app.bar() == []


async def test_a_total_below_what_is_at_hand_does_no_harm() -> None:
    app = ListApp(Rows(300), counted=False)
    async with app.run_test(size=SIZE) as pilot:
        app.records.total(Count(10))
        await press(pilot, ["pagedown"] * 20)
        assert app.cursor == "k299"
        assert app.bar()[-1] == 23


async def test_resting_is_reported_and_passing_by_is_not() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.rested)
        await pilot.press(*"jjjjj")
        await until(pilot, lambda: len(app.rested) == 2)
        assert [row.key for row in app.rested if row] == ["k0", "k5"]
        assert not app.records._rest.is_awaited


async def test_a_record_is_shown_in_its_new_state() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.records.replace(Row("k3", "Another title", unread=True))
        app.records.replace(Row("k999", "Not at hand"))
        await pilot.pause()
        assert "Another title" in app.lines[3]


async def test_a_row_that_no_longer_matches_stays_dimmed_until_the_next_query() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        usual = app.colour_of(2)
        app.records.dim(["k2"])
        await pilot.pause()
        assert app.colour_of(2) != usual
        app.records.reload()
        await press(pilot, [])
        assert app.colour_of(2) == usual


async def test_a_click_moves_and_a_second_opens() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click(RecordList, offset=(20, 7))
        assert (app.cursor, app.opened) == ("k7", [])
        await pilot.click(RecordList, offset=(20, 7))
        await pilot.pause()
        assert [row.key for row in app.opened] == ["k7"]
        await pilot.click(RecordList, offset=(20, 9), times=2)
        await pilot.pause()
        assert [row.key for row in app.opened] == ["k7", "k9"]


async def test_the_wheel_scrolls_and_takes_the_cursor_along() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([events.MouseScrollDown], RecordList)
        await press(pilot, [])
        assert app.keys[0] == "k3"
        assert app.cursor == "k3"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(80, "1,210 changed Finance"), (56, "changed Finance"), (46, "Finance"), (34, "")],
)
async def test_columns_go_by_priority_as_the_screen_narrows(width: int, shown: str) -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        words = ("1,210", "changed", "Finance")
        assert " ".join(word for word in words if word in app.lines[1]) == shown
        assert "Title of 1" in app.lines[1]


@pytest.mark.parametrize(
    "text",
    [
        "[@click=app.quit]x[/] [/oops]",
        "[red]",
        "\x1b]52;c;aGk=\x1b\\",
        "a\nb\tc",
        "漢字" * 40,
        "👩‍👩‍👧‍👦 " * 20,
        "e\u0301\u0302" * 50,
        "\u202eשלום",
        "",
        " " * 500,
    ],
)
async def test_texts_of_others_are_drawn_literally(text: str) -> None:
    app = ListApp(Rows(50, titles={1: text}))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {80}
        if text.isascii() and text.isprintable() and text.strip():
            assert text in app.lines[1]
        assert not any(
            ord(letter) < 32 or "\u202a" <= letter <= "\u202e" for letter in app.lines[1]
        )


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (3, 2), (10, 3), (500, 200)])
async def test_every_size_works(size: tuple[int, int]) -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["pagedown", "pagedown"])
        await pilot.resize_terminal(*size)
        await press(pilot, ["j", "G", "k", "pageup", "g", "pagedown"])
        assert {len(line) for line in app.lines} == {size[0]}
        await pilot.resize_terminal(*SIZE)
        await press(pilot, ["g", "j"])
        assert app.cursor == "k1"


async def test_the_cursor_stays_on_the_screen_as_it_shrinks() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j"] * 20)
        await pilot.resize_terminal(80, 5)
        await pilot.pause()
        assert (app.cursor, app.cursor_line) == ("k20", 4)


async def test_a_move_refreshes_two_lines_and_no_layout() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["j"])
        layouts = app.records._layout_updates
        app.records.action_cursor(1)
        assert {region.y for region in app.records._repaint_regions} == {1, 2}
        await pilot.pause()
        assert app.records._layout_updates == layouts


async def test_the_timer_of_resting_ends_with_the_list() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        timer = app.records._rest._timer
        await app.records.remove()
        assert timer is not None
        assert timer.cancelled()


def contrast(one: RichColor, other: RichColor) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""

    def light(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    dark, bright = sorted(
        0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue)
        for red, green, blue in (Color.from_rich_color(color).normalized for color in (one, other))
    )
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["klantportal-dark", "klantportal-light"])
@pytest.mark.parametrize("under_cursor", [False, True])
async def test_every_tone_can_be_read(theme: str, under_cursor: bool) -> None:
    app = ListApp(Rows(1_000))
    for available in THEMES.values():
        app.register_theme(available)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme
        await pilot.pause()
        for look in ("", "pointer", "unread", "muted", "accent", "warning", "dimmed"):
            style = app.records._painter._style(under_cursor, look)
            assert style.color
            assert style.bgcolor
            assert contrast(style.color, style.bgcolor) > (2 if look == "dimmed" else 3), look


async def test_what_shines_through_is_mixed_with_what_lies_behind() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            background, foreground = app.records.colors[2:]
            style = app.records._painter._style(True, "muted")
            cursor = background.blend(Color.parse(app.theme_variables["primary"]), 0.3)
            assert style.bgcolor == cursor.rich_color
            assert style.color == (cursor + foreground.with_alpha(0.6)).rich_color


async def test_a_theme_holds_at_once() -> None:
    app = ListApp(Rows(1_000))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        dark = app.background_of(2)
        app.theme = "textual-light"
        await pilot.pause()
        await pilot.pause()
        light = app.background_of(2)
        assert light != dark
        assert light == app.screen.background_colors[1].rich_color
        assert app.background_of(0) not in (dark, light)
