"""The notes that hold every word of a search, in two orders: the best first, or the newest first.

How well each match fits is only worth its time while there are few of them; of very many the
newest are found without looking at the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, bindparam, func, or_, select

from tui.api.models.releases import NoteQuery
from tui.api.store.database.columns import SortKey
from tui.api.store.database.dialect import Dialect, dialect_of
from tui.api.store.releases import notes, shapes
from tui.api.store.releases.notes import NoteRow
from tui.api.store.releases.shapes import Shape
from tui.api.store.schema import mark, note, note_part
from tui.api.store.verbs.caller import Caller
from tui.api.words import Words

MANY = 500
"""Matches above which the newest come first: every match that is ranked takes 5 us of SQLite."""

LOOKED_THROUGH = 16_000
"""Characters of a text in which the words are looked for to make an excerpt."""

_LAST_PART = (1 << 63) - 1


@dataclass(frozen=True)
class Best:
    """Where a page by rank ends: the score and the sort key of its last note."""

    score: int
    place: str


class Matches:
    """What holds every word, among the notes of a query, for one transaction."""

    def __init__(self, connection: Connection, me: Caller, words: Words, query: NoteQuery) -> None:
        self._connection = connection
        self._dialect = dialect_of(connection)
        values = shapes.parameters(connection, me, query)
        self._shape = shapes.shape_of(connection, query, values)
        self._values: dict[str, object] = {**values, **self._dialect.phrases(words)}

    def are_many(self) -> bool:
        """Whether the words stand in more notes than are worth ranking."""
        if self._dialect.knows_many(self._connection, self._values, MANY):
            return True
        found = self._connection.execute(_found(self._dialect), self._values | {"many": MANY + 1})
        return found.scalar_one() > MANY

    def best(self, after: Best | None, limit: int) -> tuple[Sequence[NoteRow], Best | None]:
        """Return notes by how well they fit, and where the page ends if there are more."""
        values = self._values | {"row_limit": limit + 1}
        if after is not None:
            values |= {"score": after.score, "place": after.place}
        statement = _best(self._dialect, self._shape, goes_on=after is not None)
        chosen = self._connection.execute(statement, values).all()
        rows = self._whole([row.id for row in chosen[:limit]])
        if len(chosen) <= limit:
            return rows, None
        return rows, Best(chosen[limit - 1].score, chosen[limit - 1].sort_key)

    def newest(self, below: int | None, limit: int) -> tuple[Sequence[NoteRow], int | None]:
        """Return notes by the day of their release, and where the page ends if there are more.

        The parts of a note stand together, so that the last one seen is where the next page goes
        on.
        """
        statement = _newest(self._dialect, self._shape, narrowly=self._leaves_few())
        values = self._values | {"row_limit": limit + 1}
        found: dict[str, NoteRow] = {}
        place = _LAST_PART if below is None else below
        while len(found) <= limit:
            parts = self._connection.scalars(statement, values | {"below": place}).all()
            found |= {row.id: row for row in self._of_parts(parts)}
            if len(parts) <= limit:
                break
            place = parts[-1]
        chosen = [*found.values()][:limit]
        return chosen, chosen[-1].part_id if len(found) > limit else None

    def _whole(self, chosen: Sequence[str]) -> Sequence[NoteRow]:
        """Return what is shown of the notes that were chosen, and of their texts, in this order."""
        whole = self._connection.execute(_whole(self._dialect), self._values | {"wanted": chosen})
        by_id = {row.id: row for row in whole}
        return [by_id[note_id] for note_id in chosen]

    def _of_parts(self, parts: Sequence[int]) -> Sequence[NoteRow]:
        """Return the same of parts, in their order; a note is there for each part of it."""
        statement = _of_parts(self._dialect, self._shape)
        rows = self._connection.execute(statement, self._values | {"wanted": parts})
        return sorted(rows, key=attrgetter("part_id"), reverse=True)

    def _leaves_few(self) -> bool:
        """Whether it is the filter, more than the words, that finds the notes."""
        if self._shape == Shape():
            return False
        left = self._connection.execute(_left(self._shape), self._values | {"many": MANY + 1})
        return left.scalar_one() <= MANY


@cache
def _found(dialect: Dialect) -> Select[int]:
    some = dialect.found().limit(bindparam("many", type_=Integer))
    return select(func.count()).select_from(some.subquery())


@cache
def _left(shape: Shape) -> Select[int]:
    some = shapes.ids(shape).limit(bindparam("many", type_=Integer))
    return select(func.count()).select_from(some.subquery())


@cache
def _best(dialect: Dialect, shape: Shape, *, goes_on: bool) -> Select[*tuple[Any, ...]]:
    """Select the best notes of a shape."""
    ranked = dialect.ranked()
    score = func.max(ranked.c.score)
    best = (
        select(note.c.id, note.c.sort_key, score.label("score"))
        .select_from(shapes.among(shape))
        .join(note_part, note_part.c.note_id == note.c.id)
        .join(ranked, ranked.c.part_id == note_part.c.id)
        .where(*shapes.conditions(shape))
        .group_by(note.c.id)
        .order_by(score.desc(), note.c.sort_key.desc())
        .limit(bindparam("row_limit", type_=Integer))
    )
    if goes_on:
        worst, place = bindparam("score", type_=Integer), bindparam("place", type_=SortKey)
        same = and_(score == worst, note.c.sort_key < place)
        best = best.having(or_(score < worst, same))
    return best


@cache
def _newest(dialect: Dialect, shape: Shape, *, narrowly: bool) -> Select[*tuple[Any, ...]]:
    """Select parts below a place, the newest first: along the index, or of the few notes left.

    Without a filter the index alone is read, and what its parts are of is looked up for these.
    """
    found = dialect.found()
    below = bindparam("below", type_=note_part.c.id.type)
    limit = bindparam("row_limit", type_=Integer)
    if narrowly:
        left = shapes.ids(shape).subquery("left")
        number = note_part.c.id
        some = select(number.label("part_id")).join(left, left.c.id == note_part.c.note_id)
        some = some.where(number.in_(found))
    elif shape == Shape():
        number, some = found.selected_columns.part_id, found
    else:
        number = found.selected_columns.part_id
        some = (
            found.join(note_part, note_part.c.id == number)
            .join(note, note.c.id == note_part.c.note_id)
            .where(*shapes.conditions(shape))
        )
        if shape.unread:
            some = some.outerjoin(mark, notes.my_mark)
    return some.where(number < below).order_by(number.desc()).limit(limit)


@cache
def _of_parts(dialect: Dialect, shape: Shape) -> Select[*tuple[Any, ...]]:
    number = note_part.c.id
    still = shapes.conditions(shape) if shape == Shape() else ()
    return (
        notes.hits(LOOKED_THROUGH)
        .add_columns(number.label("part_id"))
        .join(note_part, note_part.c.note_id == note.c.id)
        .where(dialect.is_one_of(number, "wanted"), *still)
    )


@cache
def _whole(dialect: Dialect) -> Select[*tuple[Any, ...]]:
    return notes.hits(LOOKED_THROUGH).where(dialect.is_one_of(note.c.id, "wanted"))
