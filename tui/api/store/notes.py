"""The rows of notes: which are meant by a query, in whose eyes, and as models.

Statements are made once for each shape of a query and filled by name, so that the session check
and a page of notes cost little more than the database's own work.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    func,
    not_,
    select,
    true,
    type_coerce,
    union_all,
)

from tui.api import policy
from tui.api.errors import NotFound
from tui.api.models.releases import Impact, Note, NoteHit, NoteKind, NoteQuery, NoteSummary
from tui.api.policy import Kind
from tui.api.store import folding
from tui.api.store.caller import Caller
from tui.api.store.keyset import PAST, SEPARATOR
from tui.api.store.schema import mark, note, note_text, release

POSITIONS = 9_999_999
CURSOR_SHAPE = rf"[^\x00-\x1f\x7f]*{SEPARATOR}[0-9a-f-]{{36}}{SEPARATOR}\d{{7}}"

_ALWAYS = "\U0010ffff"
_FILTERS = {
    "version": note.c.version,
    "product": note.c.product,
    "area": note.c.area,
    "kind": note.c.kind,
    "impact": note.c.impact,
}

NoteRow = Row[*tuple[Any, ...]]


_ID = re.compile(r"[0-9a-f-]{36}")


def known_id(id_: str, what: str = "note") -> str:
    """Return an id that the database can be asked for; raises `NotFound` for any other text."""
    if not _ID.fullmatch(id_):
        raise NotFound(what)
    return id_


@dataclass(frozen=True)
class Shape:
    """Which fields of a query narrow it."""

    fields: tuple[str, ...]
    unread: bool

    @classmethod
    def of(cls, query: NoteQuery) -> "Shape":
        """Return the shape of `query`."""
        fields = tuple(name for name in _FILTERS if getattr(query, name) is not None)
        return cls(fields, query.unread)


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
    """Return what fills the statements of this module."""
    values: dict[str, object] = {
        name: value for name in _FILTERS if (value := getattr(query, name)) is not None
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

_read: ColumnElement[bool] = type_coerce(
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
_my_mark = and_(
    mark.c.organisation_id == bindparam("my_organisation"),
    mark.c.contact_id == bindparam("my_contact"),
    mark.c.note_id == note.c.id,
)

_COLUMNS = (
    note.c.id,
    note.c.release_id,
    note.c.sort_key,
    note.c.oldest_key,
    note.c.product,
    note.c.version,
    note.c.area,
    note.c.kind,
    note.c.impact,
    release.c.release_date,
    func.coalesce(_shown.c.title, _original.c.title).label("title"),
    func.coalesce(_shown.c.language, _original.c.language).label("language"),
    _read.label("read"),
)


@cache
def summaries(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Select the notes of a shape as rows of the list."""
    return rows().where(*conditions(shape))


@cache
def rows() -> Select[*tuple[Any, ...]]:
    """Select every note as a row of the list, for one that has conditions of its own."""
    return select(*_COLUMNS).select_from(_notes.outerjoin(mark, _my_mark))


@cache
def ids(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Select the ids of the notes of a shape."""
    chosen = note.outerjoin(mark, _my_mark) if shape.unread else note
    return select(note.c.id).select_from(chosen).where(*conditions(shape))


@cache
def unread_ids(shape: Shape) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the ids of the unread notes of a shape, in two parts that an index finds.

    Above the baseline all are unread but those marked, below it those marked alone.
    """
    chosen = conditions(Shape(shape.fields, unread=False))
    above = (
        select(note.c.id)
        .select_from(note.outerjoin(mark, _my_mark))
        .where(note.c.sort_key >= bindparam("read_below"), mark.c.read.is_not(true()), *chosen)
    )
    below = (
        select(note.c.id)
        .select_from(mark.join(note, _my_mark))
        .where(note.c.sort_key < bindparam("read_below"), not_(mark.c.read), *chosen)
    )
    return union_all(above, below)


@cache
def whole() -> Select[*tuple[Any, ...]]:
    """Select one note, `wanted`, with its text."""
    body = func.coalesce(_shown.c.body, _original.c.body).label("body")
    return (
        select(*_COLUMNS, note.c.language.label("original"), release.c.url, body)
        .select_from(_notes.outerjoin(mark, _my_mark))
        .where(note.c.id == bindparam("wanted"))
    )


@cache
def read_states() -> Select[*tuple[Any, ...]]:
    """Select whether the `wanted` notes are read."""
    return (
        select(note.c.id, _read.label("read"))
        .select_from(note.outerjoin(mark, _my_mark))
        .where(note.c.id.in_(bindparam("wanted", expanding=True)))
    )


def conditions(shape: Shape) -> list[ColumnElement[bool]]:
    """Return what a note must be to belong to a shape."""
    narrowing = [_FILTERS[name] == bindparam(name) for name in shape.fields]
    return [*narrowing, not_(_read)] if shape.unread else narrowing


def summary(caller: Caller, row: NoteRow) -> NoteSummary:
    """Return a row as a note of the list."""
    return NoteSummary(**_fields(caller, row))


def hit(caller: Caller, row: NoteRow, excerpt: str) -> NoteHit:
    """Return a row as a note that was found."""
    return NoteHit(**_fields(caller, row), excerpt=excerpt)


def full(caller: Caller, row: NoteRow, languages: tuple[str, ...]) -> Note:
    """Return a row of `whole` as a note with its text."""
    return Note(**_fields(caller, row), body=row.body, url=row.url, languages=languages)


def _fields(caller: Caller, row: NoteRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "release_id": row.release_id,
        "product": row.product,
        "version": row.version,
        "release_date": row.release_date,
        "area": row.area,
        "kind": NoteKind(row.kind),
        "impact": Impact(row.impact),
        "title": row.title,
        "language": row.language,
        "read": row.read,
        "allowed": policy.note_actions(caller.kind, caller.permissions),
    }
