"""What every list of release notes shows of a note, and the lines below its title."""

from collections.abc import Iterator

from rich.cells import cell_len

from tui import i18n
from tui.api.models.releases import Impact, NoteKind, NoteSummary
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

RELEASE_WIDTH = 11


def meta_line(note: NoteSummary, zone: str) -> str:
    """Return what stands under a note's title; its days are those of a time zone."""
    return joined(meta(note, zone))


def joined(parts: Iterator[str]) -> str:
    """Return those parts of a line that there are."""
    return " · ".join(part for part in parts if part)


def meta(note: NoteSummary, zone: str) -> Iterator[str]:
    """Yield the parts of `meta_line`, for a list that has more of them."""
    yield note.full_version
    yield formats.full_day(note.release_date)
    yield note.area
    yield i18n.word(f"note.kind.{note.kind}")
    if note.impact is not Impact.NONE:
        yield i18n.word(f"note.impact.{note.impact}")
    if note.corrected_at is not None:
        yield i18n.t("note.corrected", day=formats.day_of(note.corrected_at, zone))
    if note.withdrawn_at is not None:
        yield i18n.t("note.withdrawn_since", day=formats.day_of(note.withdrawn_at, zone))


def withdrawn_line(note: NoteSummary, zone: str) -> str:
    """Return when a note was withdrawn, and by whom; "" where it was not."""
    if note.withdrawn_at is None:
        return ""
    return i18n.t("note.withdrawn", day=formats.day_of(note.withdrawn_at, zone))


def _release(note: NoteSummary) -> str:
    """The version with its product where there is room: the version is what must be read."""
    name = note.full_version
    return name if cell_len(name) <= RELEASE_WIDTH else note.version


def _date(note: NoteSummary) -> str:
    return formats.day(note.release_date)


def _area(note: NoteSummary) -> str:
    return note.area


def _kind(note: NoteSummary) -> Cell:
    if note.withdrawn_at is not None:
        return Cell(i18n.t("note.withdrawn.short"), "warning")
    is_security = note.kind is NoteKind.SECURITY
    return Cell(i18n.word(f"note.kind.{note.kind}"), "warning" if is_security else "muted")


def _impact(note: NoteSummary) -> Cell:
    return Cell("!" if note.is_pressing else "", "warning")


RELEASE = Column("release", _release, width=RELEASE_WIDTH)
DATE = Column("date", _date, width=6, priority=3, tone="muted")
AREA = Column("area", _area, width=10, priority=1)
KIND = Column("kind", _kind, width=11, priority=2)
IMPACT = Column("impact", _impact, width=1)
