"""Releases of the product and the notes that tell what changed."""

from datetime import date, datetime

from tui.api.models.record import record
from tui.api.models.session import Language
from tui.api.models.text import Id, Line, Markdown
from tui.api.policy import NoteAction
from tui.api.vocabulary import Vocabulary


class NoteKind(Vocabulary):
    """What sort of change a note tells of (the kinds of Keep a Changelog 1.1.0)."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
    FIXED = "fixed"
    SECURITY = "security"


class Impact(Vocabulary):
    """What a change asks of the reader's organisation."""

    NONE = "none"
    INFO = "info"
    ACTION_REQUIRED = "action_required"
    STATUTORY = "statutory"


class NoteSort(Vocabulary):
    """The orders of the list; within a release notes keep the vendor's order.

    By area means by its name, and within an area the oldest release first: the order of reading
    what changed over several releases.
    """

    NEWEST = "newest"
    OLDEST = "oldest"
    AREA = "area"


PRESSING = (Impact.ACTION_REQUIRED, Impact.STATUTORY)
"""The impacts that ask something of an organisation: its required actions."""


def _full_version(product: str, version: str) -> str:
    """Name the product once: some vendors name it in the version."""
    return version if version.casefold().startswith(product.casefold()) else f"{product} {version}"


@record
class Release:
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


@record
class NoteSummary:
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
    bookmarked: bool = False
    corrected_at: datetime | None = None
    """When the vendor corrected its words last."""
    withdrawn_at: datetime | None = None
    """When the vendor took it back; readers find it only among bookmarks and by its id."""
    allowed: frozenset[NoteAction] = frozenset()
    """What the caller may do to it now."""

    @property
    def full_version(self) -> str:
        """The version with its product, once: `Profit 7`, `.NET 8.0.12`."""
        return _full_version(self.product, self.version)

    @property
    def is_pressing(self) -> bool:
        """Whether the change asks something of the reader's organisation."""
        return self.impact in PRESSING


@record
class Note(NoteSummary):
    """A note with its text; `languages` are those in which it exists.

    `revision` counts the vendor's corrections. A note that was withdrawn has no text any more, but
    for who may publish it again.
    """

    body: Markdown
    url: Line = ""
    languages: tuple[Line, ...] = ()
    revision: int = 1


@record
class NoteHit(NoteSummary):
    """A note found by words, with the part of its text where they stand."""

    excerpt: Line


@record
class NoteQuery:
    """Which notes: every field that is given narrows; `language` only chooses the words shown.

    `since` and `until` are releases: what came after the one, up to and including the other, of the
    product of the latter. Between them a note that several releases repeat is told once, where it
    came first; so one compares two versions. `withdrawn` means those that the vendor took back, and
    nobody but the vendor is told of them.
    """

    version: Line | None = None
    """Of the release with this version, as it is named."""
    product: Line | None = None
    """Of this product."""
    area: Line | None = None
    """Of this area; empty: of none."""
    kind: NoteKind | None = None
    """Of this kind of change."""
    impact: Impact | None = None
    """Asking this of the reader's organisation."""
    unread: bool = False
    """Only what the caller has not read."""
    bookmarked: bool = False
    """Only what the caller keeps as a bookmark; what was withdrawn is still among these."""
    withdrawn: bool = False
    """Only what was taken back, which is for those who publish."""
    since: Id | None = None
    """Only of releases that came after this one; with `until`."""
    until: Id | None = None
    """Only of releases of this one's product, up to and including it."""
    language: Language = Language.ENGLISH
    """The language in which notes are told, where they exist in it."""
    sort: NoteSort = NoteSort.NEWEST
    """The order of the list."""


@record
class NoteFacets:
    """What can be filtered by: releases, the newest first, and areas by name (at most 200).

    `current` is the release that the caller's organisation runs, where there is one of that name.
    """

    releases: tuple[Release, ...] = ()
    areas: tuple[Line, ...] = ()
    current: Release | None = None


@record
class MarkedTogether:
    """How many notes were marked read at once; `id` takes exactly that back."""

    id: Line
    count: int
