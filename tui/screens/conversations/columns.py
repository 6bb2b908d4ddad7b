"""What every list of incidents shows of one."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary, Priority
from tui.api.policy import ENDED
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

UNSENT = "✎"
"""Something was written that is not sent."""


def number(incident: IncidentSummary) -> str:
    """Return what people call an incident."""
    return f"#{incident.number}"


def _priority(incident: IncidentSummary) -> Cell:
    presses = incident.priority is Priority.URGENT and incident.status not in ENDED
    word = i18n.word(f"incident.priority.{incident.priority}")
    return Cell(word, "warning" if presses else "muted")


def _age(incident: IncidentSummary) -> str:
    return formats.age(incident.updated_at)


NUMBER = Column("number", number, width=6, tone="muted", whole=True)
PRIORITY = Column("priority", _priority, width=8, priority=2)
AGE = Column("age", _age, width=8, align="right", tone="muted")
