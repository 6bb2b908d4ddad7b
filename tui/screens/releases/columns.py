"""What the list shows of a note."""

from rich.cells import cell_len

from tui import i18n
from tui.api.models.releases import Impact, NoteKind, NoteSummary
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

RELEASE_WIDTH = 11


def _release(note: NoteSummary) -> str:
    """The version with its product where there is room: the version is what must be read."""
    name = note.full_version
    return name if cell_len(name) <= RELEASE_WIDTH else note.version


def meta_line(note: NoteSummary) -> str:
    """Return what stands under a note's title in the reader."""
    parts = [note.full_version, formats.full_day(note.release_date), note.area, _kind(note)]
    if note.impact is not Impact.NONE:
        parts.append(i18n.t(f"note.impact.{note.impact}"))
    return " · ".join(part for part in parts if part)


def _unread(note: NoteSummary) -> Cell:
    return Cell("" if note.read else "●", "accent")


def _impact(note: NoteSummary) -> Cell:
    return Cell("!" if note.is_pressing else "", "warning")


def _kind(note: NoteSummary) -> str:
    return i18n.t(f"note.kind.{note.kind}")


def _kind_cell(note: NoteSummary) -> Cell:
    return Cell(_kind(note), "warning" if note.kind is NoteKind.SECURITY else "muted")


def _title(note: NoteSummary) -> Cell:
    return Cell(note.title, "" if note.read else "unread")


COLUMNS: tuple[Column[NoteSummary], ...] = (
    Column("unread", _unread, width=1),
    Column("release", _release, width=RELEASE_WIDTH),
    Column("date", lambda note: formats.day(note.release_date), width=6, priority=3, tone="muted"),
    Column("area", lambda note: note.area, width=10, priority=1),
    Column("kind", _kind_cell, width=11, priority=2),
    Column("impact", _impact, width=1),
    Column("title", _title, width=25, flexible=1),
)
