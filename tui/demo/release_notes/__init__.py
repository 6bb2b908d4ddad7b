"""The texts of the demo's release notes, one file per area, in Dutch and English.

A note is written out in full, or it is a few sentences to which an ending is added: a paragraph
for its kind (`closings.toml`) and one for its area (`remark`), each taken in turn.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import cycle

from pydantic import TypeAdapter

from tui.api.models.base import Input
from tui.api.models.publishing import NoteText
from tui.api.models.releases import Impact, NoteKind
from tui.api.models.text import Line, Markdown
from tui.demo.tables import text_of

_AREAS = (
    "hrm",
    "finance",
    "insite",
    "payroll",
    "crm",
    "workflow",
    "projects",
    "logistics",
    "connectors",
    "reporting",
    "outsite",
    "security",
)


class Phrase(Input):
    """A paragraph in both languages."""

    nl: Markdown
    en: Markdown

    def text(self, language: str) -> str:
        """Return the paragraph in this language."""
        return self.nl if language == "nl" else self.en


class Words(Input):
    """A note in one language; `menu` is where in the product the change is found."""

    title: Line
    menu: Line = ""
    text: Markdown


class Draft(Input):
    """A note as it is written down, with `{product}`, `{year}` and the like to fill in."""

    release: Line
    kind: NoteKind
    impact: Impact
    complete: bool = False
    """Written out in full: no ending is added."""
    nl: Words | None = None
    en: Words | None = None

    @property
    def words(self) -> dict[str, Words]:
        """The note by language, the original first."""
        both = {"nl": self.nl, "en": self.en}
        return {language: words for language, words in both.items() if words}

    @property
    def anchor(self) -> str:
        """The name of the note within its release, from its title."""
        words = self.en or self.nl
        return re.sub(r"\W+", "-", words.title.lower()).strip("-") if words else ""


class AreaNotes(Input):
    """The notes of one area of the product, in the vendor's order."""

    area: Line
    remark: tuple[Phrase, ...]
    note: tuple[Draft, ...]

    def of(self, version: str) -> Iterator[Draft]:
        """Yield the notes that came with `version`."""
        return (draft for draft in self.note if draft.release == version)


_CLOSINGS = TypeAdapter(dict[NoteKind, tuple[Phrase, ...]])


def drafts_by_area() -> tuple[AreaNotes, ...]:
    """Read the notes of all areas."""
    return tuple(
        AreaNotes.model_validate(tomllib.loads(text_of("release_notes", f"{name}.toml")))
        for name in _AREAS
    )


class Endings:
    """Completes the short notes, so that those that stand together end differently."""

    def __init__(self) -> None:
        closings = tomllib.loads(text_of("release_notes", "closings.toml"))
        self._closings = {
            kind: cycle(phrases) for kind, phrases in _CLOSINGS.validate_python(closings).items()
        }
        self._remarks: dict[str, Iterator[Phrase]] = {}

    def texts(
        self, area: AreaNotes, draft: Draft, values: Mapping[str, str]
    ) -> tuple[NoteText, ...]:
        """Return the note in each of its languages."""
        phrases = () if draft.complete else self._next(area, draft.kind)
        return tuple(
            NoteText(
                language=language,
                title=_filled(words.title, values),
                body=_filled(
                    "\n\n".join([words.text, *(phrase.text(language) for phrase in phrases)]),
                    {**values, "menu": words.menu},
                ),
            )
            for language, words in draft.words.items()
        )

    def _next(self, area: AreaNotes, kind: NoteKind) -> tuple[Phrase, ...]:
        remarks = self._remarks.setdefault(area.area, cycle(area.remark))
        return next(self._closings[kind]), next(remarks)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
