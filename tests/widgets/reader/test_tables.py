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
    assert lines[0] == "head0: cell0"
    assert lines[19:22] == ["head19: cell19", "─" * 60, "head0: cell0"]
