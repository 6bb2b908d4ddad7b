"""What the vendor's list shows of a note, and the line below its title in the reader."""

from tui import i18n
from tui.api.models.releases import NoteSummary
from tui.i18n import formats
from tui.screens.note_columns import AREA, DATE, IMPACT, KIND, RELEASE, meta_line
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


def standing_line(note: NoteSummary) -> str:
    """Return what stands under a note's title: what it tells of, or that it was withdrawn."""
    if note.withdrawn_at is None:
        return meta_line(note)
    return i18n.t("note.withdrawn", day=formats.day(note.withdrawn_at.astimezone().date()))
