"""A text is cut in pieces where nobody sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.widgets.reader.driver import chapters, headings, laid
from tui.widgets.reader import sections


@pytest.mark.parametrize("opening", ["```", "~~~~", "  ```", "```python title"])
def test_a_fence_is_not_cut_at_blank_lines_and_hashes(opening: str) -> None:
    fence = opening.split("python", maxsplit=1)[0]
    inside = "# not a heading\n\ntext\n\n" * 100
    text = f"a\n\n{opening}\n{inside}{fence}\n\n# Heading\n\n" + chapters(9)
    lines = laid(text)
    assert lines.count("  # not a heading") == 100
    assert lines.count("  text") == 100
    assert headings(text)[0].text == "Heading"


def test_a_fence_longer_than_a_section_goes_on_as_code() -> None:
    lines = laid("```\n" + "# code\n\n" * 20_000 + "```\n\nafter")
    assert lines.count("  # code") == 20_000
    assert lines[-2:] == ["", "after"]
    assert len(lines) == 40_002


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    text = "a\n\n```\n" + "# code\n\n" * 5_000
    assert laid(text).count("  # code") == 5_000
    assert headings(text) == []


def test_a_fence_in_a_list_ends_with_the_item() -> None:
    text = "- item\n  ```\n  # code\n\nafter\n\n" + chapters(9)
    assert [line for line in laid(text) if line][:3] == ["• item", "    # code", "after"]
    assert len(headings(text)) == 9


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
