"""Mozilla's release notes in JSON: a release with notes in Markdown, each with a tag.

The form is that of the repository mozilla/release-notes. A tag that names a kind of change
("New", "Fixed") gives the kind, any other ("Developer", "Enterprise") the area. What the file
marks as not public stays out; of the rest only the notes are taken, and the text above them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt

from tui.api.cleaning import clean_line, clean_text
from tui.api.models.publishing import NotePublish
from tui.exchange.files import FileRefused, Remark
from tui.exchange.hypertext import markdown_of
from tui.exchange.releases.inlines import Inlines
from tui.exchange.releases.notes import INTRO, Named, anchor_of, note_of
from tui.exchange.releases.told import Found, Given, Told, day_in, told_at
from tui.exchange.releases.versions import without_v
from tui.exchange.strict_json import JsonObject

_MARKDOWN = MarkdownIt("commonmark")
_TAG = re.compile(r"</?[a-zA-Z]")
_MIXED = 200_000  # characters of all notes with HTML: of more than these it stays as it is


def is_mozilla(document: JsonObject) -> bool:
    """Whether the file is one of these."""
    return {"product", "version", "notes", "release_date"} <= document.values.keys()


def read_mozilla(document: JsonObject, given: Given) -> Found:
    """Return the release of such a file; raises FileRefused."""
    if not document.flag("is_public", True):
        raise FileRefused("not_public", document.line_of("is_public"))
    written = document.objects("notes")
    public = [note for note in written if note.flag("is_public", True)]
    product = given.product_of(document.text("product"))
    version = without_v(clean_line(document.text("version")))
    language = given.language_of("\n".join(note.text("note") for note in public))
    named = Named("", f"{product} {version}", language)
    anchors = Counter([INTRO])
    texts = _markdown([document.text("text"), *(note.text("note") for note in public)])
    notes = [_intro(document, texts[0], named, given.inlines)]
    notes += [
        _note(it, text, anchors, named, given.inlines)
        for it, text in zip(public, texts[1:], strict=True)
    ]
    told = Told(
        line=document.line_of("version"),
        product=product,
        version=version,
        day=day_in(document.text("release_date"), document.line_of("release_date")),
        channel=clean_line(document.text("channel")),
        notes=tuple(note for note in notes if note),
    )
    hidden = (it for it in written if not it.flag("is_public", True))
    return Found([told], [Remark("not_public", it.line, _identity(it)) for it in hidden])


def _intro(document: JsonObject, text: str, named: Named, inlines: Inlines) -> NotePublish | None:
    with told_at(document.line_of("text")):
        return note_of(text, INTRO, named.name, named, inlines)


def _note(
    note: JsonObject, text: str, anchors: Counter[str], named: Named, inlines: Inlines
) -> NotePublish | None:
    with told_at(note.line_of("note")):
        anchor = anchor_of(_identity(note), anchors)
        return note_of(text, anchor, "", named, inlines, tag=clean_line(note.text("tag")))


def _identity(note: JsonObject) -> str:
    return clean_line(str(note.values.get("id") or "note"))


def _markdown(texts: Sequence[str]) -> list[str]:
    """Return the texts as Markdown without the HTML that some have in it."""
    texts = [clean_text(text) for text in texts]
    mixed = {text for text in texts if _TAG.search(text)}
    if sum(map(len, mixed)) > _MIXED:
        return texts
    made = {text: markdown_of(_MARKDOWN.render(text)) for text in mixed}
    return [made.get(text, text) for text in texts]
