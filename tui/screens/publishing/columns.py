"""What the vendor's list shows of a note."""

from operator import attrgetter

from tui.api.models.releases import NoteSummary
from tui.screens.notes.columns import AREA, DATE, IMPACT, KIND, RELEASE
from tui.widgets.record_list import Column

COLUMNS: tuple[Column[NoteSummary], ...] = (
    RELEASE,
    DATE,
    AREA,
    KIND,
    IMPACT,
    Column("title", attrgetter("title"), width=25, flexible=1),
)
