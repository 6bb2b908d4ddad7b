"""What a spreadsheet is given: text that stays text, numbers and phone numbers that stay whole."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import FORMULAS
from tui.exchange.tables import csv_file, harmless

TEXTS = (
    "", "-1", "-1.234,56", "+5", "-0.5", "+31 6 12345678", "+31 (0)6-12345678", "+3120 123 45 67",
    "a=b", "'quoted'", "x, y", 'a "b"', "é😀", "1-2", "2026-01-31", "naam@example.nl",
)  # fmt: skip
CELLS = st.text(max_size=20) | st.sampled_from([*FORMULAS, *TEXTS])


def _read(data: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


@pytest.mark.parametrize("cell", FORMULAS, ids=ascii)
def test_what_begins_like_a_formula_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", TEXTS, ids=ascii)
def test_other_texts_numbers_and_phone_numbers_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_file_says_that_it_is_utf_8_and_ends_its_lines_as_the_standard_asks() -> None:
    assert csv_file(["a", "é"], [["1", "x,\ny"]]) == '\ufeffa,é\r\n1,"x,\ny"\r\n'.encode()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    read = _read(csv_file(["a", "b", "c"], rows))
    assert read == [["a", "b", "c"], *([harmless(cell) for cell in row] for row in rows)]


def test_half_a_character_breaks_no_file() -> None:
    assert _read(csv_file(["a"], [["x\ud800"]])) == [["a"], ["x?"]]
