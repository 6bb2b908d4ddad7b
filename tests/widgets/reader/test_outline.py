"""The headings of a text."""

import pytest
from markdown_it import MarkdownIt

from tests.widgets.reader.driver import chapters, headings, reading
from tui.widgets.reader import Heading
from tui.widgets.reader.document import MAX_BRACKETS, Document
from tui.widgets.reader.headings import AT_ONCE, MAX_TEXT, PARSED_AT_ONCE


def test_the_outline_is_complete_and_reads_as_the_headings_do() -> None:
    text = (
        "# One *two* ##\n\nUnder\n=====\n\nAlso under\n---\n\n```\n# no\n```\n\n- item\n---\n\n"
        "### [v1](https://x.nl) `c`\n\n> # in a quote\n\n    # code\n\n#no\n\n" + chapters(100)
    )
    outline = headings(text)
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
        outline = await desk.reader.outline()
        for heading in outline[50:5:-9]:
            desk.reader.go_to(heading)
            assert (await desk.seen())[0] == heading.text
        desk.reader.go_to(outline[-1])
        assert "Chapter 59" in await desk.seen()
        desk.reader.go_to(Heading(1, "gone", 10**9))


def test_a_break_in_a_heading_is_a_space_where_it_is_listed() -> None:
    assert [one.text for one in headings("# one<br>two")] == ["one two"]


def test_a_heading_is_found_wherever_a_turn_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = chapters(30) + "\n\nUnder\n=====\n\n" + "x" * 200 + "\n===\n\n# Last"
    usual = headings(text)
    assert len(usual) == 33
    for stride in (300, 1_000, 5_000):
        monkeypatch.setattr("tui.widgets.reader.headings.STRIDE", stride)
        assert headings(text) == usual


def test_a_turn_is_bounded() -> None:
    found = Document("# [*a*](b)\n" * 100_000).headings
    assert found.find_further()
    assert len(found.found) <= AT_ONCE


@pytest.mark.parametrize("piece", ["![", "[a](b) ", "![]", "*a_ ", "`a ", "<a "])
def test_a_turn_parses_so_much_of_what_headings_say(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parse = MarkdownIt.parseInline

    def seen(parser: MarkdownIt, text: str, *more: object) -> object:
        parsed.append(text)
        return parse(parser, text, *more)

    monkeypatch.setattr(MarkdownIt, "parseInline", seen)
    found = Document(f"# {piece * 400}\n" * 1_000).headings
    while found.find_further():
        assert sum(map(len, parsed)) <= PARSED_AT_ONCE + MAX_TEXT
        assert max((text.count("[") for text in parsed), default=0) <= MAX_BRACKETS
        parsed.clear()
    assert len(found.found) == 1_000


def test_a_heading_of_brackets_is_listed_as_it_is_written() -> None:
    few, many = ("[*a*](b)" * number for number in (MAX_BRACKETS, MAX_BRACKETS + 1))
    assert [one.text for one in headings(f"# {few}\n\n# {many}")] == ["a" * MAX_BRACKETS, many]


async def test_the_source_of_what_one_reads_can_be_had() -> None:
    two = "## Two\n\n- a\n\n```\n# no\n```\n\n### Three\n\nc\n"
    text = f"Before.\n\n# One\n\nText *of* one.\n\n{two}\n# Four\n"
    async with reading((80, 4)) as desk:
        await desk.show(text)
        assert await desk.reader.section_source() == "Before.\n"
        outline = {one.text: one for one in await desk.reader.outline()}
        desk.reader.go_to(outline["Two"])
        assert await desk.reader.section_source() == two
        await desk.press("j", "j")
        assert await desk.reader.section_source() == two
        desk.reader.go_to(outline["Three"])
        assert await desk.reader.section_source() == "### Three\n\nc\n"
        await desk.press("home")
        await desk.press("j", "j")
        assert await desk.reader.section_source() == "# One\n\nText *of* one.\n\n" + two


async def test_the_source_far_down_is_that_of_its_heading() -> None:
    async with reading() as desk:
        await desk.show(chapters(200), title="T")
        desk.reader.go_to((await desk.reader.outline())[150])
        source = await desk.reader.section_source()
        assert source.startswith("## Chapter 150\n")
        assert source.endswith("End of chapter 150.\n")


async def test_without_a_text_there_is_nothing_to_go_to() -> None:
    async with reading() as desk:
        assert await desk.reader.outline() == ()
        assert await desk.reader.links() == ()
        assert await desk.reader.section_source() == ""
        desk.reader.find("x")
        desk.reader.go_to(Heading(1, "gone", 10**9))
