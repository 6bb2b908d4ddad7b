"""Moving through a text, and keeping the place in it."""

import pytest
from textual.events import MouseScrollDown

from tests.widgets.reader.driver import SIZES, chapters, laid, reading
from tui.widgets.reader import Place, Reader


async def test_keys_move_by_lines_and_pages() -> None:
    async with reading() as desk:
        first = await desk.show(chapters(30))
        assert (await desk.press("j"))[:-1] == first[1:]
        assert await desk.press("k") == first
        assert (await desk.press("pagedown"))[0] == first[-1]
        assert await desk.press("pageup") == first
        last = await desk.press("G")
        assert "chapter 29" in last[-1]
        assert await desk.press("g") == first


@pytest.mark.parametrize("size", SIZES)
async def test_scrolling_back_shows_the_same_lines(size: tuple[int, int]) -> None:
    async with reading(size) as desk:
        pages = [await desk.show(chapters(60))]
        pages += [await desk.press("pagedown") for _ in range(8)]
        back = [pages[-1], *[await desk.press("pageup") for _ in range(8)]]
        assert back[::-1] == pages


@pytest.mark.parametrize("size", SIZES)
async def test_end_is_the_true_end_and_the_way_up_is_whole(size: tuple[int, int]) -> None:
    text = chapters(400) + "\n\n" + "漢字" * 3_000 + "\n\nThe very last line."
    lines = laid(text, size[0] - 1)
    async with reading(size) as desk:
        await desk.show(text)
        seen = await desk.press("end")
        assert seen == lines[-len(seen) :]
        for line in range(1, 30):
            assert await desk.press("k") == lines[-len(seen) - line : -line]


async def test_wherever_one_jumps_the_lines_follow_one_another() -> None:
    lines = laid(chapters(200))
    async with reading() as desk:
        await desk.show(chapters(200))
        for part in (0.5, 0.9, 0.2, 0.99, 0.01, 0.7):
            desk.reader.scroll_to(y=part * desk.reader.max_scroll_y, animate=False)
            seen = await desk.seen()
            at = _place_of(seen, lines)
            assert abs(at / len(lines) - part) < 0.2
            assert await desk.press("k") == lines[at - 1 : at + 22]
            assert await desk.press("pageup") == lines[at - 23 : at]


def _place_of(seen: list[str], lines: list[str]) -> int:
    """Where in a document the lines on the screen stand."""
    found = [at for at in range(len(lines)) if lines[at : at + len(seen)] == seen]
    assert len(found) == 1
    return found[0]


async def test_definitions_at_the_end_take_no_room_there() -> None:
    text = chapters(90) + "\n\n" + "".join(f"[{n}]: https://x.nl/{n}\n" for n in range(4_000))
    async with reading() as desk:
        await desk.show(text)
        await desk.press("end")
        await desk.pilot.pause()
        assert "chapter 89" in (await desk.seen())[-1]


async def test_a_resize_keeps_the_place() -> None:
    async with reading((120, 40)) as desk:
        await desk.show(chapters(60))
        await desk.press(*["pagedown"] * 7)
        heading = next(one for one in await desk.reader.outline() if one.text == "Chapter 33")
        desk.reader.go_to(heading)
        assert (await desk.seen())[0] == "Chapter 33"
        before = await desk.seen()
        for size in ((80, 24), (40, 10), (200, 50), (120, 40)):
            await desk.pilot.resize_terminal(*size)
            assert (await desk.seen())[0] == "Chapter 33"
        assert await desk.seen() == before


async def test_the_wheel_scrolls() -> None:
    async with reading() as desk:
        first = await desk.show(chapters(30))
        desk.reader.post_message(
            MouseScrollDown(desk.reader, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)
        )
        after = await desk.seen()
        assert after != first
        assert after[:10] == first[first.index(after[0]) :][:10]


async def test_scrolling_is_told_and_showing_is_not() -> None:
    async with reading() as desk:
        await desk.show(chapters(30))
        assert desk.app.heard == []
        await desk.press("pagedown", "pagedown", "end")
        await desk.press("end", "j")
        fractions = [message.fraction for message in desk.heard(Reader.Scrolled)]  # type: ignore[attr-defined]
        assert fractions == sorted(fractions)
        assert 0 < fractions[0] < 0.2
        assert fractions[-1] == 1.0


async def test_a_text_that_fits_has_been_seen_whole() -> None:
    async with reading() as desk:
        await desk.show("Short.")
        assert desk.reader.fraction == 1.0


async def test_a_text_begins_at_the_top_or_where_somebody_left_it() -> None:
    async with reading() as desk:
        await desk.show(chapters(30))
        there = await desk.press("pagedown", "pagedown", "j")
        place = desk.reader.place
        assert (await desk.show(chapters(20)))[0] == "Chapter 0"
        assert await desk.show(chapters(30), place=place) == there
        assert desk.reader.place == place
        assert (await desk.show("Short.", place=Place(99, 99, 0.5)))[0] == "Short."


async def test_a_place_is_the_same_at_another_width() -> None:
    async with reading((120, 40)) as desk:
        await desk.show(chapters(60))
        desk.reader.go_to((await desk.reader.outline())[33])
        assert (await desk.seen())[0] == "Chapter 33"
        place = desk.reader.place
    async with reading((60, 20)) as desk:
        assert (await desk.show(chapters(60), place=place))[0] == "Chapter 33"
        assert desk.reader.place == place


async def test_the_last_line_tells_how_far_one_is() -> None:
    async with reading() as desk:
        await desk.show("Short.")
        assert desk.last_line == ""
        await desk.show(chapters(30))
        assert desk.last_line == "4 %"
        await desk.press("end")
        assert desk.last_line == "100 %"
