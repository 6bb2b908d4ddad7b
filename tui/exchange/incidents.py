"""Incidents out: what a list of them says, as the bytes of a table or of data for a program."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from tui import i18n
from tui.api.cleaning import clean_line
from tui.api.models.incidents import IncidentSummary
from tui.exchange import markdown
from tui.exchange.tables import csv_file


class IncidentFormat(StrEnum):
    """A table for a spreadsheet, one in Markdown, or data for a program."""

    CSV = "csv"
    MARKDOWN = "markdown"
    JSON = "json"


SUFFIXES = {
    ".csv": IncidentFormat.CSV,
    ".md": IncidentFormat.MARKDOWN,
    ".json": IncidentFormat.JSON,
}
"""What a file of each form is called."""

COLUMNS = (
    "number", "subject", "status", "priority", "type", "area", "requester", "assignee",
    "created", "updated", "id",
)  # fmt: skip
"""The facts of a row, in their order."""

DESK_COLUMNS = ("customer", *COLUMNS)
"""The same among the incidents of many customers, for each of whom numbers begin at 1."""


def written(
    incidents: Sequence[IncidentSummary],
    form: IncidentFormat,
    zone: tzinfo | None,
    *,
    for_vendor: bool = False,
) -> bytes:
    """Return incidents as a file in UTF-8; the vendor's says whose each is.

    A table is in the reader's words and tells moments by the clocks of `zone`; data has the words
    of the portal and moments in UTC, so that a program reads the same whoever saved it.
    """
    columns = DESK_COLUMNS if for_vendor else COLUMNS
    if form is IncidentFormat.JSON:
        facts = map(_data, incidents)
        data = [{name: one[name] for name in columns} for one in facts]
        return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
    names = [i18n.t(f"incidents.file.{name}") for name in columns]
    told = (_told(one, zone, for_vendor=for_vendor) for one in incidents)
    rows = ([cells[name] for name in columns] for cells in told)
    if form is IncidentFormat.CSV:
        return csv_file(names, rows)
    return markdown.table(names, rows).encode()


def _told(incident: IncidentSummary, zone: tzinfo | None, *, for_vendor: bool) -> dict[str, str]:
    """Return every fact by name, in the reader's words: a status waits for one of both sides."""
    data = _data(incident)
    side = "support" if for_vendor else "incident"
    words = {
        "status": i18n.word(f"{side}.status.{data['status']}"),
        "priority": i18n.word(f"incident.priority.{data['priority']}"),
        "type": i18n.word(f"incident.type.{data['type']}"),
        "created": _clock(incident.created_at, zone),
        "updated": _clock(incident.updated_at, zone),
    }
    return {name: str(fact) for name, fact in data.items()} | words


def _data(incident: IncidentSummary) -> dict[str, str | int]:
    """Return every fact of an incident by name, on one line and without what steers a terminal."""
    return {
        "customer": clean_line(incident.organisation_name),
        "number": incident.number,
        "subject": clean_line(incident.subject),
        "status": clean_line(incident.status),
        "priority": clean_line(incident.priority),
        "type": clean_line(incident.type),
        "area": clean_line(incident.product_area),
        "requester": clean_line(incident.requester.display_name),
        "assignee": clean_line(incident.assignee),
        "created": incident.created_at.astimezone(UTC).isoformat(),
        "updated": incident.updated_at.astimezone(UTC).isoformat(),
        "id": incident.id,
    }


def _clock(moment: datetime, zone: tzinfo | None) -> str:
    """Return a moment as every spreadsheet understands it: 2026-01-31 09:52."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
