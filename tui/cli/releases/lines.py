"""Release notes as they are written: lines for people, fields for programs, Markdown, JSON."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tui import i18n
from tui.api.models.paging import Count, Page
from tui.api.models.releases import Note, NoteHit, NoteSummary
from tui.cli import lists
from tui.cli.output import aligned, width

Listed = TypeVar("Listed", bound=NoteSummary)

_WIDE = 120
_AREA = 20


def say_list(page: Page[Listed], count: Count | None, arguments: Namespace) -> None:
    """Write a page of notes in the form that was asked for, or that fits who reads it."""
    lists.say_page(
        page,
        count,
        as_json=arguments.json,
        lines=lines_of,
        fields=fields,
        nothing="cli.releases.none",
    )


def fields(note: NoteSummary) -> list[str]:
    """Return a note as fields for programs, alike in every language."""
    return [
        note.id,
        note.product,
        note.version,
        note.release_date.isoformat() if note.release_date else "",
        note.area,
        note.kind,
        note.impact,
        "read" if note.read else "unread",
        note.title,
        *([note.excerpt] if isinstance(note, NoteHit) else []),
    ]


def lines_of(notes: Sequence[NoteSummary]) -> Iterator[str]:
    """Yield notes in columns that fit the terminal, below a match what it says."""
    for note, line in zip(notes, lists.in_columns(_columns, notes), strict=True):
        yield line
        if isinstance(note, NoteHit):
            yield from aligned([["  ", note.excerpt]], width())


def _columns(note: NoteSummary) -> list[str]:
    from tui.i18n import formats

    return [
        " " if note.read else "*",
        note.version,
        formats.day(note.release_date),
        note.area[:_AREA],
        i18n.word(f"note.kind.{note.kind}"),
        "!" if note.is_pressing else " ",
        *([note.id] if width() >= _WIDE else []),
        note.title,
    ]


def markdown(note: Note) -> str:
    """Return a note with what it is about as Markdown."""
    from tui.i18n import formats

    facts = [
        note.full_version,
        formats.full_day(note.release_date),
        note.area,
        i18n.word(f"note.kind.{note.kind}"),
        i18n.word(f"note.impact.{note.impact}"),
    ]
    parts = [f"# {note.title}", " · ".join(filter(None, facts)), note.body.strip("\n"), note.url]
    return "\n\n".join(filter(None, parts))
