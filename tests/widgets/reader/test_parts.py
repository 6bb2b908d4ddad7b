"""Several texts read as one: what is begun in one ends with it, and places are by part."""

from tui.widgets.reader import Part, Parts, Span
from tui.widgets.reader.blocks import Text


def head(words: str) -> tuple[Span, ...]:
    return (Span(words, ("title",)),)


def text_in(parts: Parts, section: int) -> list[Span]:
    bodies = [block.body for block in parts.blocks(section)]
    return [span for body in bodies if isinstance(body, Text) for span in body.spans]


def blocks_of(parts: Parts) -> list[str]:
    parts.last  # noqa: B018 - all of it is cut
    return [
        type(block.body).__name__ for n in range(len(parts.sections)) for block in parts.blocks(n)
    ]


def test_a_fence_that_is_never_closed_ends_with_its_part():
    parts = Parts([Part(head("one"), "```\ncode"), Part(head("two"), "plain")])
    assert blocks_of(parts) == ["Text", "Code", "Text", "Text"]


def test_a_link_definition_counts_in_its_own_part_alone():
    parts = Parts([Part(head("one"), "[a]: https://a.example"), Part(head("two"), "[a]")])
    parts.last  # noqa: B018
    sections = range(len(parts.sections))
    assert not any(parts.links(section) for section in sections)
    spans = [span for index in sections for span in text_in(parts, index)]
    assert not any(span.link for span in spans)


def test_each_part_begins_with_its_head_and_one_without_a_text_is_that_line():
    parts = Parts([Part(head("one"), "text"), Part(head("quiet")), Part(head("three"), "text")])
    assert [parts.text(parts.head(number)) for number in range(3)] == ["one", "quiet", "three"]
    assert [parts.part(parts.head(number)) for number in range(3)] == [0, 1, 2]
    assert blocks_of(parts) == ["Text"] * 5


def test_the_sections_are_the_source_and_nothing_but_it():
    long = "\n\n".join(f"Paragraph {number} of a long text." for number in range(500))
    parts = Parts([Part(head("one"), long), Part(head("two"), " \n "), Part(head("three"), "end")])
    parts.last  # noqa: B018
    ends = [section.end for section in parts.sections]
    assert [section.start for section in parts.sections[1:]] == ends[:-1]
    assert ends[-1] == len(parts.source)


def test_what_steers_a_terminal_is_not_in_a_head():
    parts = Parts([Part(head("A\x1b[2JB\nC"))])
    (span,) = text_in(parts, parts.head(0))
    assert span.text == "A[2JB C"
