"""The headings of a text."""

from tests.widgets.reader.driver import chapters, headings, reading
from tui.widgets.reader import Heading


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
