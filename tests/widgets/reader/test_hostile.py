"""Texts that were written to do harm: nothing obeys them and nothing takes for ever."""

import re
import time
from collections.abc import Callable

import pytest

from tests.widgets.reader.driver import laid, reading
from tui.widgets.reader import Reader, sections
from tui.widgets.reader.link_list import MAX_LINKS

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


HUGE: dict[str, Callable[[], str]] = {
    "short lines": lambda: "x\n" * 200_000,
    "one line": lambda: "x" * 1_000_000,
    "one line of words": lambda: "word " * 200_000,
    "one line of code": lambda: "```\n" + "x" * 1_000_000,
    "one line of HTML": lambda: "<div>" + "x" * 1_000_000,
    "quotes in quotes": lambda: "> " * 100_000,
    "lists in lists": lambda: "1. " * 100_000,
    "deeper lists": lambda: "".join(" " * depth + "- a\n" for depth in range(1_000)),
    "an open fence": lambda: "```\n" + "a\n\n" * 200_000,
    "brackets": lambda: "[" * 300_000,
    "brackets that close": lambda: "[" * 50_000 + "a" + "](x)" * 50_000,
    "emphasis": lambda: "*a **a " * 50_000,
    "images": lambda: "![" * 100_000,
    "open comments": lambda: "<!--\n" * 100_000,
    "fences": lambda: "- ```\n" * 50_000,
    "definitions": lambda: "".join(f"[{n}]: https://x.nl/{n}\n" for n in range(20_000)),
    "links": lambda: "".join(f"[{n}](https://x.nl/{n}) " for n in range(10_000)),
    "references": lambda: "[a] " * 100_000 + "\n\n[a]: https://x.nl",
    "headings": lambda: "# *a*\n" * 100_000,
    "headings of images": lambda: f"# {'![' * 249}\n" * 4_000,
    "paragraphs of images": lambda: f"{'![' * 500}\n\n" * 2_000,
    "a heading": lambda: "# " + "[" * 500_000,
    "a wide table": lambda: "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    "short rows": lambda: "|a" * 2_900 + "\n" + "|-" * 2_900 + "\n" + "|\n" * 5_000,
    "a long table": lambda: "|a|b|\n|-|-|\n" + "|a b|c|\n" * 50_000,
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
        await desk.press("end", "pageup", "right", "home")
        desk.reader.find("a b")
        await desk.press("n", "N", "end")
        assert await desk.reader.section_source()
        assert len(await desk.reader.links()) <= MAX_LINKS
    assert time.process_time() - started < 20  # a hang takes minutes


async def test_what_is_nested_too_deeply_says_so() -> None:
    async with reading() as desk:
        seen = await desk.show("before\n\n" + "> " * 5_000 + "deep\n\nafter")
        assert seen[0] == "before"
        assert any("Nested too deeply to be shown." in line for line in seen)
        assert "after" in seen


def test_a_table_of_next_to_nothing_but_empty_cells_is_text() -> None:
    lines = laid("|a" * 300 + "\n" + "|-" * 300 + "\n" + "|\n" * 300)
    assert lines[0].startswith("|a|a|a")


def test_brackets_that_are_never_closed_are_text() -> None:
    assert laid("[" * 301 + "[a](https://x.nl)", 400) == ["[" * 301 + "[a](https://x.nl)"]
    assert laid("[" * 300 + "[a](https://x.nl)", 400) == ["[" * 300 + "a"]
