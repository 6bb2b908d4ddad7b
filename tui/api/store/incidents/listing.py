"""The list of incidents: which, in which order, and how many."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select

from tui.api.errors import Forbidden, NotFound, Reason
from tui.api.ids import is_id
from tui.api.models.incidents import IncidentQuery, IncidentSort, IncidentState, IncidentSummary
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count, Page, PageRequest
from tui.api.policy import Kind
from tui.api.store.database import keyset
from tui.api.store.database.keyset import Cursor
from tui.api.store.incidents import incident_rows
from tui.api.store.incidents.incident_rows import READ, IncidentRow
from tui.api.store.schema import incident
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

_ORDERS: Mapping[IncidentSort, Column[Any]] = {
    IncidentSort.UPDATED: incident.c.updated_key,
    IncidentSort.NUMBER: incident.c.number_key,
    IncidentSort.PRIORITY: incident.c.priority_key,
}
_PLACE = re.compile(rf"[0-9T:.+\-{keyset.SEPARATOR}a-f]{{1,100}}")
_CURSORS = {sort: Cursor(f"incidents {sort} ", _PLACE) for sort in IncidentSort}


def page(
    connection: Connection,
    me: Caller,
    query: IncidentQuery,
    request: PageRequest,
    *,
    now: datetime,
) -> Page[IncidentSummary]:
    """Return a page of incidents; raises `Invalid`, and `NotFound` for `around`."""
    _require(connection, me)
    rows, before, after = keyset.page(_List(connection, me, query), _CURSORS[query.sort], request)
    return Page(tuple(incident_rows.summary(me, row, now) for row in rows), before, after)


def count(connection: Connection, me: Caller, query: IncidentQuery) -> Count:
    """Return how many incidents there are, exactly up to 10,000."""
    _require(connection, me)
    value = _count(connection, me, query, EXACT_COUNT_LIMIT + 1)
    return Count(min(value, EXACT_COUNT_LIMIT), exact=value <= EXACT_COUNT_LIMIT)


def _require(connection: Connection, me: Caller) -> None:
    """The vendor's people have a list of their own, across all customers."""
    caller.require(connection, me, *READ)
    if me.kind is not Kind.CONTACT:
        raise Forbidden(Reason.CUSTOMER_ONLY)


class _List:
    """The incidents of a query in their order, the first at the largest key, in a transaction."""

    def __init__(self, connection: Connection, me: Caller, query: IncidentQuery) -> None:
        self._connection = connection
        self._me = me
        self._query = query
        self._key = _ORDERS[query.sort]

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[IncidentRow]:
        """Return rows in one direction from a place."""
        key = self._key
        found = (
            incident_rows.selected(self._me)
            .where(*_narrowing(self._query))
            .order_by(key.desc() if ahead else key)
            .limit(limit)
        )
        if beyond is not None:
            found = found.where(key < beyond if ahead else key > beyond)
        if at is not None:
            found = found.where(key <= at if ahead else key >= at)
        return [*self._connection.execute(found)]

    def place(self, row: IncidentRow) -> str:
        """Return where a row stands."""
        return str(getattr(row, self._key.name))

    def place_of(self, id_: str) -> str:
        """Return where an incident stands; raises `NotFound`."""
        wanted = incident_rows.keys(self._me, self._key).where(incident.c.id == id_)
        found = self._connection.scalar(wanted) if is_id(id_) else None
        if found is None:
            raise NotFound("incident")
        return str(found)

    def place_at(self, depth: float) -> str | None:
        """Return the place about so deep; None where there is none."""
        last = _count(self._connection, self._me, self._query, EXACT_COUNT_LIMIT) - 1
        passed = (
            incident_rows.keys(self._me, self._key)
            .where(*_narrowing(self._query))
            .order_by(self._key.desc())
            .offset(round(depth * max(last, 0)))
            .limit(1)
        )
        return self._connection.scalar(passed)


def _narrowing(query: IncidentQuery) -> Iterator[ColumnElement[bool]]:
    if query.mine:
        yield incident_rows.followed()
    if query.unread:
        yield incident_rows.is_news()
    if query.state is not None:
        yield incident.c.ended.is_(query.state is IncidentState.ENDED)
    for name in ("status", "type", "priority"):
        wanted = getattr(query, name)
        if wanted is not None:
            yield incident.c[name] == wanted.value


def _count(connection: Connection, me: Caller, query: IncidentQuery, limit: int) -> int:
    some = incident_rows.keys(me, incident.c.id).where(*_narrowing(query)).limit(limit)
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
