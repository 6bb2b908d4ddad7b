"""What the list shows of a note, and the line below its title in the reader."""

from collections.abc import Iterator

from rich.cells import cell_len

from tui import i18n
from tui.api.models.releases import Impact, Note, NoteHit, NoteKind, NoteSummary
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column
from tui.widgets.record_list.columns import Finder

RELEASE_WIDTH = 11

LEAD = 14
"""Characters of an excerpt before the first word that was searched for."""

BOOKMARK, NO_BOOKMARK = "★", "☆"
CORRECTED = "~"


def _release(note: NoteSummary) -> str:
    """The version with its product where there is room: the version is what must be read."""
    name = note.full_version
    return name if cell_len(name) <= RELEASE_WIDTH else note.version


def meta_line(note: Note) -> str:
    """Return what stands under a note's title in the reader."""
    return " · ".join(part for part in _meta(note) if part)


def _meta(note: Note) -> Iterator[str]:
    yield BOOKMARK if note.bookmarked else NO_BOOKMARK
    yield note.full_version
    yield formats.full_day(note.release_date)
    yield note.area
    yield _kind(note)
    if note.impact is not Impact.NONE:
        yield i18n.t(f"note.impact.{note.impact}")
    if note.corrected_at is not None:
        yield i18n.t("note.corrected", day=formats.day(note.corrected_at.date()))
    if note.language != i18n.language():
        yield i18n.t("note.only_in", language=language_name(note.language))


def withdrawn_line(note: NoteSummary) -> str:
    """Return when a note was withdrawn, and by whom."""
    day = note.withdrawn_at and note.withdrawn_at.date()
    return i18n.t("note.withdrawn", day=formats.day(day))


def language_name(code: str) -> str:
    """Return the name of a language, or its code where there is none."""
    key = f"language.{code}"
    return i18n.t(key) if i18n.has(key) else code


def _unread(note: NoteSummary) -> Cell:
    return Cell("" if note.read else "●", "accent")


def _signs(note: NoteSummary) -> Cell:
    pressing = "!" if note.is_pressing else " "
    kept = BOOKMARK if note.bookmarked else " "
    corrected = CORRECTED if note.corrected_at is not None else ""
    return Cell(f"{pressing}{kept}{corrected}", "warning" if note.is_pressing else "accent")


def _kind(note: NoteSummary) -> str:
    return i18n.t(f"note.kind.{note.kind}")


def _kind_cell(note: NoteSummary) -> Cell:
    if note.withdrawn_at is not None:
        return Cell(i18n.t("note.withdrawn.short"), "dimmed")
    return Cell(_kind(note), "warning" if note.kind is NoteKind.SECURITY else "muted")


def _title(note: NoteSummary) -> Cell:
    title = note.title if note.language == i18n.language() else f"({note.language}) {note.title}"
    if note.withdrawn_at is not None:
        return Cell(title, "dimmed")
    return Cell(title, "" if note.read else "unread")


_UNREAD = Column("unread", _unread, width=1)
_RELEASE = Column("release", _release, width=RELEASE_WIDTH)
_SIGNS = Column("signs", _signs, width=3)
_KIND = Column("kind", _kind_cell, width=11, priority=2)


def _date(note: NoteSummary) -> str:
    return formats.day(note.release_date)


_DATE = Column("date", _date, width=6, priority=3, tone="muted")

COLUMNS: tuple[Column[NoteSummary], ...] = (
    _UNREAD,
    _RELEASE,
    _DATE,
    Column("area", lambda note: note.area, width=10, priority=1),
    _KIND,
    _SIGNS,
    Column("title", _title, width=23, flexible=1),
)

COMPARED: tuple[Column[NoteSummary], ...] = (
    Column("area", lambda note: note.area, width=10, tone="accent", grouped=True),
    _UNREAD,
    Column("release", _release, width=RELEASE_WIDTH, priority=1, tone="muted"),
    _KIND,
    _SIGNS,
    Column("title", _title, width=23, flexible=1),
)
"""By area, whose name stands once for all its notes."""


def hit_columns(finder: Finder) -> tuple[Column[NoteSummary], ...]:
    """Return the columns of what was found: the title, and the text around the words."""

    def excerpt(note: NoteSummary) -> str:
        return _around(note.excerpt, finder) if isinstance(note, NoteHit) else ""

    return (
        _UNREAD,
        Column("release", _release, width=RELEASE_WIDTH, priority=1, tone="muted"),
        _SIGNS,
        Column("title", _title, width=22, flexible=2, searched=True),
        Column("excerpt", excerpt, width=26, flexible=3, tone="muted", searched=True),
    )


def _around(excerpt: str, finder: Finder) -> str:
    """Return an excerpt from a little before the first of the words."""
    first = next((start for start, _ in finder(excerpt)), 0)
    if first <= LEAD:
        return excerpt
    begin = excerpt.find(" ", first - LEAD, first) + 1 or first - LEAD
    return f"… {excerpt[begin:]}"
