"""Release notes as they are read: the list and its pages, one note, and what can be filtered by."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from tui.api.errors import NotFound
from tui.api.models.paging import EXACT_COUNT_LIMIT, MAX_LIMIT, Count, Page, PageRequest
from tui.api.models.releases import Note, NoteFacets, NoteQuery, NoteSort, NoteSummary, Release
from tui.api.policy import Permission
from tui.api.store import caller, folding, notes
from tui.api.store.caller import Caller
from tui.api.store.columns import SortKey
from tui.api.store.keyset import Cursor, Window
from tui.api.store.notes import NoteRow, Shape
from tui.api.store.schema import note, note_text, release

READ = (Permission.RELEASES_READ, Permission.RELEASES_PUBLISH)
"""Either of these lets one read."""


@dataclass(frozen=True)
class _Order:
    """A way through the list: a column, its direction, and how it makes a note's key."""

    column: str
    descending: bool
    key: Callable[[str, str, int], str]
    cursor: Cursor

    def place(self, row: NoteRow) -> str:
        """Return where a row stands."""
        return row.sort_key if self.descending else row.oldest_key


_SHAPE = re.compile(notes.CURSOR_SHAPE)
_ORDERS = {
    NoteSort.NEWEST: _Order("sort_key", True, notes.sort_key, Cursor("newest ", _SHAPE)),
    NoteSort.OLDEST: _Order("oldest_key", False, notes.oldest_key, Cursor("oldest ", _SHAPE)),
}


def page(
    connection: Connection, me: Caller, query: NoteQuery, request: PageRequest
) -> Page[NoteSummary]:
    """Return a page of the notes of `query`; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, *READ)
    order = _ORDERS[query.sort]
    rows, more_before, more_after = _List(connection, me, query, order).page(request)
    return Page(
        items=tuple(notes.summary(me, row) for row in rows),
        before=order.cursor.write(order.place(rows[0])) if rows and more_before else None,
        after=order.cursor.write(order.place(rows[-1])) if rows and more_after else None,
    )


def count(connection: Connection, me: Caller, query: NoteQuery) -> Count:
    """Return how many notes there are, exactly up to 10,000."""
    caller.require(connection, me, *READ)
    statement = _count(Shape.of(query))
    value = connection.execute(statement, notes.parameters(me, query)).scalar_one()
    return Count(min(value, EXACT_COUNT_LIMIT), exact=value <= EXACT_COUNT_LIMIT)


def facets(connection: Connection, me: Caller) -> NoteFacets:
    """Return the releases, the newest first, and the areas by name; at most 200 of each."""
    caller.require(connection, me, *READ)
    newest = (
        select(release).order_by(release.c.sort_key.desc(), release.c.id.desc()).limit(MAX_LIMIT)
    )
    areas = connection.scalars(_areas())
    return NoteFacets(
        releases=tuple(
            Release(
                id=row.id,
                product=row.product,
                version=row.version,
                title=row.title,
                release_date=row.release_date,
            )
            for row in connection.execute(newest)
        ),
        areas=tuple(sorted(areas, key=lambda area: (folding.fold(area), area))[:MAX_LIMIT]),
    )


def show(connection: Connection, me: Caller, note_id: str, query: NoteQuery) -> Note:
    """Return a note with its text; raises `NotFound`."""
    caller.require(connection, me, *READ)
    wanted = notes.parameters(me, query) | {"wanted": notes.known_id(note_id)}
    row = connection.execute(notes.whole(), wanted).one_or_none()
    if row is None:
        raise NotFound("note")
    languages = connection.scalars(
        select(note_text.c.language)
        .where(note_text.c.note_id == row.id)
        .order_by(note_text.c.language)
    )
    ordered = sorted(languages, key=lambda language: language != row.original)
    return notes.full(me, row, tuple(ordered))


class _List:
    """The notes of a query in order, for one transaction."""

    def __init__(self, connection: Connection, me: Caller, query: NoteQuery, order: _Order) -> None:
        self._connection = connection
        self._shape = Shape.of(query)
        self._values = notes.parameters(me, query)
        self._order = order

    def page(self, request: PageRequest) -> tuple[list[NoteRow], bool, bool]:
        """Return the rows of a page and whether there are others before and after it."""
        limit = request.limit
        if request.after is not None:
            place = self._order.cursor.read(request.after)
            rows = self._rows(limit + 1, ahead=True, beyond=place)
            return rows[:limit], self._is_any(rows, ahead=False), len(rows) > limit
        if request.before is not None:
            place = self._order.cursor.read(request.before)
            rows = self._rows(limit + 1, ahead=False, beyond=place)
            more_after = self._is_any(rows, ahead=True)
            return rows[:limit][::-1], len(rows) > limit, more_after
        if request.around is not None:
            return self._window(self._place_of(request.around), limit)
        if request.at is not None:
            place = self._place_at(request.at)
            return ([], False, False) if place is None else self._window(place, limit)
        if request.edge == "last":
            rows = self._rows(limit + 1, ahead=False)
            return rows[:limit][::-1], len(rows) > limit, False
        rows = self._rows(limit + 1, ahead=True)
        return rows[:limit], False, len(rows) > limit

    def _rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[NoteRow]:
        """Return rows in the direction asked for, the nearest first, from a place if given."""
        start = "beyond" if beyond is not None else "at" if at is not None else ""
        order = self._order
        statement = _slice(
            self._shape, order.column, descending=ahead is order.descending, start=start
        )
        values = self._values | {"place": beyond if at is None else at, "row_limit": limit}
        return list(self._connection.execute(statement, values))

    def _is_any(self, rows: list[NoteRow], *, ahead: bool) -> bool:
        return bool(rows) and bool(self._rows(1, ahead=ahead, beyond=self._order.place(rows[0])))

    def _window(self, place: str, limit: int) -> tuple[list[NoteRow], bool, bool]:
        back = self._rows(limit + 1, ahead=False, beyond=place)
        ahead = self._rows(limit + 1, ahead=True, at=place)
        return Window(back, ahead).cut(limit)

    def _place_of(self, note_id: str) -> str:
        found = select(note.c.sort_key, note.c.oldest_key).where(
            note.c.id == notes.known_id(note_id)
        )
        row = self._connection.execute(found).one_or_none()
        if row is None:
            raise NotFound("note")
        return self._order.place(row)

    def _place_at(self, depth: float) -> str | None:
        """Find a place by the number of notes in each release: right without a filter."""
        values = {name: self._values[name] for name in self._shape.fields if name in _OF_RELEASE}
        statement = _release_at(tuple(values), descending=self._order.descending)
        row = self._connection.execute(statement, values | {"depth": depth}).one_or_none()
        if row is None:
            return None
        inside = int(depth * int(row.total)) - (int(row.upto) - row.note_count)
        return self._order.key(row.sort_key, row.id, max(0, min(row.note_count - 1, inside)))


@cache
def _count(shape: Shape) -> Select[int]:
    some = notes.unread_ids(shape) if shape.unread else notes.ids(shape)
    return select(func.count()).select_from(some.limit(EXACT_COUNT_LIMIT + 1).subquery())


@cache
def _areas() -> Select[str]:
    """Select the areas by going from each to the next one: not every note is looked at."""
    areas = select(func.min(note.c.area).label("area")).where(note.c.area > "").cte(recursive=True)
    following = select(func.min(note.c.area)).where(note.c.area > areas.c.area).scalar_subquery()
    areas = areas.union_all(select(following).where(areas.c.area.is_not(None)))
    return select(areas.c.area).where(areas.c.area.is_not(None))


_OF_RELEASE = {"version": release.c.version, "product": release.c.product}


@cache
def _slice(shape: Shape, column: str, *, descending: bool, start: str) -> Select[*tuple[Any, ...]]:
    """Select rows of a shape in one direction, from `place` on or beyond it."""
    key, place = note.c[column], bindparam("place", type_=SortKey)
    statement = notes.summaries(shape)
    if start == "beyond":
        statement = statement.where(key < place if descending else key > place)
    elif start == "at":
        statement = statement.where(key <= place if descending else key >= place)
    ordered = statement.order_by(key.desc() if descending else key)
    return ordered.limit(bindparam("row_limit"))


@cache
def _release_at(fields: tuple[str, ...], *, descending: bool) -> Select[*tuple[Any, ...]]:
    """Select the release in which the `depth` (0 first, 1 last) of all notes lies."""
    keys = (release.c.sort_key, release.c.id)
    in_order = [key.desc() if descending else key for key in keys]
    counted = (
        select(
            *keys,
            release.c.note_count,
            func.sum(release.c.note_count).over(order_by=in_order).label("upto"),
            func.sum(release.c.note_count).over().label("total"),
        )
        .where(*(_OF_RELEASE[name] == bindparam(name) for name in fields))
        .subquery()
    )
    return (
        select(counted)
        .where(counted.c.note_count > 0, counted.c.upto >= bindparam("depth") * counted.c.total)
        .order_by(counted.c.upto)
        .limit(1)
    )
