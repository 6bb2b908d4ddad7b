"""What the room asks the portal, each with an answer of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple

from tui.api.errors import NotFound
from tui.api.models.paging import Count
from tui.api.models.releases import Impact, Note, NoteQuery, NoteSummary
from tui.api.portal import Releases


class Counts(NamedTuple):
    """How many notes the filters leave, and how many of those ask for attention."""

    notes: Count
    unread: Count
    required: Count


@dataclass(frozen=True, slots=True)
class Changed:
    """Notes that became read or bookmarked, or are so no longer.

    `note_ids` are those that the list may show; `count` is how many there are in all.
    """

    mark: Literal["read", "bookmarked"]
    value: bool
    note_ids: frozenset[str]
    count: int
    together: str = ""
    """The id by which the portal takes it back, where it marked all at once."""

    def applied(self, note: NoteSummary) -> NoteSummary:
        """Return a note as it is since then."""
        if self.mark == "read":
            return replace(note, read=self.value)
        return replace(note, bookmarked=self.value)


def as_row(row: NoteSummary, note: Note) -> NoteSummary:
    """Return a row of the list with what the whole note says now; an excerpt stays."""
    return replace(row, **{field.name: getattr(note, field.name) for field in fields(NoteSummary)})


async def present(
    releases: Releases, note_ids: Iterable[str], wanted: NoteQuery
) -> dict[str, Note | None]:
    """Return how notes are now, by id, in the language of `wanted`; None for what is gone."""
    found: dict[str, Note | None] = {}
    for note_id in note_ids:
        try:
            found[note_id] = await releases.show(note_id, wanted)
        except NotFound:
            found[note_id] = None
    return found


async def counts(releases: Releases, wanted: NoteQuery) -> Counts:
    """Count what the filters leave."""
    return Counts(
        await releases.count(wanted),
        await releases.count(replace(wanted, unread=True)),
        await releases.count(replace(wanted, impact=Impact.ACTION_REQUIRED)),
    )


async def mark(releases: Releases, note_ids: Iterable[str], *, read: bool) -> Changed:
    """Mark notes read or unread."""
    changed = await releases.mark(note_ids, read=read)
    return Changed("read", read, changed, len(changed))


async def bookmark(releases: Releases, note_ids: Iterable[str], *, kept: bool) -> Changed:
    """Keep notes as bookmarks, or let them go."""
    changed = await releases.bookmark(note_ids, kept=kept)
    return Changed("bookmarked", kept, changed, len(changed))


async def mark_all(releases: Releases, wanted: NoteQuery, shown: frozenset[str]) -> Changed:
    """Mark everything read that the filters leave; of that the list shows `shown`."""
    marked = await releases.mark_all(wanted)
    return Changed("read", True, shown, marked.count, marked.id)


async def take_back(releases: Releases, change: Changed) -> Changed:
    """Undo what was changed."""
    if change.together:
        count = await releases.take_back(change.together)
        return Changed("read", False, change.note_ids, count, change.together)
    if change.mark == "read":
        return await mark(releases, change.note_ids, read=not change.value)
    return await bookmark(releases, change.note_ids, kept=not change.value)
