"""What the list shows of a note."""

from tui import i18n
from tui.api.models.releases import Impact, NoteKind, NoteSummary
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

_PRESSING = (Impact.ACTION_REQUIRED, Impact.STATUTORY)


def release_name(note: NoteSummary) -> str:
    """Return the version with its product, once: `Profit 7`, `.NET 8.0.12`."""
    if note.version.casefold().startswith(note.product.casefold()):
        return note.version
    return f"{note.product} {note.version}"


def meta_line(note: NoteSummary) -> str:
    """Return what stands under a note's title in the reader."""
    parts = [release_name(note), formats.full_day(note.release_date), note.area, _kind(note)]
    if note.impact is not Impact.NONE:
        parts.append(i18n.t(f"note.impact.{note.impact}"))
    return " · ".join(part for part in parts if part)


def _unread(note: NoteSummary) -> Cell:
    return Cell("" if note.read else "●", "accent")


def _impact(note: NoteSummary) -> Cell:
    return Cell("!" if note.impact in _PRESSING else "", "warning")


def _kind(note: NoteSummary) -> str:
    return i18n.t(f"note.kind.{note.kind}")


def _kind_cell(note: NoteSummary) -> Cell:
    return Cell(_kind(note), "warning" if note.kind is NoteKind.SECURITY else "muted")


def _title(note: NoteSummary) -> Cell:
    return Cell(note.title, "" if note.read else "unread")


COLUMNS: tuple[Column[NoteSummary], ...] = (
    Column("unread", _unread, width=1),
    Column("release", release_name, width=11),
    Column("date", lambda note: formats.day(note.release_date), width=6, priority=3, tone="muted"),
    Column("area", lambda note: note.area, width=10, priority=1),
    Column("kind", _kind_cell, width=11, priority=2),
    Column("impact", _impact, width=1),
    Column("title", _title, width=25, flexible=1),
)
