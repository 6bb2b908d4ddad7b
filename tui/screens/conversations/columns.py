"""What every list of incidents shows of one."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary, Priority
from tui.api.policy import ENDED
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column


def _number(incident: IncidentSummary) -> str:
    return f"#{incident.number}"


def _priority(incident: IncidentSummary) -> Cell:
    presses = incident.priority is Priority.URGENT and incident.status not in ENDED
    word = i18n.word(f"incident.priority.{incident.priority}")
    return Cell(word, "warning" if presses else "muted")


def _age(incident: IncidentSummary) -> str:
    return formats.age(incident.updated_at)


NUMBER = Column("number", _number, width=6, tone="muted")
PRIORITY = Column("priority", _priority, width=8, priority=2)
AGE = Column("age", _age, width=8, align="right", tone="muted")
