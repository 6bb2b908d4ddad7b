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


def written(
    incidents: Sequence[IncidentSummary], form: IncidentFormat, zone: tzinfo | None
) -> bytes:
    """Return incidents as a file in UTF-8.

    A table is in the reader's words and tells moments by the clocks of `zone`; data has the words
    of the portal and moments in UTC, so that a program reads the same whoever saved it.
    """
    names = [i18n.t(f"incidents.file.{name}") for name in COLUMNS]
    match form:
        case IncidentFormat.CSV:
            return csv_file(names, (_told(one, zone) for one in incidents))
        case IncidentFormat.MARKDOWN:
            table = markdown.table(names, (_told(one, zone) for one in incidents))
            return table.encode()
        case IncidentFormat.JSON:
            data = [_data(one) for one in incidents]
            text = json.dumps(data, ensure_ascii=False, indent=2)
            return f"{text}\n".encode()


def _told(incident: IncidentSummary, zone: tzinfo | None) -> list[str]:
    """Return the cells of a row."""
    data = _data(incident)
    for name in ("status", "priority", "type"):
        data[name] = i18n.word(f"incident.{name}.{data[name]}")
    data["created"] = _clock(incident.created_at, zone)
    data["updated"] = _clock(incident.updated_at, zone)
    return [str(data[name]) for name in COLUMNS]


def _data(incident: IncidentSummary) -> dict[str, str | int]:
    """Return every fact of an incident by name, on one line and without what steers a terminal."""
    return {
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
