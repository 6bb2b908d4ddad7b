"""The table of a bench run: on the terminal, as JSON, and in the documentation."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.measures import Outcome

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
_HEAD = ("what", "ours", "minimal", "ratio", "limit", "aim", "")


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return the cells of the table, the head first."""
    return [_HEAD, *(_cells(outcome) for outcome in outcomes)]


def _cells(outcome: Outcome) -> tuple[str, ...]:
    limit = outcome.limit
    return (
        limit.name,
        _figure(outcome.ours, limit.unit),
        _figure(outcome.floor, limit.unit),
        f"{outcome.ratio:.2f}",
        _optional(limit.limit),
        _optional(limit.aim),
        verdict(outcome),
    )


def _figure(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if unit else ""


def _optional(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def verdict(outcome: Outcome) -> str:
    """Return `broken`, `ok`, `aim` where the aim is reached as well, or nothing without limit."""
    limit, aim = outcome.limit.limit, outcome.limit.aim
    if limit is None or not outcome.kept:
        return "" if limit is None else "broken"
    return "aim" if aim is not None and outcome.ratio <= aim else "ok"


def plain(outcomes: Sequence[Outcome]) -> str:
    """Return the table for a terminal."""
    table = rows(outcomes)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number in (0, 6) else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return the figures as one document."""
    items = [
        {
            "name": outcome.limit.name,
            "unit": outcome.limit.unit,
            "ours": round(outcome.ours, 2),
            "minimal": round(outcome.floor, 2),
            "ratio": round(outcome.ratio, 3),
            "limit": outcome.limit.limit,
            "aim": outcome.limit.aim,
            "kept": outcome.kept,
        }
        for outcome in outcomes
    ]
    return json.dumps({"machine": machine(), "items": items}, indent=2) + "\n"


def machine() -> str:
    """Return what the figures depend on, without saying which machine it was."""
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Textual {version('textual')}"
    )


def markdown(outcomes: Sequence[Outcome], runs: int) -> str:
    """Return the table for the documentation, with when and on what it was made."""
    head, *body = rows(outcomes)
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; medians of {runs} alternating runs.",
        "",
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in body),
    ]
    return "\n".join(lines)


def write_into(file: Path, table: str) -> None:
    """Put the table between the marks of `file`; the rest of it stays."""
    text = file.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{file} lacks the marks {BEGIN} and {END}")
    file.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")
