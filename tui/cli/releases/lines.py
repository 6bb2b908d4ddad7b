"""Release notes as they are written: lines for people, fields for programs, Markdown, JSON."""

from argparse import Namespace
from collections.abc import Sequence

from tui import i18n
from tui.api.models.paging import Count, Page
from tui.api.models.releases import Note, NoteHit, NoteSummary
from tui.cli import lists
from tui.cli.options import on_terminal
from tui.cli.output import aligned, complain, say, say_json, say_separated, width

_WIDE = 120
_AREA = 20


def say_list(
    page: Page[NoteSummary] | Page[NoteHit], count: Count | None, arguments: Namespace
) -> None:
    """Write a page of notes in the form that was asked for, or that fits who reads it."""
    if arguments.json:
        say_json(lists.document(page.items, count, page.after))
    elif on_terminal():
        say_to_person(page.items)
        if page.after:
            complain(i18n.t("cli.more", cursor=page.after))
    else:
        say_separated(map(fields, page.items))


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


def say_to_person(notes: Sequence[NoteSummary]) -> None:
    """Write notes as columns that fit the terminal."""
    if not notes:
        return complain(i18n.t("cli.releases.none"))
    for note, line in zip(notes, aligned([_columns(note) for note in notes], width()), strict=True):
        say(line)
        if isinstance(note, NoteHit):
            say(*aligned([["  ", note.excerpt]], width()))
    return None


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
