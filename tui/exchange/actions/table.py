"""Actions as a table, a row for each; days as 2026-01-31, which every spreadsheet understands."""

from collections.abc import Sequence
from datetime import date, datetime

from tui.api.models.actions import Action
from tui.exchange.actions.facts import facts, label
from tui.exchange.tables import csv_file

COLUMNS = (
    "release", "area", "title", "impact", "state", "owner", "due_on", "done_on", "done_by",
    "withdrawn_on", "id",
)  # fmt: skip
"""The facts of a row, in their order."""


def table(actions: Sequence[Action], now: datetime) -> bytes:
    """Return a CSV file whose first row names the columns."""
    told = (facts(action, now, _iso) for action in actions)
    rows = ([each[name] for name in COLUMNS] for each in told)
    return csv_file([label(name) for name in COLUMNS], rows)


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
