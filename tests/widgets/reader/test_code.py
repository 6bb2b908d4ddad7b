"""Code stands as it was written; what is wider than the screen can be pushed into sight."""

import pytest

from tests.widgets.reader.driver import SIZES, laid, reading

LONG = "0123456789" * 20
CODE = f"above\n\n```sql\nselect\n{LONG}end\n```\n\nbelow"


def test_code_keeps_its_spaces_and_names_its_language() -> None:
    assert laid(
        "```py title=x\ndef f():\n\treturn 1\n```\n\n    indented\n\n~~~\n\n a\n~~~", 40
    ) == [
        "  py",
        "  def f():",
        "      return 1",
        "",
        "  indented",
        "",
        "",
        "   a",
    ]


def test_the_name_of_a_language_is_short_and_harmless() -> None:
    assert laid("```" + "x" * 500 + "\na\n```")[0] == "  " + "x" * 20
    assert laid("```\x1b[2J\na\n```")[0] == "  [2J"


def test_long_code_is_cut_with_a_mark_and_not_wrapped() -> None:
    assert laid("```\n0123456789abcdef\nx\n```", 16) == ["  0123456789abc›", "  x"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_rest_of_long_code_comes_into_sight(size: tuple[int, int]) -> None:
    async with reading(size) as desk:
        seen = await desk.show(CODE)
        assert seen[2:4] == ["  sql", "  select"]
        assert seen[4].startswith("  0123456789")
        assert seen[4].endswith("›")
        shown = [seen[4][2:-1]]
        for _ in range(20):
            seen = await desk.press("right")
            assert seen[0] == "above"
            assert seen[2] == "  sql"
            shown.append(seen[4])
        assert seen[4].startswith("‹ ")
        assert seen[4].endswith("89end")
        for _ in range(20):
            seen = await desk.press("left")
        assert seen[4][2:-1] == shown[0]


async def test_code_that_was_pushed_aside_keeps_what_stands_before_it() -> None:
    async with reading() as desk:
        await desk.show(f"- > ```\n  > {LONG}\n  > ```\n\n- > ```\n  > short\n  > ```")
        seen = await desk.press("right")
        assert seen[0].startswith("• ▌ ‹ ")
        assert seen[1] == "• ▌   short"


async def test_wide_letters_are_cut_where_they_end() -> None:
    async with reading((20, 10)) as desk:
        await desk.show("```\n" + "漢字" * 20 + "\n```")
        for _ in range(12):
            for line in await desk.press("right"):
                assert len(line.encode("utf-16-le")) // 2 <= 19
        assert "漢字" in (await desk.seen())[0]


async def test_only_what_is_on_the_screen_is_pushed() -> None:
    async with reading() as desk:
        await desk.show(CODE + "\n\nword" * 60 + "\n\n" + CODE)
        first = await desk.press("right")
        assert first[4].startswith("‹ ")
        last = await desk.press("end")
        assert any(line.startswith("  0123") for line in last)
        assert not any(line.startswith("‹") for line in last)


async def test_pushing_is_offered_where_something_is_wide() -> None:
    async with reading() as desk:
        await desk.show("Text.")
        assert not desk.offers("reader.right")
        await desk.show(CODE)
        assert desk.offers("reader.right")


async def test_a_resize_makes_a_window_of_the_new_width() -> None:
    async with reading((120, 40)) as desk:
        await desk.show("```\n" + "x" * 100 + "\n```")
        assert not (await desk.seen())[0].endswith("›")
        await desk.pilot.resize_terminal(80, 24)
        assert (await desk.seen())[0].endswith("›")


def test_html_is_text_and_goes_on_below() -> None:
    assert laid("<div title='0123456789'>", 16) == ["  <div title='0", "↪ 123456789'>"]
