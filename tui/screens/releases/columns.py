"""What the customer's list shows of a note besides, and the line below its title."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import Note, NoteHit, NoteSummary
from tui.screens.notes.columns import AREA, DATE, KIND, RELEASE, joined, meta
from tui.widgets.record_list import Cell, Column
from tui.widgets.record_list.columns import Finder

LEAD = 14
"""Characters of an excerpt before the first word that was searched for."""

BOOKMARK, NO_BOOKMARK = "★", "☆"
CORRECTED = "~"


def meta_line(note: Note, zone: str) -> str:
    """Return what stands under a note's title in the reader; its days are those of a time zone."""
    return joined(_meta(note, zone))


def _meta(note: Note, zone: str) -> Iterator[str]:
    yield BOOKMARK if note.bookmarked else NO_BOOKMARK
    yield from meta(note, zone)
    if note.language != i18n.language():
        yield i18n.t("note.only_in", language=language_name(note.language))


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


def _title(note: NoteSummary) -> Cell:
    title = note.title if note.language == i18n.language() else f"({note.language}) {note.title}"
    if note.withdrawn_at is not None:
        return Cell(title, "dimmed")
    return Cell(title, "" if note.read else "unread")


_UNREAD = Column("unread", _unread, width=1)
_MUTED_RELEASE = replace(RELEASE, priority=1, tone="muted")
_SIGNS = Column("signs", _signs, width=3)
_TITLE = Column("title", _title, width=23, flexible=1)

COLUMNS: tuple[Column[NoteSummary], ...] = (_UNREAD, RELEASE, DATE, AREA, KIND, _SIGNS, _TITLE)

COMPARED: tuple[Column[NoteSummary], ...] = (
    replace(AREA, priority=0, tone="accent", grouped=True),
    _UNREAD,
    _MUTED_RELEASE,
    KIND,
    _SIGNS,
    _TITLE,
)
"""By area, whose name stands once for all its notes."""


def hit_columns(finder: Finder) -> tuple[Column[NoteSummary], ...]:
    """Return the columns of what was found: the title, and the text around the words."""

    def excerpt(note: NoteSummary) -> str:
        return _around(note.excerpt, finder) if isinstance(note, NoteHit) else ""

    return (
        _UNREAD,
        _MUTED_RELEASE,
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
