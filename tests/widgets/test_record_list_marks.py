"""Marked rows, groups, and words that stand out in a list."""

import pytest
from rich.style import Style

from tests.widgets.fake_rows import COLUMNS, ListApp, Row, Rows, press
from tui.widgets.record_list import Column


def area_of(row: Row) -> str:
    """Seven rows an area."""
    return f"area{int(row.key[1:]) // 7}"


GROUPED = (Column[Row]("area", area_of, 8, grouped=True), *COLUMNS)


def pieces(app: ListApp, words: str) -> list[Style | None]:
    strips = app.screen._compositor.render_strips()
    return [piece.style for strip in strips for piece in strip if piece.text == words]


def first_words(app: ListApp) -> list[str]:
    return [line[2:10].strip() for line in app.lines]


async def test_space_marks_a_row_and_goes_to_the_next() -> None:
    app = ListApp(Rows(100))
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, ["space", "j", "space"])
        assert [line[1] for line in app.lines[:4]] == ["◆", " ", "◆", " "]
        assert [row.key for row in app.records.selection] == ["k0", "k2"]
        assert app.cursor == "k3"


async def test_marks_outlast_the_rows_at_hand() -> None:
    app = ListApp(Rows(100_000))
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, ["space", "end", "space"])
        assert [row.key for row in app.records.selection] == ["k0", "k99999"]


async def test_marking_every_row_of_a_page_draws_only_those_that_changed() -> None:
    app = ListApp(Rows(1000))
    async with app.run_test(size=(60, 30)) as pilot:
        await press(pilot, ["space"] * 20)
        assert len(app.records.selection) == 20
        before = app.records.lines()
        await press(pilot, ["space"])
        changed = [y for y, line in enumerate(app.records.lines()) if line is not before[y]]
        assert changed == [20, 21]


async def test_a_marked_record_is_kept_in_its_new_state() -> None:
    app = ListApp(Rows(100))
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, ["space"])
        app.records.replace(Row("k0", "Another title"))
        assert app.records.selection == (Row("k0", "Another title"),)


async def test_esc_takes_the_marks_away_and_is_not_there_without_marks() -> None:
    app = ListApp(Rows(100))
    async with app.run_test(size=(60, 10)) as pilot:
        assert "escape" not in app.screen.active_bindings
        await press(pilot, ["space", "space"])
        assert "escape" in app.screen.active_bindings
        await press(pilot, ["escape"])
        assert app.records.selection == ()
        assert not any("◆" in line for line in app.lines)


async def test_a_new_question_begins_without_marks_and_a_reload_keeps_them() -> None:
    app = ListApp(Rows(100))
    async with app.run_test(size=(60, 10)) as pilot:
        await press(pilot, ["space"])
        app.records.reload()
        assert len(app.records.selection) == 1
        app.records.reset()
        assert app.records.selection == ()
        await pilot.pause()


async def test_the_name_of_a_group_stands_once_and_on_the_first_line() -> None:
    app = ListApp(Rows(100))
    async with app.run_test(size=(70, 10)) as pilot:
        app.records.present(GROUPED, group=area_of)
        await pilot.pause()
        assert first_words(app) == ["area0", *[""] * 6, "area1", "", ""]
        await press(pilot, ["j"] * 12)
        assert first_words(app)[:6] == ["area0", "", "", "", "area1", ""]


@pytest.mark.parametrize("words", ["Title", "of 3"])
async def test_words_that_are_found_stand_out(words: str) -> None:
    app = ListApp(Rows(100))

    def find(text: str) -> list[tuple[int, int]]:
        at = text.find(words)
        return [(at, at + len(words))] if at >= 0 else []

    columns = (COLUMNS[0], Column[Row]("title", lambda row: row.title, 12, 1, searched=True))
    async with app.run_test(size=(60, 10)) as pilot:
        app.records.present(columns, finder=find)
        await pilot.pause()
        styles = pieces(app, words)
        assert styles
        assert all(style is not None and style.underline for style in styles)
        assert "k3        Title of 3" in app.lines[3]
        app.records.present(COLUMNS)
        await pilot.pause()
        assert pieces(app, words) == []
