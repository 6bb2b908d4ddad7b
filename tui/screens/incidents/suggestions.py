"""What may have answered it already: release notes and incidents that match a subject; pure."""

import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tui import i18n
from tui.api.incidents import Incidents
from tui.api.models.incidents import IncidentQuery
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Language
from tui.api.portal import Releases
from tui.screens.conversations.conversation import Conversation
from tui.screens.conversations.questions import opened
from tui.screens.conversations.timeline import Timeline
from tui.screens.notes.columns import meta_line
from tui.widgets.reader import Document, Part, Parts, Span

MOST = 3
"""Of each that are shown."""

_PAGE = PageRequest(limit=MOST)
_WORD = re.compile(r"\w{3,}")


class Suggestion(NamedTuple):
    """A note or an incident: its id, what it is called, and the word or number before that."""

    id: str
    sign: str
    title: str
    is_note: bool


def wordings(subject: str) -> tuple[str, ...]:
    """Return what is searched for, one after the other until something is found.

    All the words of a subject; then the two longest of them, in their order, and the longest one.
    """
    words = _WORD.findall(subject)
    longest = sorted(words, key=len, reverse=True)
    fewer = (" ".join(word for word in words if word in longest[:most]) for most in (2, 1))
    return tuple(dict.fromkeys(filter(None, (" ".join(words), *fewer))))


async def notes(releases: Releases, subject: str) -> tuple[Suggestion, ...]:
    """Return the release notes that match best."""

    async def ask(words: str) -> tuple[Suggestion, ...]:
        page = await releases.search(words, _asked(), _PAGE)
        return tuple(Suggestion(hit.id, hit.full_version, hit.title, True) for hit in page.items)

    return await _first(ask, subject)


async def incidents(portal: Incidents, subject: str) -> tuple[Suggestion, ...]:
    """Return the incidents that match, of all that one may read; what changed last first."""

    async def ask(words: str) -> tuple[Suggestion, ...]:
        page = await portal.list(IncidentQuery(words=words), _PAGE)
        return tuple(Suggestion(row.id, f"#{row.number}", row.subject, False) for row in page.items)

    return await _first(ask, subject)


async def _first(
    ask: Callable[[str], Awaitable[tuple[Suggestion, ...]]], subject: str
) -> tuple[Suggestion, ...]:
    for words in wordings(subject):
        if found := await ask(words):
            return found
    return ()


async def note_text(releases: Releases, note_id: str, zone: str) -> Document:
    """Return a note to read."""
    note = await releases.show(note_id, _asked())
    return Document(note.body, title=note.title, meta=meta_line(note, zone), url=note.url)


async def incident_text(portal: Incidents, incident_id: str, zone: str) -> Document:
    """Return an incident to read, with what was said last."""
    incident, newest, _ = await opened(portal, incident_id)
    head = Part((Span(f"#{incident.number}  {incident.subject}", ("title",)),))
    return Parts((head, *Timeline(incident, Conversation.of(newest), zone, for_vendor=False).parts))


def _asked() -> NoteQuery:
    return NoteQuery(language=Language(i18n.language()))
