"""A correction as the form has it, and as the portal takes it."""

from dataclasses import dataclass, replace

from tui.api.errors import Conflict
from tui.api.models.publishing import NoteCorrection, NoteText, NoteWords
from tui.api.models.releases import Impact, Note, NoteKind, NoteQuery
from tui.api.models.session import Language
from tui.api.portal import Releases

_WORDS = frozenset({"title", "body"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A note under the names that the form asks by; `version` is its revision."""

    language: str
    title: str
    kind: NoteKind
    impact: Impact
    area: str
    body: str
    version: int

    @classmethod
    def of(cls, note: Note) -> "Standing":
        """Return how a note stands now."""
        return cls(
            language=note.language,
            title=note.title,
            kind=note.kind,
            impact=note.impact,
            area=note.area,
            body=note.body,
            version=note.revision,
        )


def correction_of(words: NoteWords, changed: frozenset[str]) -> NoteCorrection:
    """Return what to send: the fields that changed; title and body go together."""
    text = NoteText(language=words.language, title=words.title, body=words.body)
    return NoteCorrection(
        area=words.area if "area" in changed else None,
        kind=words.kind if "kind" in changed else None,
        impact=words.impact if "impact" in changed else None,
        text=text if changed & _WORDS else None,
    )


async def correct(
    releases: Releases, note_id: str, words: NoteWords, changed: frozenset[str], revision: int
) -> Note:
    """Correct a note and return it in the language of `words`.

    Raises `Conflict` with how it stands in that language; the portal may answer in another one.
    """
    try:
        note = await releases.correct(note_id, correction_of(words, changed), revision)
    except Conflict:
        current = await releases.show(note_id, in_language(words.language))
        raise Conflict(Standing.of(current)) from None
    return replace(note, language=words.language, title=words.title, body=words.body)


def in_language(language: str) -> NoteQuery:
    """Return the query that shows a note in `language`, or what there is instead."""
    known = [one for one in Language if one == language]
    return NoteQuery(language=known[0]) if known else NoteQuery()
