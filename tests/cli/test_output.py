"""What is printed: no text from others steers the terminal, and no encoding stops us."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout

import pytest

from tests.cli.conftest import Terminal
from tui.cli import output

HOSTILE = "a\x1b]52;c;ZXZpbA==\x07b\x9b31mc\u202ed\x00e\x7f"


def printed(write: Callable[[], None], encoding: str = "utf-8") -> str:
    """Return what `write` prints on a terminal with this encoding."""
    stream = Terminal()
    stream.encoding = encoding
    with redirect_stdout(stream):
        write()
    return stream.getvalue()


@pytest.mark.parametrize("character", [*map(chr, range(32)), *map(chr, range(127, 160))])
def test_no_control_character_is_printed(character: str) -> None:
    text = f"a{character}b"
    for write in (
        lambda: output.say(text),
        lambda: output.say_json({"text": text}),
        lambda: output.say_separated([[text, "c"]]),
    ):
        shown = printed(write)
        assert "a" in shown
        assert {char for char in shown if not char.isprintable()} <= {"\n", "\t"}


def test_a_field_cannot_make_a_column_or_a_row() -> None:
    rows = [["a\tb", "c\nd", "e"]]
    assert printed(lambda: output.say_separated(rows)) == "a b\tc d\te\n"


def test_json_keeps_text_as_it_is() -> None:
    document = {"text": "Çağlar 🙂", "hostile": "a\x1bb"}
    shown = printed(lambda: output.say_json(document))
    assert "Çağlar 🙂" in shown
    assert json.loads(shown) == document


def test_json_is_ascii_where_the_output_is_not_utf8() -> None:
    shown = printed(lambda: output.say_json({"text": "Çağlar"}), "latin-1")
    assert shown.isascii()
    assert json.loads(shown) == {"text": "Çağlar"}


def test_what_the_encoding_lacks_is_replaced() -> None:
    assert printed(lambda: output.say("Zoë \udcff"), "ascii") == "Zo? \n"


def test_columns_stand_under_each_other_and_fit() -> None:
    rows = [["*", "日本", "a title that is long"], [" ", "Profit", "short"]]
    assert output.aligned(rows, 80) == ["*  日本    a title that is long", "   Profit  short"]
    assert output.aligned(rows, 20) == ["*  日本    a title…", "   Profit  short"]


def test_hostile_columns_are_cleaned() -> None:
    assert output.aligned([[HOSTILE]], 80) == ["a]52;c;ZXZpbA==b31mcde"]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_progress_is_seen_on_a_terminal_alone(stream: io.StringIO) -> None:
    with redirect_stderr(stream):
        progress = output.Progress()
        progress.show(HOSTILE)
        progress.clear()
    assert bool(stream.getvalue()) is stream.isatty()
    assert not set(stream.getvalue()) & {"\x1b", "\x07", "\x9b", "\u202e"}


@pytest.mark.parametrize(
    "character", ["\u2028", "\u2029", "\x85", "\x9b", "\u202e", "\udcff", "\n"]
)
def test_json_stays_json_and_keeps_the_text_whatever_stands_in_it(character: str) -> None:
    document = {"text": f"a{character}b", "é": [f"c{character}"]}
    shown = printed(lambda: output.say_json(document))
    assert json.loads(shown) == document
    assert character == "\n" or character not in shown


def test_progress_is_one_line_whatever_a_file_is_called() -> None:
    stream = Terminal()
    with redirect_stderr(stream):
        output.Progress().show("1/1  a\nb\u2028c")
    assert "\n" not in stream.getvalue()
