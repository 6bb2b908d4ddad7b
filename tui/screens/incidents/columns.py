"""What the list shows of an incident."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.api.policy import ENDED, IncidentStatus
from tui.screens.conversations.columns import AGE, NUMBER, PRIORITY, UNSENT
from tui.screens.conversations.status import status_word
from tui.widgets.record_list import Cell, Column
from tui.widgets.record_list.columns import Tone


def _unread(incident: IncidentSummary) -> Cell:
    return Cell("●" if incident.unread else "", "accent")


def unsent(_incident: IncidentSummary) -> Cell:
    """Show that a reply waits, where what is new has its mark: that is bold as well."""
    return Cell(UNSENT, "warning")


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
    return Cell(status_word(incident.status, for_vendor=False), tone)


def _type(incident: IncidentSummary) -> str:
    return i18n.word(f"incident.type.{incident.type}")


def _requester(incident: IncidentSummary) -> str:
    return incident.requester.display_name


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
