"""What a text says is the same read as it is and found in the index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.api.store.database import parts
from tui.api.store.database.dialect_sqlite import phrases
from tui.api.store.database.parts import has_words
from tui.api.words import words_of


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """An index of texts as the store has one."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(words, content = '',"
            " prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')"
        )
        yield connection


def _found(index: sqlite3.Connection, subject: str, text: str, searched: str) -> bool:
    index.execute("BEGIN")
    for part in parts.parts(subject, text):
        index.execute("INSERT INTO texts (words) VALUES (?)", [" ".join(part)])
    asked = f"{phrases(words_of(searched))} *"
    found = index.execute("SELECT 1 FROM texts WHERE texts MATCH ?", [asked]).fetchone()
    index.execute("ROLLBACK")
    return found is not None


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("cafe", True),
        ("CAFÉ zo", True),
        ("caf zoë", False),
        ("zoe caf", True),
        ("e-42", True),
        ("e-4", True),
        ("42-e", False),
        ("af-zoe", True),
        ("ekent", False),
        ("af rekent", True),
        ("nergens", False),
    ],
)
def test_words_are_found_from_their_beginning_the_last_one_by_it_alone(
    index: sqlite3.Connection, searched: str, found: bool
) -> None:
    subject, text = "Café rekent af", "Zoë ziet **E-42** na €5,00"
    assert has_words(subject, text, searched) is found
    assert _found(index, subject, text, searched) is found


LETTERS = st.text("aAéø b-_.1", max_size=12)


@given(subject=LETTERS, text=LETTERS, searched=LETTERS.filter(words_of))
def test_a_text_that_is_read_has_the_words_that_the_index_says(
    index: sqlite3.Connection, subject: str, text: str, searched: str
) -> None:
    assert has_words(subject, text, searched) is _found(index, subject, text, searched)


@pytest.mark.parametrize(
    ("searched", "found"), [("subject begin", True), ("subject end", True), ("begin end", False)]
)
def test_a_long_text_has_the_words_of_each_of_its_parts(
    index: sqlite3.Connection, searched: str, found: bool
) -> None:
    text = f"begin {'and so on ' * parts.PART_TOKENS} end"
    assert has_words("Subject", text, searched) is found
    assert _found(index, "Subject", text, searched) is found
