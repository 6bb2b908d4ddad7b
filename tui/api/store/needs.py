"""What waits for the caller: each kind is found by a function of its own, in a row of one table."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, FromClause, Select, and_, bindparam, case, func, select

from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count
from tui.api.models.releases import PRESSING, NoteQuery
from tui.api.policy import Permission
from tui.api.store.releases import reading
from tui.api.store.schema import action, note
from tui.api.store.verbs.caller import Caller
from tui.i18n.zones import zone


def listed(connection: Connection, me: Caller, now: datetime) -> tuple[Need, ...]:
    """Return what waits in the areas that the caller may see: first what is overdue."""
    today = now.astimezone(zone(me.time_zone)).date()
    found = (
        find(connection, me, today)
        for permission, find in _CONTRIBUTORS
        if permission in me.permissions
    )
    waiting = (need for need in found if need.count.value)
    return tuple(sorted(waiting, key=lambda need: not need.overdue))


def _unread_notes(connection: Connection, me: Caller, _today: date) -> Need:
    unread = reading.count(connection, me, NoteQuery(unread=True))
    return Need(kind=NeedKind.UNREAD_NOTES, count=unread)


def _my_actions(connection: Connection, me: Caller, today: date) -> Need:
    return _actions(connection, me, today, NeedKind.MY_ACTIONS)


def _open_actions(connection: Connection, me: Caller, today: date) -> Need:
    return _actions(connection, me, today, NeedKind.OPEN_ACTIONS)


def _actions(connection: Connection, me: Caller, today: date, kind: NeedKind) -> Need:
    values = {"organisation": me.scope, "contact": me.contact_id, "today": today}
    row = connection.execute(_count(mine=kind is NeedKind.MY_ACTIONS), values).one()
    count = Count(min(row.open, EXACT_COUNT_LIMIT), exact=row.open <= EXACT_COUNT_LIMIT)
    return Need(kind=kind, count=count, overdue=row.overdue)


_CONTRIBUTORS: tuple[tuple[Permission, Callable[[Connection, Caller, date], Need]], ...] = (
    (Permission.RELEASES_ACT, _my_actions),
    (Permission.RELEASES_ACT, _open_actions),
    (Permission.RELEASES_READ, _unread_notes),
)
"""What lets one see a kind, and what finds it; the most pressing first."""

_noted = and_(action.c.organisation_id == bindparam("organisation"), action.c.note_id == note.c.id)


@cache
def _count(*, mine: bool) -> Select[*tuple[Any, ...]]:
    """Count the organisation's open actions, all or the caller's, and those past their due day."""
    rows: FromClause = action.join(note, _noted) if mine else note.outerjoin(action, _noted)
    some = (
        select(action.c.due_on)
        .select_from(rows)
        .where(
            note.c.impact.in_(PRESSING),
            note.c.withdrawn_at.is_(None),
            action.c.done_at.is_(None),
            *([action.c.owner_id == bindparam("contact")] if mine else []),
        )
        .limit(EXACT_COUNT_LIMIT + 1)
        .subquery()
    )
    is_late = some.c.due_on < bindparam("today", type_=some.c.due_on.type)
    late = func.count(case((is_late, 1))).label("overdue")
    return select(func.count().label("open"), late).select_from(some)
