"""What the queue shows of an incident."""

from dataclasses import replace

from tui import i18n
from tui.api.models.incidents import IncidentSummary, IncidentType
from tui.api.policy import ENDED, IncidentStatus
from tui.screens.conversations.columns import AGE, NUMBER, PRIORITY, UNSENT, number
from tui.screens.conversations.status import status_word
from tui.widgets.record_list import Cell, Column


def _number(incident: IncidentSummary) -> str:
    return f" {number(incident)}"


def unsent(incident: IncidentSummary) -> Cell:
    """Show before the number that an answer or an internal note waits."""
    return Cell(f"{UNSENT}{number(incident)}", "warning")


def _subject(incident: IncidentSummary) -> Cell:
    if incident.status is IncidentStatus.NEW:
        return Cell(incident.subject, "unread")
    return Cell(incident.subject, "muted" if incident.status in ENDED else "")


def _customer(incident: IncidentSummary) -> str:
    return incident.organisation_name


def _status(incident: IncidentSummary) -> Cell:
    is_ours = incident.status in (IncidentStatus.NEW, IncidentStatus.OPEN)
    return Cell(status_word(incident.status, for_vendor=True), "" if is_ours else "muted")


def _type(incident: IncidentSummary) -> Cell:
    asks = incident.type is IncidentType.ACTIVATION_REQUEST
    return Cell(i18n.word(f"incident.type.{incident.type}"), "accent" if asks else "muted")


def _assignee(incident: IncidentSummary) -> Cell:
    return Cell(incident.assignee or i18n.t("support.nobody"), "" if incident.assignee else "muted")


COLUMNS: tuple[Column[IncidentSummary], ...] = (
    replace(NUMBER, cell=_number, width=7),
    Column("customer", _customer, width=14, tone="muted"),
    Column("subject", _subject, width=16, flexible=1, searched=True),
    Column("status", _status, width=14, priority=1),
    PRIORITY,
    Column("type", _type, width=10, priority=4),
    Column("assignee", _assignee, width=16, priority=3),
    replace(AGE, width=6),
)
