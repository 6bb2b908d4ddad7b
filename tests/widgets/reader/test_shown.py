"""What is seen of a Markdown text, at any size and in any colours."""

import asyncio

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Container

from tests.widgets.reader.driver import SIZES, chapters, laid, reading, whole
from tui.widgets.reader import Reader
from tui.widgets.reader.view import STYLES


async def test_a_text_is_shown_with_its_title_above_it() -> None:
    async with reading() as desk:
        seen = await desk.show(
            "# Leave\n\nKept in **hours**.", title="Leave", meta="Profit 7 · HRM"
        )
        assert seen[:5] == ["Leave", "Profit 7 · HRM", "", "Leave", ""]
        assert seen[5] == "Kept in hours."


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_is_wider_than_the_screen(size: tuple[int, int]) -> None:
    async with reading(size) as desk:
        text = (
            "word " * 200 + "\n\n" + "漢字" * 200 + "\n\n`" + "x" * 500 + "`\n\n- " + "👩‍👩‍👧 " * 99
        )
        for line in await desk.show(text):
            assert cell_len(line) <= size[0] - 1


def test_lists_hang_under_their_markers() -> None:
    assert laid(
        "- one\n- two words\n  1. deep\n  2. deeper\n     more\n- [ ] to do\n- [x] done", 16
    ) == [
        "• one",
        "• two words",
        "  1. deep",
        "  2. deeper more",
        "[ ] to do",
        "[x] done",
    ]


def test_a_wrapped_item_goes_on_under_its_text() -> None:
    assert laid("10. seven words that do not fit at once", 20) == [
        "10. seven words that",
        "    do not fit at",
        "    once",
    ]


def test_quotes_have_a_bar_at_every_line() -> None:
    assert laid("> one\n>\n> > two\n>\n> - three\n\nfour") == [
        "▌ one",
        "▌",
        "▌ ▌ two",
        "▌",
        "▌ • three",
        "",
        "four",
    ]


def test_what_is_struck_out_bold_or_code_is_drawn_so() -> None:
    document = whole("~~a~~ **b** _c_ `d` [e](https://x.nl)")
    body = document.blocks(1)[0].body
    looks = {span.text: span.looks for span in body.spans if span.text.strip()}  # type: ignore[union-attr]
    assert looks == {
        "a": ("strike",),
        "b": ("strong",),
        "c": ("emphasis",),
        "d": ("code",),
        "e": ("link",),
    }


def test_images_are_named_with_their_addresses_and_not_fetched() -> None:
    assert laid("![A chart](c.png) ![](pictures/d.png)") == [
        "[image: A chart · c.png] [image: pictures/d.png]"
    ]
    held = "![x](data:image/png;base64," + "A" * 5_000 + ")"
    assert len("".join(laid(held))) < 200


def test_html_is_shown_as_text_and_comments_are_left_out() -> None:
    assert laid("a <b>c</b><!-- gone --> d\n\n<div>\ne\n</div>\n\n<!-- gone\n\ntoo -->\n\nf") == [
        "a <b>c</b> d",
        "",
        "  <div>",
        "  e",
        "  </div>",
        "",
        "f",
    ]


def test_a_break_in_html_breaks_the_line_and_no_other_tag_does() -> None:
    assert laid("one<br>two<BR />three <hr> <broken> four") == [
        "one",
        "two",
        "three <hr> <broken> four",
    ]
    assert laid("| a | b<br/>c |\n|---|---|\n| one<br>two | three |") == [
        "a   │ b",
        "    │ c",
        "────┼──────",
        "one │ three",
        "two │",
    ]
    assert laid("above\n\n<br>\n\n<br/><br/>\n\nbelow") == ["above", "", "below"]
    assert laid("end of line<br>\nnext<br>\n\nbelow<br />") == ["end of line", "next", "", "below"]
    assert laid("```\na<br>b\n```") == ["  a<br>b"]


def test_a_long_comment_is_left_out_too() -> None:
    assert laid("a\n\n<!--" + "hidden\n\n" * 9_000 + "-->\n\nb") == ["a", "", "b"]


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert "end" in laid("<!-- oops\n\n" + chapters(20) + "\n\nend")


async def test_what_is_shown_before_there_is_a_screen_appears_with_it() -> None:
    reader = Reader()
    reader.show("Early.")

    class Later(App[None]):
        def compose(self) -> ComposeResult:
            yield reader

    async with Later().run_test() as pilot:
        await pilot.pause()
        assert reader.render_line(0).text.rstrip() == "Early."
        reader.display = False
        await pilot.pause()
        reader.show("Hidden.")
        reader.display = True
        await pilot.pause()
        assert reader.render_line(0).text.rstrip() == "Hidden."


async def test_a_text_appears_though_nobody_tells_of_the_size() -> None:
    class Busy(App[None]):
        """Asks where the reader is before it has been laid out: then no `Resize` comes."""

        brought = asyncio.Event()

        def compose(self) -> ComposeResult:
            yield Container()

        async def bring(self) -> None:
            reader = Reader()
            await self.query_one(Container).mount(reader)
            reader.show("Early.")
            refreshed = asyncio.Event()
            reader.call_after_refresh(refreshed.set)
            await refreshed.wait()
            while not reader.region:
                await asyncio.sleep(0)
            self.brought.set()

    async with Busy().run_test() as pilot:
        await pilot.pause()
        pilot.app.query_one(Container).call_later(pilot.app.bring)
        await pilot.app.brought.wait()
        reader = pilot.app.query_one(Reader)
        async with asyncio.timeout(5):  # it is laid out as it is painted: that is for no pause
            while reader.render_line(0).text.rstrip() != "Early.":
                await pilot.pause(0.01)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (17, 5), (500, 200)])
async def test_every_size_of_screen_will_do(size: tuple[int, int]) -> None:
    async with reading(size) as desk:
        await desk.show(
            "# 漢字\n\n- a **b** `c`\n\n|a|b|\n|-|-|\n|1|2|\n\n> > 漢字漢字漢字漢字漢字漢字"
        )
        for line in await desk.press("end"):
            assert cell_len(line) <= size[0]


async def test_a_theme_changes_the_colours_at_once() -> None:
    async with reading() as desk:
        await desk.show("# Heading")
        before = next(iter(desk.reader.render_line(0))).style
        desk.app.theme = "textual-light"
        await desk.pilot.pause()
        assert next(iter(desk.reader.render_line(0))).style != before


async def test_what_matters_shows_without_colours() -> None:
    async with reading() as desk:
        await desk.show("x")
        styles = {look: desk.reader._style((look,)) for look in STYLES}
        for look in ("title", "h1", "h2", "h3", "h4", "strong", "table-head"):
            assert styles[look].bold, look
        assert styles["h1"].underline
        assert styles["link"].underline
        assert styles["emphasis"].italic
        assert styles["strike"].strike
        both = desk.reader._style(("strong", "link"))
        assert both.bold
        assert both.underline


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord"])
async def test_every_look_can_be_read(theme: str) -> None:
    async with reading() as desk:
        desk.app.theme = theme
        await desk.pilot.pause()
        for look in STYLES:
            style = desk.reader._style((look,))
            assert style.color
            assert style.bgcolor
            color, behind = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
            assert abs(color.brightness - behind.brightness) > 0.2, look
