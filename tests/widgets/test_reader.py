"""The reader: what is seen of a Markdown text, at two sizes, and what it costs."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Container
from textual.events import MouseScrollDown
from textual.message import Message
from textual.pilot import Pilot

from tui.widgets.reader import Heading, Link, Reader, is_openable, sections
from tui.widgets.reader.document import Document
from tui.widgets.reader.flow import BUDGET, Flow
from tui.widgets.reader.inline import text_of
from tui.widgets.reader.view import STYLES

SIZES = ((80, 24), (120, 40))


class Desk(App[None]):
    """A reader and nothing else; it keeps what the reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []
        self.has_quit = False

    def compose(self) -> ComposeResult:
        yield Reader()

    def on_reader_scrolled(self, message: Reader.Scrolled) -> None:
        self.heard.append(message)

    def on_reader_link_opened(self, message: Reader.LinkOpened) -> None:
        self.heard.append(message)

    async def action_quit(self) -> None:
        self.has_quit = True


class Reading:
    """A person at the reader: presses keys, sees lines."""

    def __init__(self, app: Desk, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.reader = app.query_one(Reader)

    async def show(self, markdown: str, **options: str) -> list[str]:
        self.reader.show(markdown, **options)
        return await self.seen()

    async def press(self, *keys: str) -> list[str]:
        await self.pilot.press(*keys)
        return await self.seen()

    async def seen(self) -> list[str]:
        await self.pilot.pause()
        height = self.reader.size.height
        return [self.reader.render_line(y).text.rstrip() for y in range(height)]

    def heard(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.app.heard if isinstance(message, kind)]


@asynccontextmanager
async def reading(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Reading]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        app.query_one(Reader).focus()
        await pilot.pause()
        yield Reading(app, pilot)


def chapters(count: int) -> str:
    """A document of `count` chapters, as high as nobody would guess from the source."""
    return "\n\n".join(
        f"## Chapter {number}\n\n"
        + f"Line of chapter {number} that goes on and on. " * 15
        + ("\n\n<!--" + "\nhidden" * 40 + "\n-->" if number % 3 else "\nword" * 60)
        + ("\n\n- " + "漢字" * 200 if number % 4 == 0 else "")
        + f"\n\nEnd of chapter {number}."
        for number in range(count)
    )


def whole(markdown: str) -> Document:
    """A document that is cut to its end."""
    document = Document(markdown)
    while document.cut_further():
        pass
    return document


def laid(markdown: str, width: int = 79) -> list[str]:
    """Every line of a document, from top to end."""
    document = whole(markdown)
    flow = Flow(document, width)
    for number in range(len(document.sections)):
        flow.find_source(number, 0)
    return [text_of(flow.line(number)).rstrip() for number in range(flow.height)]


# What is shown


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


def test_code_keeps_its_spaces_and_folds_with_a_mark() -> None:
    assert laid("```py\ndef f():\n\treturn 1\n```\n\n    indented", 40) == [
        "  def f():",
        "      return 1",
        "",
        "  indented",
    ]
    assert laid("```\n0123456789abcdef\n```", 16) == ["  0123456789abc", "↪ def"]


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


def test_images_are_named_and_not_fetched() -> None:
    assert laid("![A chart](c.png) ![](pictures/d.png)") == ["[image: A chart] [image: d.png]"]


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


def test_a_break_in_a_heading_or_link_is_a_space_where_it_is_listed() -> None:
    document = whole("# one<br>two\n\n[three<br>four](https://x.nl)")
    document.blocks(1)
    assert [one.text for one in document.outline()] == ["one two"]
    assert [link.text for link in document.links] == ["three four"]


def test_a_long_comment_is_left_out_too() -> None:
    assert laid("a\n\n<!--" + "hidden\n\n" * 9_000 + "-->\n\nb") == ["a", "", "b"]


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert "end" in laid("<!-- oops\n\n" + chapters(20) + "\n\nend")


def test_a_table_is_fitted_by_wrapping_its_widest_column() -> None:
    cell = "so many words that they are folded"
    text = f"| a | words | n |\n|---|:-:|--:|\n| 1 | {cell} | 10 |\n| 2 | x | 9 |\n| 3 | | 8 |"
    assert laid(text, 32) == [
        "a │          words          │  n",
        "──┼─────────────────────────┼───",
        "1 │ so many words that they │ 10",
        "  │       are folded        │",
        "──┼─────────────────────────┼───",
        "2 │            x            │  9",
        "3 │                         │  8",
    ]


def test_a_table_folds_no_word_where_it_need_not() -> None:
    text = (
        "| a name | b | c |\n|-|-|-|\n| averyveryverylongname | " + "words " * 9 + "| more words |"
    )
    lines = laid(text, 48)
    assert lines[2].startswith("averyveryverylongname │ words")
    assert all(cell_len(line) <= 48 for line in lines)


def test_a_table_that_no_width_would_hold_becomes_records() -> None:
    heads = [f"head{number}" for number in range(20)]
    cells = [f"cell{number}" for number in range(20)]
    row = "|".join
    text = f"|{row(heads)}|\n|{row(['---'] * 20)}|\n|{row(cells)}|\n|{row(cells)}|"
    lines = laid(text, 60)
    assert lines[0] == "head0: cell0"
    assert lines[19:22] == ["head19: cell19", "─" * 60, "head0: cell0"]


def test_references_resolve_wherever_they_are_defined() -> None:
    text = "See [the *site*][Site] and [docs].\n\n" + chapters(80)
    document = whole(text + "\n\n[site]: https://x.nl/?a=1&amp;b=2\n[docs]: <https://d.nl> 'D'\n")
    document.blocks(1)
    assert document.links == [
        Link("the site", "https://x.nl/?a=1&b=2"),
        Link("docs", "https://d.nl"),
    ]


def test_bare_addresses_are_links() -> None:
    document = whole("See https://x.nl/a_(b). Or (http://y.nl), `https://no.nl`.")
    document.blocks(1)
    assert [link.url for link in document.links] == ["https://x.nl/a_(b", "http://y.nl"]


# Text from others


HOSTILE = (
    "[@click=app.quit]x[/]",
    "[/oops]",
    "[bold]b[/bold]",
    "$accent {key} %s",
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_markup_is_literal_everywhere(text: str) -> None:
    async with reading() as desk:
        seen = await desk.show(f"# {text}\n\n- {text}\n\n`{text}`", title=text, meta=text)
        assert sum(text in line for line in seen) == 5
        await desk.pilot.click(Reader, offset=(1, 0))
        assert not desk.app.has_quit


@pytest.mark.parametrize(
    "text",
    [
        "a\x1b[2Jb \x9b31m \x07 \x00",
        "&#27;[2J &#x9b; &#x202e;rtl &#x200b; &#10; &#13; &Tab;",
        "`a\x1b]52;c;AA\x07`",
        "```\n\x1b[?1049l\r\x08\n```",
        "[x\x1b](https://x.nl/\x1b) ![\x1b]( \x1b )",
        "<b \x1b[1m>\n\n<div>\x1b\n</div>",
        "| \x1b |\n|---|\n| \x9d |",
    ],
)
async def test_no_control_character_is_drawn(text: str) -> None:
    async with reading() as desk:
        seen = await desk.show(text, title="\x1b[2J", meta="\x9b2J")
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\u200b]", "".join(seen))


def test_only_addresses_of_the_web_can_be_opened() -> None:
    assert is_openable("https://x.nl/a?b=c#d")
    assert is_openable("http://x.nl")
    for url in ("javascript:alert(1)", "file:///etc/passwd", "ssh://x", "data:x", "x.nl", "/a", ""):
        assert not is_openable(url)
    assert not is_openable("https://")
    assert not is_openable("https://[x")
    assert not is_openable("https://x.nl/\x1b[2J")


async def test_a_click_on_a_link_asks_and_opens_nothing() -> None:
    async with reading() as desk:
        await desk.show("漢 [here](https://x.nl) [mail](mailto:a@x.nl) https://y.nl")
        for left in (4, 9, 15, 0, 40):
            await desk.pilot.click(Reader, offset=(left, 0))
        opened = [message.url for message in desk.heard(Reader.LinkOpened)]  # type: ignore[attr-defined]
        assert opened == ["https://x.nl", "https://y.nl"]


HUGE: dict[str, Callable[[], str]] = {
    "short lines": lambda: "x\n" * 200_000,
    "one line": lambda: "x" * 1_000_000,
    "one line of words": lambda: "word " * 200_000,
    "quotes in quotes": lambda: "> " * 100_000,
    "lists in lists": lambda: "1. " * 100_000,
    "deeper lists": lambda: "".join(" " * depth + "- a\n" for depth in range(1_000)),
    "an open fence": lambda: "```\n" + "a\n\n" * 200_000,
    "brackets": lambda: "[" * 300_000,
    "open comments": lambda: "<!--\n" * 100_000,
    "fences": lambda: "- ```\n" * 50_000,
    "definitions": lambda: "".join(f"[{n}]: https://x.nl/{n}\n" for n in range(20_000)),
    "a wide table": lambda: "|a" * 4_000 + "\n" + "|-" * 4_000 + "\n" + "|b" * 4_000,
    "nothing": lambda: "\n" * 500_000,
    "combining marks": lambda: "a" + "\u0301" * 200_000,
}


@pytest.mark.parametrize("name", HUGE)
async def test_a_huge_or_hostile_text_is_shown_in_bounded_pieces(name: str) -> None:
    started = time.process_time()
    async with reading() as desk:
        await desk.show(HUGE[name]())
        document = desk.reader._document
        assert document
        assert max(one.end - one.start for one in document.sections) <= sections.LIMIT
        await desk.press("end", "pageup", "home")
    assert time.process_time() - started < 10  # a hang takes minutes


async def test_what_is_nested_too_deeply_says_so() -> None:
    async with reading() as desk:
        seen = await desk.show("before\n\n" + "> " * 5_000 + "deep\n\nafter")
        assert seen[0] == "before"
        assert any("Nested too deeply to be shown." in line for line in seen)
        assert "after" in seen


# Cutting in sections


@pytest.mark.parametrize("opening", ["```", "~~~~", "  ```", "```python title"])
def test_a_fence_is_not_cut_at_blank_lines_and_hashes(opening: str) -> None:
    fence = opening.split("python", maxsplit=1)[0]
    inside = "# not a heading\n\ntext\n\n" * 100
    text = f"a\n\n{opening}\n{inside}{fence}\n\n# Heading\n\n" + chapters(9)
    lines = laid(text)
    assert lines.count("  # not a heading") == 100
    assert lines.count("  text") == 100
    assert Document(text).outline()[0].text == "Heading"


def test_a_fence_longer_than_a_section_goes_on_as_code() -> None:
    lines = laid("```\n" + "# code\n\n" * 20_000 + "```\n\nafter")
    assert lines.count("  # code") == 20_000
    assert lines[-2:] == ["", "after"]
    assert len(lines) == 40_002


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    text = "a\n\n```\n" + "# code\n\n" * 5_000
    assert laid(text).count("  # code") == 5_000
    assert Document(text).outline() == []


def test_a_fence_in_a_list_ends_with_the_item() -> None:
    text = "- item\n  ```\n  # code\n\nafter\n\n" + chapters(9)
    assert [line for line in laid(text) if line][:3] == ["• item", "    # code", "after"]
    assert len(Document(text).outline()) == 9


def test_a_table_longer_than_a_section_repeats_its_heads() -> None:
    lines = laid("| head | b |\n|---|---|\n" + "| row | x |\n" * 5_000)
    assert sum(line.startswith("row  │ x") for line in lines) == 5_000
    assert all("│" in line or "┼" in line for line in lines)


def test_a_long_list_is_one_list() -> None:
    lines = laid("\n".join(f"- {n}\n  - sub" for n in range(2_000)))
    assert len(lines) == 4_000
    assert lines[-2:] == ["• 1999", "  • sub"]


@pytest.fixture(scope="module")
def real_notes(shared_data: Path) -> dict[Path, tuple[str, list[str]]]:
    """The real notes: what is in each file, and how it is laid out."""
    paths = sorted((shared_data / "release-notes").rglob("*.[mM][dD]"))
    sources = {path: path.read_text("utf-8", "replace") for path in paths}
    return {path: (source, laid(source)) for path, source in sources.items()}


def words_of_paragraphs(markdown: str) -> Iterator[str]:
    """The words outside of code, HTML and tables, in which a column may fold them."""
    in_table = False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        in_table = token.type != "table_close" and (in_table or token.type == "table_open")
        for child in token.children or ():
            if child.type == "text" and not in_table:
                yield from child.content.split()


@pytest.mark.data
def test_every_word_of_real_notes_is_on_some_line(
    real_notes: dict[Path, tuple[str, list[str]]],
) -> None:
    assert len(real_notes) > 50
    for path, (source, lines) in real_notes.items():
        shown = "".join("".join(lines).split())
        missing = [word for word in words_of_paragraphs(source) if word not in shown]
        assert not missing, path


@pytest.mark.data
def test_cutting_changes_nothing_but_tables_that_are_too_long(
    real_notes: dict[Path, tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sections, "TARGET", 10**9)
    monkeypatch.setattr(sections, "LIMIT", 10**9)
    for path, (source, lines) in real_notes.items():
        if path.parent.name != "dotnet-md":
            assert lines == laid(source), path


# Moving


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
        assert await desk.press("end") == lines[-size[1] :]
        for line in range(1, 30):
            assert await desk.press("k") == lines[-size[1] - line : -line]


async def test_wherever_one_jumps_the_lines_follow_one_another() -> None:
    lines = laid(chapters(200))
    async with reading() as desk:
        await desk.show(chapters(200))
        for part in (0.5, 0.9, 0.2, 0.99, 0.01, 0.7):
            desk.reader.scroll_to(y=part * desk.reader.max_scroll_y, animate=False)
            seen = await desk.seen()
            at = _place_of(seen, lines)
            assert abs(at / len(lines) - part) < 0.2
            assert await desk.press("k") == lines[at - 1 : at + 23]
            assert await desk.press("pageup") == lines[at - 24 : at]


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
        heading = next(one for one in desk.reader.outline if one.text == "Chapter 33")
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


async def test_a_new_text_begins_at_the_top_and_the_same_one_where_it_was() -> None:
    async with reading() as desk:
        await desk.show(chapters(30), key="a")
        there = await desk.press("pagedown", "pagedown")
        assert await desk.show(chapters(30), key="a") == there
        assert (await desk.show(chapters(30), key="b"))[0] == "Chapter 0"
        await desk.press("pagedown")
        assert (await desk.show(chapters(30)))[0] == "Chapter 0"


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
        await pilot.pause()
        assert pilot.app.query_one(Reader).render_line(0).text.rstrip() == "Early."


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


# Outline


def test_the_outline_is_complete_and_reads_as_the_headings_do() -> None:
    text = (
        "# One *two* ##\n\nUnder\n=====\n\nAlso under\n---\n\n```\n# no\n```\n\n- item\n---\n\n"
        "### [v1](https://x.nl) `c`\n\n> # in a quote\n\n    # code\n\n#no\n\n" + chapters(100)
    )
    outline = Document(text).outline()
    assert [(one.level, one.text) for one in outline[:5]] == [
        (1, "One two"),
        (1, "Under"),
        (2, "Also under"),
        (3, "v1 c"),
        (2, "Chapter 0"),
    ]
    assert len(outline) == 104


async def test_every_heading_can_be_gone_to() -> None:
    async with reading() as desk:
        await desk.show(chapters(60), title="T")
        for heading in desk.reader.outline[50:5:-9]:
            desk.reader.go_to(heading)
            assert (await desk.seen())[0] == heading.text
        desk.reader.go_to(desk.reader.outline[-1])
        assert "Chapter 59" in await desk.seen()
        desk.reader.go_to(Heading(1, "gone", 10**9))


# What it costs


@pytest.mark.parametrize("count", [30, 1_500])
async def test_what_is_parsed_for_the_first_screen_does_not_grow_with_the_document(
    count: int,
) -> None:
    async with reading((120, 40)) as desk:
        await desk.show(chapters(count))
        assert desk.reader._document
        assert 0 < desk.reader._document.parsed <= 12_000
        assert desk.reader._document.parsed < BUDGET


async def test_a_jump_parses_what_is_there_and_not_what_lies_between() -> None:
    async with reading() as desk:
        await desk.show(chapters(1_500))
        assert desk.reader._document
        before = desk.reader._document.parsed
        await desk.press("end")
        assert desk.reader._document.parsed - before <= 12_000


def test_the_parser_is_imported_when_something_is_shown() -> None:
    code = "import sys, tui.widgets.reader; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
