"""Which notes are meant by a query: a shape says how, and an index finds them.

A shape comes in parts, each of which an index finds by itself: of the unread notes those above the
baseline and those below it, of the bookmarks these alone. So a page costs what is in it, however
much else there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    not_,
    select,
    true,
    union_all,
)

from tui.api.errors import NotFound
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.policy import Permission
from tui.api.store.database.columns import SortKey
from tui.api.store.database.keyset import PAST, SEPARATOR
from tui.api.store.releases import notes
from tui.api.store.schema import bookmark, mark, note, release
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

FEW = 2_000
"""So many notes above the baseline are sorted sooner than all of an index is walked along."""

_LAST = "\U0010ffff"
_earlier = note.alias("earlier")

_start = bindparam("range_start", type_=SortKey)
_end = bindparam("range_end", type_=SortKey)
_below = bindparam("read_below", type_=SortKey)

_my_bookmark = and_(
    bookmark.c.organisation_id == bindparam("my_organisation"),
    bookmark.c.contact_id == bindparam("my_contact"),
    bookmark.c.note_id == note.c.id,
)


@dataclass(frozen=True)
class Shape:
    """Which fields of a query narrow it; `within` is a range of releases.

    `recent` says that few notes are above the caller's baseline, so that one begins with these.
    """

    fields: tuple[str, ...] = ()
    unread: bool = False
    bookmarked: bool = False
    withdrawn: bool = False
    within: bool = False
    recent: bool = False

    @classmethod
    def of(cls, query: NoteQuery) -> "Shape":
        """Return the shape of `query`."""
        fields = tuple(name for name in notes.FILTERS if getattr(query, name) is not None)
        within = query.since is not None or query.until is not None
        return cls(fields, query.unread, query.bookmarked, query.withdrawn, within)


def parameters(connection: Connection, me: Caller, query: NoteQuery) -> dict[str, object]:
    """Return what fills the statements of a query; raises `NotFound` for its releases.

    Raises `Forbidden` where readers ask for what was withdrawn.
    """
    if query.withdrawn:
        caller.require(connection, me, Permission.RELEASES_PUBLISH)
    values = notes.parameters(me, query)
    since = None if query.since is None else _release(connection, query.since)
    until = None if query.until is None else _release(connection, query.until)
    last = until or since
    if last is None:
        return values
    return values | {
        "range_product": last.product,
        "range_start": _after(since) if since else "",
        "range_end": _after(until) if until else _LAST,
    }


def shape_of(connection: Connection, query: NoteQuery, values: Mapping[str, object]) -> Shape:
    """Return the shape of `query`, found from the baseline on where that is the shortest way.

    Without a filter the orders by release begin there by themselves.
    """
    shape = Shape.of(query)
    begins_there = not shape.fields and query.sort is not NoteSort.AREA
    if not shape.unread or shape.bookmarked or begins_there:
        return shape
    above = connection.execute(_above(), {**values, "few": FEW + 1}).scalar_one()
    return replace(shape, recent=above <= FEW)


@cache
def _above() -> Select[int]:
    some = select(note.c.id).where(note.c.sort_key >= _below).limit(bindparam("few", type_=Integer))
    return select(func.count()).select_from(some.subquery())


def _release(connection: Connection, release_id: str) -> notes.NoteRow:
    wanted = release.c.id == notes.known_id(release_id, "release")
    row = connection.execute(select(release).where(wanted)).one_or_none()
    if row is None:
        raise NotFound("release")
    return row


def _after(row: notes.NoteRow) -> str:
    """Return what is above the keys of every note of a release, and below those of the next."""
    return SEPARATOR.join((row.sort_key, row.id)) + PAST


@cache
def conditions(shape: Shape) -> list[ColumnElement[bool]]:
    """Return what a note must be to belong to a shape, with its mark where that is `unread`."""
    kept = exists().where(_my_bookmark).correlate(note)
    return [*_narrowing(shape), kept] if shape.bookmarked else _narrowing(shape)


def _narrowing(shape: Shape) -> list[ColumnElement[bool]]:
    must = [_seen(shape, notes.FILTERS[name]) == bindparam(name) for name in shape.fields]
    if shape.withdrawn:
        must.append(note.c.withdrawn_at.is_not(None))
    elif not shape.bookmarked:
        must.append(note.c.withdrawn_at.is_(None))
    if shape.within:
        must.append(_in_range() if shape.withdrawn else and_(_in_range(), _told_first()))
    if shape.unread:
        must.append(not_(notes.is_read))
    return must


def _seen(shape: Shape, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column, so written that no index on it is preferred to one that finds few notes."""
    return column.concat("") if shape.recent or shape.withdrawn else column


def _in_range() -> ColumnElement[bool]:
    return and_(
        note.c.product == bindparam("range_product"),
        note.c.oldest_key > _start,
        note.c.oldest_key < _end,
    )


def _told_first() -> ColumnElement[bool]:
    """The first in the range that says this: an index finds one before it, or none."""
    before = (
        exists()
        .where(
            _earlier.c.content_key == note.c.content_key,
            _earlier.c.oldest_key > _start,
            _earlier.c.oldest_key < note.c.oldest_key,
            _earlier.c.product == bindparam("range_product"),
            _earlier.c.withdrawn_at.is_(None),
        )
        .correlate(note)
    )
    return not_(before)


@cache
def among(shape: Shape) -> FromClause:
    """Return the notes, with what the conditions of a shape look at."""
    return note.outerjoin(mark, notes.my_mark) if shape.unread else note


@cache
def parts(shape: Shape) -> list[Select[*tuple[Any, ...]]]:
    """Select the ids of a shape's notes, in parts that have none in common."""
    if shape.bookmarked:
        mine = bookmark.join(note, _my_bookmark)
        kept = mine.outerjoin(mark, notes.my_mark) if shape.unread else mine
        return [select(note.c.id).select_from(kept).where(*_narrowing(shape))]
    if not shape.unread:
        return [select(note.c.id).where(*conditions(shape))]
    chosen = conditions(replace(shape, unread=False))
    above = (
        select(note.c.id)
        .select_from(note.outerjoin(mark, notes.my_mark))
        # Both keys begin with the release's: either of them may be the one that is walked along.
        .where(note.c.sort_key >= _below, note.c.oldest_key >= _below)
        .where(mark.c.read.is_not(true()), *chosen)
    )
    marked_unread = mark.join(note, notes.my_mark)
    below = (
        select(note.c.id)
        .select_from(marked_unread)
        .where(note.c.sort_key < _below, not_(mark.c.read), *chosen)
    )
    return [above, below]


@cache
def ids(shape: Shape) -> Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]:
    """Select the ids of a shape's notes, in no order."""
    some = parts(shape)
    return some[0] if len(some) == 1 else union_all(*some)


def row_limit(shape: Shape) -> BindParameter[int]:
    """Return the parameter for how many rows are wanted.

    PostgreSQL keeps a plan for any values, which saves it nine tenths of its work on a page, where
    the number stands in the statement itself. It does not where a field or a range narrows the
    list, as few notes may have one value and most another, for which the way is another one.
    """
    is_any = not (shape.fields or shape.within)
    return bindparam("row_limit", type_=Integer, literal_execute=is_any)


@cache
def nearest(shape: Shape, column: str, *, descending: bool, start: str) -> Select[*tuple[Any, ...]]:
    """Select `row_limit` ids of a shape in one direction, from `place` on or beyond it if given.

    As many of each part as are wanted of all, so that an index gives each in its order.
    """
    key, place = _seen(shape, note.c[column]), bindparam("place", type_=SortKey)
    starts: dict[str, ColumnElement[bool]] = {
        "beyond": key < place if descending else key > place,
        "at": key <= place if descending else key >= place,
    }
    limit = row_limit(shape)
    some = [
        part.where(*([starts[start]] if start else []))
        .order_by(key.desc() if descending else key)
        .limit(limit)
        .subquery()
        for part in parts(shape)
    ]
    if len(some) == 1:
        return select(some[0].c.id)
    together = union_all(*(select(each.c.id) for each in some)).subquery()
    return select(together.c.id)
