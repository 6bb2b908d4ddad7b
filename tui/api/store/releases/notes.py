"""The rows of notes: their keys, in whose eyes they are seen, and as models.

Statements are made once for each shape of a query and filled by name, so that the session check
and a page of notes cost little more than the database's own work.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    func,
    select,
    type_coerce,
)

from tui.api import policy
from tui.api.errors import NotFound
from tui.api.models.record import made
from tui.api.models.releases import Impact, Note, NoteHit, NoteKind, NoteQuery, NoteSummary
from tui.api.policy import Kind, Permission
from tui.api.store.database import folding
from tui.api.store.database.keyset import PAST, SEPARATOR
from tui.api.store.schema import bookmark, mark, note, note_text, release
from tui.api.store.verbs.caller import Caller

POSITIONS = 9_999_999
CURSOR_SHAPE = rf"[^\x00-\x1f\x7f]*{SEPARATOR}[0-9a-f-]{{36}}{SEPARATOR}\d{{7}}"

_ALWAYS = "\U0010ffff"
FILTERS: dict[str, ColumnElement[Any]] = {
    "version": note.c.version,
    "product": note.c.product,
    "area": note.c.area,
    "kind": note.c.kind,
    "impact": note.c.impact,
}

NoteRow = Row[*tuple[Any, ...]]
Key = Callable[[str, str, int], str]
"""From a release's sort key and id and a position in it to the key of a note."""


_ID = re.compile(r"[0-9a-f-]{36}")


def known_id(id_: str, what: str = "note") -> str:
    """Return an id that the database can be asked for; raises `NotFound` for any other text."""
    if not _ID.fullmatch(id_):
        raise NotFound(what)
    return id_


def sort_key(release_key: str, release_id: str, position: int) -> str:
    """Return the key whose descending order is newest release first, then reading order."""
    return SEPARATOR.join((release_key, release_id, f"{POSITIONS - position:07d}"))


def oldest_key(release_key: str, release_id: str, position: int) -> str:
    """Return the key whose ascending order is oldest release first, then reading order."""
    return SEPARATOR.join((release_key, release_id, f"{position:07d}"))


def area_key(area: str, oldest: str) -> str:
    """Return the key whose ascending order is by area, then as that of `oldest`."""
    return SEPARATOR.join((folding.fold(area), area, oldest))


def content_key(product: str, area: str, kind: str, title: str, body: str) -> str:
    """Return what notes of one product have in common that say the same."""
    return folding.digest(SEPARATOR.join(map(folding.fold, (product, area, kind, title, body))))


def parameters(caller: Caller, query: NoteQuery) -> dict[str, object]:
    """Return what fills the statements of this module, in whose eyes they are seen."""
    values: dict[str, object] = {
        name: value for name in FILTERS if (value := getattr(query, name)) is not None
    }
    return values | {
        "words_language": query.language,
        "my_organisation": caller.scope,
        "my_contact": caller.contact_id or "",
        "read_below": _read_below(caller),
    }


def _read_below(caller: Caller) -> str:
    """Return the sort key below which notes count as read unless they are marked."""
    if caller.kind is not Kind.CONTACT:
        return _ALWAYS
    return "" if caller.read_until_key is None else caller.read_until_key + PAST


_shown = note_text.alias("shown")
_original = note_text.alias("original")
_bookmark = bookmark.alias("mine")

is_read: ColumnElement[bool] = type_coerce(
    func.coalesce(mark.c.read, note.c.sort_key < bindparam("read_below")), Boolean
)

_notes = (
    note.join(release, release.c.id == note.c.release_id)
    .outerjoin(
        _shown,
        and_(_shown.c.note_id == note.c.id, _shown.c.language == bindparam("words_language")),
    )
    .join(
        _original,
        and_(_original.c.note_id == note.c.id, _original.c.language == note.c.language),
    )
)
my_mark = and_(
    mark.c.organisation_id == bindparam("my_organisation"),
    mark.c.contact_id == bindparam("my_contact"),
    mark.c.note_id == note.c.id,
)

_my_bookmark = and_(
    _bookmark.c.organisation_id == bindparam("my_organisation"),
    _bookmark.c.contact_id == bindparam("my_contact"),
    _bookmark.c.note_id == note.c.id,
)
_all = _notes.outerjoin(mark, my_mark).outerjoin(_bookmark, _my_bookmark)

_SHOWN = (
    note.c.id,
    note.c.release_id,
    note.c.product,
    note.c.version,
    note.c.area,
    note.c.kind,
    note.c.impact,
    release.c.release_date,
    func.coalesce(_shown.c.title, _original.c.title).label("title"),
    func.coalesce(_shown.c.language, _original.c.language).label("language"),
    is_read.label("read"),
    _bookmark.c.note_id.is_not(None).label("bookmarked"),
    note.c.corrected_at,
    note.c.withdrawn_at,
)
"""What a note of the list is made of, by the names of its fields."""

_COLUMNS = (*_SHOWN, note.c.sort_key, note.c.oldest_key, note.c.area_key)
_NAMES = tuple(column.key for column in _SHOWN)
_KINDS = {kind.value: kind for kind in NoteKind}
_IMPACTS = {impact.value: impact for impact in Impact}


@cache
def rows() -> Select[*tuple[Any, ...]]:
    """Select every note as a row of the list, for one that has conditions of its own."""
    return select(*_COLUMNS).select_from(_all)


@cache
def hits(length: int) -> Select[*tuple[Any, ...]]:
    """Select notes as rows of the list, with so much of the text that is shown."""
    body = func.substr(func.coalesce(_shown.c.body, _original.c.body), 1, length).label("body")
    return select(*_COLUMNS, body).select_from(_all)


@cache
def whole() -> Select[*tuple[Any, ...]]:
    """Select one note, `wanted`, with its text."""
    body = func.coalesce(_shown.c.body, _original.c.body).label("body")
    return (
        select(*_COLUMNS, note.c.language.label("original"), note.c.revision, release.c.url, body)
        .select_from(_all)
        .where(note.c.id == bindparam("wanted"))
    )


@cache
def states() -> Select[*tuple[Any, ...]]:
    """Select of the `wanted` notes what their state is in the caller's eyes."""
    kept = _bookmark.c.note_id.is_not(None).label("bookmarked")
    return (
        select(note.c.id, is_read.label("read"), kept, note.c.withdrawn_at)
        .select_from(note.outerjoin(mark, my_mark).outerjoin(_bookmark, _my_bookmark))
        .where(note.c.id.in_(bindparam("wanted", expanding=True)))
    )


def summary(caller: Caller, row: NoteRow) -> NoteSummary:
    """Return a row as a note of the list."""
    return made(NoteSummary, _fields(caller, row))


def hit(caller: Caller, row: NoteRow, excerpt: str) -> NoteHit:
    """Return a row as a note that was found."""
    return made(NoteHit, _fields(caller, row) | {"excerpt": excerpt})


def full(caller: Caller, row: NoteRow, languages: tuple[str, ...]) -> Note:
    """Return a row of `whole` as a note, with its text."""
    return Note(
        **_fields(caller, row),
        body=text_of(caller, row),
        url=row.url,
        languages=languages,
        revision=row.revision,
    )


def text_of(caller: Caller, row: NoteRow) -> str:
    """Return the text of a row, which readers are not shown once it was withdrawn."""
    is_shown = row.withdrawn_at is None or Permission.RELEASES_PUBLISH in caller.permissions
    return row.body if is_shown else ""


def _fields(caller: Caller, row: NoteRow) -> dict[str, Any]:
    """Return the fields of a row by its place: by their names, half the cost of a page is here."""
    fields = dict(zip(_NAMES, row, strict=False))
    fields["kind"] = _KINDS[fields["kind"]]
    fields["impact"] = _IMPACTS[fields["impact"]]
    fields["allowed"] = policy.note_actions(caller.kind, caller.permissions)
    return fields
