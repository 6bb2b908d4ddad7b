"""On SQLite what is seldom leads to its incidents, whatever else finds them by an index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.api.store.database.test_files import _operator
from tests.api.store.world import BAKERY, Store
from tests.contract import ways
from tui.api.models.incidents import IncidentState, Priority
from tui.api.models.paging import PageRequest
from tui.api.models.support import Hand, QueueQuery, QueueSort
from tui.api.policy import IncidentStatus


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The statements about incidents, in their order."""
    statements: list[str] = []

    def note_down(*arguments: object) -> None:
        if "FROM incident " in str(arguments[2]):
            statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note_down)
    yield statements
    event.remove(Engine, "before_cursor_execute", note_down)


def _first_steps(path: Path, statement: str) -> list[str]:
    """Return how the incidents themselves are found."""
    with closing(sqlite3.connect(path)) as connection:
        blanks = [""] * statement.count("?")
        rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", blanks).fetchall()
    return [row[-1] for row in rows if row[-1].split()[1] == "incident"]


FILTERS = {
    "none": {},
    "state": {"state": IncidentState.CURRENT},
    "status": {"status": IncidentStatus.CLOSED},
    "priority": {"priority": Priority.HIGH},
    "mine": {"hand": Hand.MINE},
    "customer": {"organisation_id": BAKERY},
}


@pytest.mark.parametrize("sort", QueueSort)
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize(
    ("way", "found"), [("from the words", "(id=?)"), ("along the list", "USING INDEX ix_incident_")]
)
async def test_the_way_to_incidents_with_words_is_the_one_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    asked: list[str],
    sort: QueueSort,
    filters: dict[str, Any],
    way: str,
    found: str,
) -> None:
    support = (await _operator(store)).portal.support
    ways.take(monkeypatch, way)
    asked.clear()
    await support.list(QueueQuery(words="x", sort=sort, **filters), PageRequest())
    (statement,) = asked
    (step,) = _first_steps(store.path, statement)
    assert found in step
