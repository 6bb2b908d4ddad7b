"""What the vendor's list shows of a note."""

from tui.api.models.releases import NoteSummary
from tui.screens.notes.columns import AREA, DATE, IMPACT, KIND, RELEASE
from tui.widgets.record_list import Cell, Column


def _title(note: NoteSummary) -> Cell:
    return Cell(note.title, "" if note.withdrawn_at is None else "muted")


COLUMNS: tuple[Column[NoteSummary], ...] = (
    RELEASE,
    DATE,
    AREA,
    KIND,
    IMPACT,
    Column("title", _title, width=25, flexible=1),
)
