"""What the releases require of the caller's organisation, and who does it until when."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from tui.api.errors import Conflict, FieldError, Invalid, NotFound
from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
from tui.api.models.paging import EXACT_COUNT_LIMIT, MAX_LIMIT, Count, Page, PageRequest
from tui.api.models.releases import Release
from tui.api.models.session import Language
from tui.api.policy import Permission
from tui.api.store.actions import action_rows
from tui.api.store.actions.action_rows import ActionRow, Shape
from tui.api.store.database import keyset
from tui.api.store.database.dialect import dialect_of
from tui.api.store.database.keyset import Cursor
from tui.api.store.releases import notes
from tui.api.store.schema import action, contact, note
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.caller import Caller

_CURSOR = Cursor("actions ", re.compile(notes.CURSOR_SHAPE))


def page(
    connection: Connection, me: Caller, query: ActionQuery, request: PageRequest
) -> Page[Action]:
    """Return a page of the actions of `query`; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, Permission.RELEASES_ACT)
    if not _may_be_there(query):
        return Page(())
    rows, before, after = keyset.page(_List(connection, me, query), _CURSOR, request)
    return Page(tuple(action_rows.as_action(me, row) for row in rows), before, after)


def count(connection: Connection, me: Caller, query: ActionQuery) -> Count:
    """Return how many actions there are, exactly up to 10,000."""
    caller.require(connection, me, Permission.RELEASES_ACT)
    if not _may_be_there(query):
        return Count(0)
    return Count.of(_count(connection, me, query))


def progress(connection: Connection, me: Caller) -> tuple[Progress, ...]:
    """Return how far one is with each release that asks something; the 200 newest of them."""
    caller.require(connection, me, Permission.RELEASES_ACT)
    values = {"my_organisation": me.organisation_id, "row_limit": MAX_LIMIT}
    return tuple(
        Progress(
            release=Release(
                id=row.id,
                product=row.product,
                version=row.version,
                title=row.title,
                release_date=row.release_date,
            ),
            total=row.total,
            done=row.done,
        )
        for row in connection.execute(action_rows.progress(), values)
    )


def colleagues(connection: Connection, me: Caller) -> tuple[Colleague, ...]:
    """Return the active contacts of the organisation by name, at most 200."""
    caller.require(connection, me, Permission.RELEASES_ACT)
    statement = (
        select(contact.c.id, contact.c.display_name)
        .where(contact.c.organisation_id == me.organisation_id, contact.c.active)
        .order_by(contact.c.sort_name, contact.c.id)
        .limit(MAX_LIMIT)
    )
    return tuple(
        Colleague(id=row.id, display_name=row.display_name) for row in connection.execute(statement)
    )


def edit(
    connection: Connection,
    me: Caller,
    note_id: str,
    wanted: ActionEdit,
    version: int,
    *,
    now: datetime,
) -> Action:
    """Set what is given in `wanted`; raises `NotFound`, `Conflict` and `Invalid`."""
    caller.require(connection, me, Permission.RELEASES_ACT)
    present = _row(connection, me, note_id)
    if present.action_version != version:
        raise Conflict(action_rows.as_action(me, present))
    values = _changes(me, present, wanted, now)
    if not values:
        return action_rows.as_action(me, present)
    if owner_id := values.get("owner_id"):
        _check_owner(connection, me, owner_id)
    if not _write(connection, me, note_id, version, values):
        raise Conflict(action_rows.as_action(me, _row(connection, me, note_id)))
    changes = {name: (_text(getattr(present, name)), _text(new)) for name, new in values.items()}
    audit.record(connection, me, audit.Action.ACTION_EDIT, {note_id: changes}, now)
    return action_rows.as_action(me, _row(connection, me, note_id))


class _List:
    """The actions of a query, the newest release first, for one transaction."""

    def __init__(self, connection: Connection, me: Caller, query: ActionQuery) -> None:
        self._connection = connection
        self._me = me
        self._query = query
        self._shape = Shape.of(query)
        self._values = action_rows.parameters(me, query)

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[ActionRow]:
        start = "beyond" if beyond is not None else "at" if at is not None else ""
        statement = action_rows.page(self._shape, ahead=ahead, start=start)
        values = self._values | {"place": beyond if at is None else at, "row_limit": limit}
        return list(self._connection.execute(statement, values))

    def place(self, row: ActionRow) -> str:
        return str(row.sort_key)

    def place_of(self, id_: str) -> str:
        place = self._connection.scalar(
            select(note.c.sort_key).where(note.c.id == notes.known_id(id_))
        )
        if place is None:
            raise NotFound("note")
        return place

    def place_at(self, depth: float) -> str | None:
        last = _count(self._connection, self._me, self._query) - 1
        values = self._values | {"row_offset": round(depth * max(last, 0))}
        return self._connection.scalar(action_rows.place_at(self._shape), values)


def _count(connection: Connection, me: Caller, query: ActionQuery) -> int:
    values = action_rows.parameters(me, query) | {"row_limit": EXACT_COUNT_LIMIT + 1}
    return connection.execute(action_rows.count(Shape.of(query)), values).scalar_one()


def _may_be_there(query: ActionQuery) -> bool:
    """Whether the database can be asked for the release: any other text is the id of none."""
    try:
        return query.release_id is None or bool(notes.known_id(query.release_id))
    except NotFound:
        return False


def _row(connection: Connection, me: Caller, note_id: str) -> ActionRow:
    """Return an action in the caller's own language; raises `NotFound`."""
    language = Language(me.language) if me.language else Language.ENGLISH
    query = ActionQuery(today=date.min, language=language)
    values = action_rows.parameters(me, query) | {"wanted": notes.known_id(note_id)}
    row = connection.execute(action_rows.one(), values).one_or_none()
    if row is None:
        raise NotFound("note")
    return row


def _changes(
    me: Caller, present: ActionRow, wanted: ActionEdit, now: datetime
) -> Mapping[str, object]:
    """Return the columns that `wanted` makes other than they are."""
    given = wanted.model_fields_set
    values: dict[str, object] = {
        name: getattr(wanted, name) for name in ("owner_id", "due_on") if name in given
    }
    if "done" in given and wanted.done is not (present.done_at is not None):
        values["done_at"] = now if wanted.done else None
        values["done_by_id"] = me.contact_id if wanted.done else None
    return {name: value for name, value in values.items() if value != getattr(present, name)}


def _check_owner(connection: Connection, me: Caller, owner_id: object) -> None:
    """Raise `Invalid` unless this is an active contact, who stays so until this is written."""
    active = (
        select(contact.c.id)
        .where(
            contact.c.organisation_id == me.organisation_id,
            contact.c.id == owner_id,
            contact.c.active,
        )
        .with_for_update(read=True)
    )
    if connection.scalar(active) is None:
        raise Invalid((FieldError("owner_id", "no_colleague"),))


def _write(
    connection: Connection, me: Caller, note_id: str, version: int, values: Mapping[str, object]
) -> bool:
    """Write the first row or the next version; returns False where somebody was first."""
    mine = {"organisation_id": me.organisation_id, "note_id": note_id}
    if version == 0:
        first = dialect_of(connection).insert(action).values({**mine, **values, "version": 1})
        written = connection.execute(
            first.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
        )
        return written.rowcount == 1
    next_one = (
        update(action).filter_by(**mine, version=version).values({**values, "version": version + 1})
    )
    return connection.execute(next_one).rowcount == 1


def _text(value: object) -> str | None:
    """Return a value as it stands in the record of changes."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
