"""Release notes as they are read: the list and its pages, one note, and what can be filtered by."""

from dataclasses import replace
from functools import cache

from sqlalchemy import Connection, Select, func, select

from tui.api.errors import NotFound
from tui.api.models.paging import EXACT_COUNT_LIMIT, MAX_LIMIT, Count, Page, PageRequest
from tui.api.models.releases import Note, NoteFacets, NoteQuery, NoteSummary, Release
from tui.api.policy import Permission
from tui.api.store.database import folding, keyset
from tui.api.store.releases import notes, shapes
from tui.api.store.releases.note_list import NoteList
from tui.api.store.releases.notes import NoteRow, known_id
from tui.api.store.releases.shapes import Shape
from tui.api.store.schema import note, note_text, organisation, release
from tui.api.store.session import entering
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

READ = (Permission.RELEASES_READ, Permission.RELEASES_PUBLISH)
"""Either of these lets one read."""


def page(
    connection: Connection, me: Caller, query: NoteQuery, request: PageRequest
) -> Page[NoteSummary]:
    """Return a page of the notes of `query`; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, *READ)
    some = NoteList(connection, me, query)
    rows, before, after = keyset.page(some, some.cursor, request)
    return Page(tuple(notes.summary(me, row) for row in rows), before, after)


def next_unread(
    connection: Connection, me: Caller, query: NoteQuery, note_id: str, *, ahead: bool
) -> str | None:
    """Return the id of the nearest unread note on one side of a note; raises `NotFound`."""
    caller.require(connection, me, *READ)
    unread = NoteList(connection, me, replace(query, unread=True))
    rows = unread.rows(1, ahead=ahead, beyond=unread.place_of(note_id))
    return rows[0].id if rows else None


def count(connection: Connection, me: Caller, query: NoteQuery) -> Count:
    """Return how many notes there are, exactly up to 10,000."""
    caller.require(connection, me, *READ)
    values = shapes.parameters(connection, me, query)
    shape = shapes.shape_of(connection, query, values)
    return Count.of(connection.execute(_count(shape), values).scalar_one())


def facets(connection: Connection, me: Caller) -> NoteFacets:
    """Return the releases, the newest first, and the areas by name; at most 200 of each."""
    caller.require(connection, me, *READ)
    newest = (
        select(release).order_by(release.c.sort_key.desc(), release.c.id.desc()).limit(MAX_LIMIT)
    )
    areas = connection.scalars(_areas())
    return NoteFacets(
        releases=tuple(_release(row) for row in connection.execute(newest)),
        areas=tuple(sorted(areas, key=lambda area: (folding.fold(area), area))[:MAX_LIMIT]),
        current=_current(connection, me),
    )


def _current(connection: Connection, me: Caller) -> Release | None:
    """Return the release that the caller's organisation runs, by the name it gives it."""
    mine = select(organisation.c.product_version).where(organisation.c.id == me.organisation_id)
    version = connection.scalar(mine)
    row = connection.execute(entering.called(version)).one_or_none() if version else None
    return _release(row) if row else None


def _release(row: NoteRow) -> Release:
    return Release(
        id=row.id,
        product=row.product,
        version=row.version,
        title=row.title,
        release_date=row.release_date,
    )


def show(connection: Connection, me: Caller, note_id: str, query: NoteQuery) -> Note:
    """Return a note with its text; raises `NotFound`."""
    caller.require(connection, me, *READ)
    wanted = notes.parameters(me, query) | {"wanted": known_id(note_id)}
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


@cache
def _count(shape: Shape) -> Select[int]:
    some = shapes.ids(shape).limit(EXACT_COUNT_LIMIT + 1)
    return select(func.count()).select_from(some.subquery())


@cache
def _areas() -> Select[str]:
    """Select the areas by going from each to the next one: not every note is looked at."""
    told = note.c.withdrawn_at.is_(None)
    first = select(func.min(note.c.area).label("area")).where(note.c.area > "", told)
    areas = first.cte(recursive=True)
    following = select(func.min(note.c.area)).where(note.c.area > areas.c.area, told)
    areas = areas.union_all(select(following.scalar_subquery()).where(areas.c.area.is_not(None)))
    return select(areas.c.area).where(areas.c.area.is_not(None))
