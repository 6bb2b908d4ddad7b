"""The list of notes: its orders, and the rows and places in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from tui.api.errors import NotFound
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.store.database import folding
from tui.api.store.database.keyset import SEPARATOR, Cursor
from tui.api.store.releases import notes, shapes
from tui.api.store.releases.notes import NoteRow
from tui.api.store.releases.shapes import Shape
from tui.api.store.schema import note, release
from tui.api.store.verbs.caller import Caller


@dataclass(frozen=True)
class Order:
    """A way through the list: a column that has the places, and its direction."""

    column: str
    descending: bool
    cursor: Cursor


_ANY = rf"[^\x00-\x1f\x7f]*{SEPARATOR}"
_SHAPE = re.compile(notes.CURSOR_SHAPE)
_AREA_SHAPE = re.compile(f"{_ANY}{_ANY}{notes.CURSOR_SHAPE}")
ORDERS = {
    NoteSort.NEWEST: Order("sort_key", True, Cursor("newest ", _SHAPE)),
    NoteSort.OLDEST: Order("oldest_key", False, Cursor("oldest ", _SHAPE)),
    NoteSort.AREA: Order("area_key", False, Cursor("area ", _AREA_SHAPE)),
}


class NoteList:
    """The notes of a query in order, for one transaction."""

    def __init__(self, connection: Connection, me: Caller, query: NoteQuery) -> None:
        self._connection = connection
        self._values = shapes.parameters(connection, me, query)
        self._shape = shapes.shape_of(connection, query, self._values)
        self._sort = query.sort
        self._order = ORDERS[query.sort]
        self.cursor = self._order.cursor

    def rows(
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

    def place(self, row: NoteRow) -> str:
        """Return where a row stands."""
        return getattr(row, self._order.column)

    def place_of(self, id_: str) -> str:
        """Return where a note stands, or would stand; raises `NotFound`."""
        found = select(note.c[self._order.column]).where(note.c.id == notes.known_id(id_))
        place = self._connection.scalar(found)
        if place is None:
            raise NotFound("note")
        return place

    def place_at(self, depth: float) -> str | None:
        """Return a place about so deep by the number of notes, or None where there are none.

        Right where nothing but version or product (or, by area, that) narrows the list.
        """
        if self._sort is not NoteSort.AREA:
            newest = self._sort is NoteSort.NEWEST
            return self._place_in_releases(depth, notes.sort_key if newest else notes.oldest_key)
        sizes = self._sizes_of_areas()
        inside = depth * sum(sizes.values())
        for area, size in sizes.items():
            if inside <= size:
                oldest = self._place_in_releases(inside / size, notes.oldest_key)
                return None if oldest is None else notes.area_key(area, oldest)
            inside -= size
        return None

    def _place_in_releases(self, depth: float, key: notes.Key) -> str | None:
        values = {name: self._values[name] for name in self._shape.fields if name in _OF_RELEASE}
        statement = _release_at(tuple(values), descending=self._order.descending)
        row = self._connection.execute(statement, values | {"depth": depth}).one_or_none()
        if row is None:
            return None
        inside = int(depth * int(row.total)) - (int(row.upto) - row.note_count)
        return key(row.sort_key, row.id, max(0, min(row.note_count - 1, inside)))

    def _sizes_of_areas(self) -> Mapping[str, int]:
        """Return how many notes each area has, in the order of the list."""
        sizes = self._counted_areas()
        chosen = self._values.get("area")
        wanted = [area for area in sizes if chosen in (None, area)]
        in_order = sorted(wanted, key=lambda area: (folding.fold(area), area))
        return {area: sizes[area] for area in in_order}

    def _counted_areas(self) -> Mapping[str, int]:
        """Return how many notes each area has; they are counted anew once notes came in.

        Counting looks at every note, and one who drags the bar asks time and again. What the
        vendor moves to another area meanwhile makes a place no worse than about right.
        """
        kept, total = self._connection.info, self._connection.scalar(_total())
        if kept.get(_COUNTED_OF) != total:
            kept[_COUNTED] = {row.area: row.size for row in self._connection.execute(_areas())}
            kept[_COUNTED_OF] = total
        return kept[_COUNTED]


_COUNTED, _COUNTED_OF = "notes by area", "notes that were counted by area"
_OF_RELEASE = {"version": release.c.version, "product": release.c.product}


@cache
def _slice(shape: Shape, column: str, *, descending: bool, start: str) -> Select[*tuple[Any, ...]]:
    """Select rows of a shape in one direction; what is shown of them is joined to these alone."""
    key = note.c[column]
    chosen = shapes.nearest(shape, column, descending=descending, start=start).subquery("chosen")
    whole = notes.rows().join(chosen, chosen.c.id == note.c.id)
    in_order = whole.order_by(key.desc() if descending else key)
    return in_order.limit(shapes.row_limit(shape))


@cache
def _total() -> Select[int]:
    return select(func.coalesce(func.sum(release.c.note_count), 0))


@cache
def _areas() -> Select[*tuple[Any, ...]]:
    return select(note.c.area, func.count().label("size")).group_by(note.c.area)


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
