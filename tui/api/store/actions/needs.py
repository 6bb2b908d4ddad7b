"""What the actions say that waits."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, FromClause, Select, and_, bindparam, case, func, select

from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count
from tui.api.models.releases import PRESSING
from tui.api.store.schema import action, note
from tui.api.store.verbs.caller import Caller


def mine(connection: Connection, me: Caller, today: date) -> Need:
    """Return how many open actions are the caller's own."""
    return _open(connection, me, today, NeedKind.MY_ACTIONS)


def open_ones(connection: Connection, me: Caller, today: date) -> Need:
    """Return how many open actions the organisation has."""
    return _open(connection, me, today, NeedKind.OPEN_ACTIONS)


def _open(connection: Connection, me: Caller, today: date, kind: NeedKind) -> Need:
    values = {"organisation": me.scope, "contact": me.contact_id, "today": today}
    row = connection.execute(_count(mine=kind is NeedKind.MY_ACTIONS), values).one()
    return Need(kind=kind, count=Count.of(row.open), overdue=row.overdue)


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
