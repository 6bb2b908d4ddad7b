"""What the vendor publishes: releases with their notes, as they are read from one file."""

from datetime import date
from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.forms import Choice, Hidden, Long
from tui.api.models.record import record
from tui.api.models.releases import Impact, NoteKind
from tui.api.models.text import Line, Markdown


class NoteText(Input):
    """A note in one language (BCP 47)."""

    language: Annotated[Line, Field(min_length=2, max_length=35)]
    title: Annotated[Line, Field(min_length=1)]
    body: Markdown = ""


class NotePublish(Input):
    """A note to publish; `anchor` names it within its release, so that it can be sent again."""

    anchor: Annotated[Line, Field(min_length=1, max_length=200)]
    area: Line = ""
    kind: NoteKind = NoteKind.CHANGED
    impact: Impact = Impact.NONE
    texts: Annotated[tuple[NoteText, ...], Field(min_length=1, max_length=20)]
    """The first is the original."""


class NoteCorrection(Input):
    """What the vendor corrects of a note; a field left out stays as it is."""

    area: Line | None = None
    kind: NoteKind | None = None
    impact: Impact | None = None
    text: NoteText | None = None
    """Takes the place of the text in its language, or is added to the others."""


class NoteWords(Input):
    """A note in one language, as a form asks for what is to be corrected of it."""

    language: Annotated[Line, Hidden()]
    title: Annotated[Line, Field(min_length=1)]
    kind: Annotated[NoteKind, Choice("note.kind")]
    impact: Annotated[Impact, Choice("note.impact")]
    area: Line = ""
    body: Annotated[Markdown, Long(lines=11)] = ""


class ReleasePublish(Input):
    """A release to publish with its notes, in the order of reading."""

    product: Annotated[Line, Field(min_length=1, max_length=100)]
    version: Annotated[Line, Field(min_length=1, max_length=100)]
    sort_key: Annotated[Line, Field(max_length=100)] = ""
    """Orders the releases, the largest newest; without it the date does."""
    title: Line = ""
    release_date: date | None = None
    channel: Line = ""
    url: Line = ""
    notes: tuple[NotePublish, ...] = ()


class ReleaseDocument(Input):
    """The releases of one file, taken whole or not at all; `source` is the file's name."""

    source: Annotated[Line, Field(min_length=1)]
    releases: Annotated[tuple[ReleasePublish, ...], Field(min_length=1, max_length=5000)]


@record
class Published:
    """What publishing changed: numbers of releases, and of notes."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: int = 0
