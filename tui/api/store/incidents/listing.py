"""The list of incidents: which, in which order, and how many."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection

from tui.api.models.incidents import IncidentQuery, IncidentSort, IncidentSummary
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.store.database import keyset
from tui.api.store.database.keyset import Cursor
from tui.api.store.incidents import incident_rows, ordered, words
from tui.api.store.incidents.ordered import Order, Ordered
from tui.api.store.incidents.scope import OWN, followed, is_news
from tui.api.store.schema import incident
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

_ORDERS = {
    IncidentSort.UPDATED: Order(incident.c.updated_key, falling=True),
    IncidentSort.NUMBER: Order(incident.c.number_key, falling=True),
    IncidentSort.PRIORITY: Order(incident.c.priority_key),
}
_CURSORS = {sort: Cursor(f"incidents {sort} ", ordered.PLACE) for sort in IncidentSort}


def page(
    connection: Connection,
    me: Caller,
    query: IncidentQuery,
    request: PageRequest,
    *,
    now: datetime,
) -> Page[IncidentSummary]:
    """Return a page of incidents; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, *OWN)
    rows, before, after = keyset.page(_list(connection, me, query), _CURSORS[query.sort], request)
    return Page(tuple(incident_rows.summary(me, row, now) for row in rows), before, after)


def count(connection: Connection, me: Caller, query: IncidentQuery) -> Count:
    """Return how many incidents there are, exactly up to 10,000."""
    caller.require(connection, me, *OWN)
    return _list(connection, me, query).count()


def _list(connection: Connection, me: Caller, query: IncidentQuery) -> Ordered:
    return Ordered(
        connection,
        me,
        _ORDERS[query.sort],
        [*_narrowing(query)],
        words.search(connection, query.words, me.scope),
    )


def _narrowing(query: IncidentQuery) -> Iterator[ColumnElement[bool]]:
    if query.mine:
        yield followed()
    if query.unread:
        yield is_news()
    if query.state is not None:
        yield ordered.in_state(query.state)
    for name in ("status", "type", "priority"):
        wanted = getattr(query, name)
        if wanted is not None:
            yield incident.c[name] == wanted.value
