"""Releases of the product and the notes that tell what changed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input, Record
from tui.api.models.session import Language
from tui.api.models.text import Id, Line, Markdown
from tui.api.policy import NoteAction


class NoteKind(StrEnum):
    """What sort of change a note tells of (the kinds of Keep a Changelog 1.1.0)."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
    FIXED = "fixed"
    SECURITY = "security"


class Impact(StrEnum):
    """What a change asks of the reader's organisation."""

    NONE = "none"
    INFO = "info"
    ACTION_REQUIRED = "action_required"
    STATUTORY = "statutory"


class NoteSort(StrEnum):
    """The orders of the list; within a release notes keep the vendor's order."""

    NEWEST = "newest"
    OLDEST = "oldest"


_PRESSING = (Impact.ACTION_REQUIRED, Impact.STATUTORY)


def _full_version(product: str, version: str) -> str:
    """Name the product once: some vendors name it in the version."""
    return version if version.casefold().startswith(product.casefold()) else f"{product} {version}"


class Release(Record):
    """One version of one product. `version` is free text; releases are ordered by a sort key."""

    id: Id
    product: Line
    version: Line
    title: Line = ""
    release_date: date | None = None

    @property
    def full_version(self) -> str:
        """The version with its product, once: `Profit 7`, `.NET 8.0.12`."""
        return _full_version(self.product, self.version)


class NoteSummary(Record):
    """A note as a row of the list, in the reader's language where it exists in it."""

    id: Id
    release_id: Id
    product: Line
    version: Line
    release_date: date | None = None
    area: Line = ""
    kind: NoteKind
    impact: Impact
    title: Line
    language: Line
    read: bool
    allowed: frozenset[NoteAction] = frozenset()

    @property
    def full_version(self) -> str:
        """The version with its product, once: `Profit 7`, `.NET 8.0.12`."""
        return _full_version(self.product, self.version)

    @property
    def is_pressing(self) -> bool:
        """Whether the change asks something of the reader's organisation."""
        return self.impact in _PRESSING


class Note(NoteSummary):
    """A note with its text; `languages` are those in which it exists."""

    body: Markdown
    url: Line = ""
    languages: tuple[Line, ...] = ()


class NoteHit(NoteSummary):
    """A note found by words, with the part of its text where they stand."""

    excerpt: Line


class NoteQuery(Input):
    """Which notes: every field that is given narrows; `language` only chooses the words shown."""

    version: Line | None = None
    product: Line | None = None
    area: Line | None = None
    kind: NoteKind | None = None
    impact: Impact | None = None
    unread: bool = False
    language: Language = Language.ENGLISH
    sort: NoteSort = NoteSort.NEWEST


class NoteFacets(Record):
    """What can be filtered by: releases, the newest first, and areas by name (at most 200)."""

    releases: tuple[Release, ...] = ()
    areas: tuple[Line, ...] = ()


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


class Published(Record):
    """What publishing changed: numbers of releases, and of notes."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: int = 0
