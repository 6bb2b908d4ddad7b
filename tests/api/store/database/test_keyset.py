"""Cursors: ours are read, and everything else is refused."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.api.errors import Invalid
from tui.api.ids import new_id
from tui.api.store.database.keyset import Cursor, Window
from tui.api.store.releases import notes

CURSOR = Cursor("newest ", re.compile(notes.CURSOR_SHAPE))
OTHER = Cursor("oldest ", re.compile(notes.CURSOR_SHAPE))
PLACE = notes.sort_key("2026-01-01", new_id(), 3)


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_a_cursor_is_read_back() -> None:
    for place in (PLACE, notes.sort_key("", new_id(), 0), notes.sort_key("Zoë 7", new_id(), 1)):
        assert CURSOR.read(CURSOR.write(place)) == place


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "=",
        "é",
        "\ud800",
        "a" * 100_000,
        PLACE,
        CURSOR.write(PLACE)[:-1],
        CURSOR.write(PLACE) + "A",
        CURSOR.write(PLACE).swapcase(),
        OTHER.write(PLACE),
        _encoded("newest "),
        _encoded("newest \x00" + PLACE),
        _encoded("newest " + PLACE + "\n"),
        _encoded("newest 2026"),
    ],
    ids=lambda cursor: f"{len(cursor)}-characters",  # they hold an id that is new in each run
)
def test_what_is_no_cursor_of_this_list_is_invalid(cursor: str) -> None:
    with pytest.raises(Invalid) as caught:
        CURSOR.read(cursor)
    assert caught.value.fields[0].field == "page"


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_no_text_at_all_is_more_than_invalid(cursor: str) -> None:
    with pytest.raises(Invalid):
        CURSOR.read(cursor)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_a_window_is_full_where_there_are_rows_enough(back: int, ahead: int, limit: int) -> None:
    near, far = [*range(-1, -back - 1, -1)], [*range(ahead)]
    rows, more_before, more_after = Window(near[: limit + 1], far[: limit + 1]).cut(limit)
    assert len(rows) == min(limit, back + ahead)
    assert rows == sorted(rows)
    assert not ahead or 0 in rows
    assert more_before == (bool(rows) and rows[0] > -back)
    assert more_after == (bool(rows) and rows[-1] < ahead - 1)


@given(st.lists(st.tuples(st.text("ab -", max_size=3), st.integers(0, 99)), min_size=2))
def test_keys_order_releases_by_key_and_notes_by_position(rows: list[tuple[str, int]]) -> None:
    ids = {key: new_id() for key, _ in rows}
    newest = sorted(rows, key=lambda row: notes.sort_key(row[0], ids[row[0]], row[1]))
    assert newest == sorted(rows, key=lambda row: (row[0], -row[1]))
    oldest = sorted(rows, key=lambda row: notes.oldest_key(row[0], ids[row[0]], row[1]))
    assert oldest == sorted(rows)
