"""Tables at any width."""

from rich.cells import cell_len

from tests.widgets.reader.driver import laid


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
    assert lines[0] == "head0   cell0"
    assert lines[19:22] == ["head19  cell19", "─" * 60, "head0   cell0"]


def test_a_record_keeps_each_cell_beside_its_head() -> None:
    heads = "|".join(f"head {number}" for number in range(12))
    cells = "|".join(["", "so many words that they are folded", *["x"] * 10])
    lines = laid(f"|{heads}|\n|{'-|' * 12}\n|{cells}|", 30)
    assert lines[:4] == [
        "head 1   so many words that",
        "         they are folded",
        "head 2   x",
        "head 3   x",
    ]


def test_a_long_head_leaves_room_for_its_cells() -> None:
    heads = "|".join(f"{number} a head of many words" for number in range(9))
    lines = laid(f"|{heads}|\n|{'-|' * 9}\n|{'cell|' * 9}", 30)
    assert lines[:4] == ["0 a head    cell", "of many", "words", "1 a head    cell"]


def test_a_column_is_never_so_narrow_that_short_words_are_folded() -> None:
    for width in (40, 60, 79, 119):
        assert "description" in laid(f"|{'description|' * 7}\n|{'-|' * 7}\n|{'x|' * 7}", width)[0]


def test_every_cell_of_a_table_can_be_read_at_any_width() -> None:
    heads = "|".join(f"head{number}" for number in range(8))
    cells = "|".join(f"value{number} " + "word " * number for number in range(8))
    for width in (16, 30, 60, 79, 119, 300):
        shown = " ".join(laid(f"|{heads}|\n|{'-|' * 8}\n|{cells}|", width))
        assert all(f"value{number}" in shown for number in range(8)), width
        assert shown.count("word") == 28
