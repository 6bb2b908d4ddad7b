"""What the list shows of an incident."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary, Priority
from tui.api.policy import ENDED, IncidentStatus
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column
from tui.widgets.record_list.columns import Tone


def _unread(incident: IncidentSummary) -> Cell:
    return Cell("●" if incident.unread else "", "accent")


def _number(incident: IncidentSummary) -> str:
    return f"#{incident.number}"


def _subject(incident: IncidentSummary) -> Cell:
    if incident.unread:
        return Cell(incident.subject, "unread")
    return Cell(incident.subject, "muted" if incident.status in ENDED else "")


def _status(incident: IncidentSummary) -> Cell:
    tone: Tone = ""
    if incident.status is IncidentStatus.PENDING:
        tone = "warning"
    elif incident.status in ENDED:
        tone = "muted"
    return Cell(i18n.word(f"incident.status.{incident.status}"), tone)


def _priority(incident: IncidentSummary) -> Cell:
    presses = incident.priority is Priority.URGENT and incident.status not in ENDED
    word = i18n.word(f"incident.priority.{incident.priority}")
    return Cell(word, "warning" if presses else "muted")


def _type(incident: IncidentSummary) -> str:
    return i18n.word(f"incident.type.{incident.type}")


def _requester(incident: IncidentSummary) -> str:
    return incident.requester.display_name


def _age(incident: IncidentSummary) -> str:
    return formats.age(incident.updated_at)


NUMBER = Column("number", _number, width=6, tone="muted")
PRIORITY = Column("priority", _priority, width=8, priority=2)
AGE = Column("age", _age, width=8, align="right", tone="muted")
_REQUESTER = Column("requester", _requester, width=16, priority=3)

EVERYBODY: tuple[Column[IncidentSummary], ...] = (
    Column("unread", _unread, width=1),
    NUMBER,
    Column("subject", _subject, width=20, flexible=1, searched=True),
    Column("status", _status, width=15, priority=1),
    PRIORITY,
    Column("type", _type, width=10, priority=4, tone="muted"),
    _REQUESTER,
    AGE,
)
"""Of incidents that others submitted too."""

OWN = tuple(column for column in EVERYBODY if column is not _REQUESTER)
"""Of what one follows oneself."""
