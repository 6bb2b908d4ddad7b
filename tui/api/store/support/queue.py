"""The queue of all customers' incidents: which, in which order, and how the desk stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal,
    select,
)

from tui.api.models.incidents import IncidentState, IncidentSummary, Priority
from tui.api.models.paging import EXACT_COUNT_LIMIT, MAX_LIMIT, Count, Page, PageRequest
from tui.api.models.support import (
    Age,
    CustomerFigure,
    Engineer,
    Figure,
    Hand,
    QueueFigures,
    QueueQuery,
    QueueSort,
)
from tui.api.policy import IncidentStatus, Permission
from tui.api.store.database import keyset
from tui.api.store.database.columns import Instant
from tui.api.store.database.keyset import Cursor
from tui.api.store.incidents import incident_rows, ordered, words
from tui.api.store.incidents.ordered import Order, Ordered
from tui.api.store.schema import incident, organisation, vendor_member
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

CUSTOMERS = 20

_ORDERS = {
    QueueSort.PRIORITY: Order(incident.c.priority_key),
    QueueSort.UPDATED: Order(incident.c.updated_key, falling=True),
}
_CURSORS = {sort: Cursor(f"queue {sort} ", ordered.PLACE) for sort in QueueSort}
_DAY, _WEEK, _MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
_SPANS = {
    Age.DAY: (timedelta(0), _DAY),
    Age.WEEK: (_DAY, _WEEK),
    Age.MONTH: (_WEEK, _MONTH),
    Age.OLDER: (_MONTH, None),
}
_CURRENT = ordered.in_state(IncidentState.CURRENT)


def page(
    connection: Connection, me: Caller, query: QueueQuery, request: PageRequest, *, now: datetime
) -> Page[IncidentSummary]:
    """Return a page of the queue; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    places = _queue(connection, me, query, now)
    rows, before, after = keyset.page(places, _CURSORS[query.sort], request)
    return Page(tuple(incident_rows.summary(me, row, now) for row in rows), before, after)


def count(connection: Connection, me: Caller, query: QueueQuery, *, now: datetime) -> Count:
    """Return how many incidents there are, exactly up to 10,000."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    return _queue(connection, me, query, now).count()


def figures(connection: Connection, me: Caller, *, now: datetime) -> QueueFigures:
    """Return how the desk stands."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    values = {"me": me.person_id, "most": EXACT_COUNT_LIMIT + 1}
    moments = {_ago(span).key: now - span for span in (_DAY, _WEEK, _MONTH)}
    numbers = iter(connection.execute(_numbers(), {**values, **moments}).one())

    def told(words: Iterable[str]) -> tuple[Figure, ...]:
        return tuple(Figure(word=word, count=Count.of(next(numbers))) for word in words)

    return QueueFigures(
        statuses=told(IncidentStatus),
        priorities=told(Priority),
        ages=told(Age),
        hands=told(Hand),
        customers=tuple(
            CustomerFigure(id=row.id, name=row.name, count=Count(row.number))
            for row in connection.execute(_busiest())
        ),
    )


def engineers(connection: Connection, me: Caller) -> tuple[Engineer, ...]:
    """Return the vendor's people by name, at most 200."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    found = (
        select(vendor_member.c.person_id, vendor_member.c.display_name)
        .order_by(func.lower(vendor_member.c.display_name), vendor_member.c.person_id)
        .limit(MAX_LIMIT)
    )
    return tuple(
        Engineer(id=row.person_id, display_name=row.display_name)
        for row in connection.execute(found)
    )


def _queue(connection: Connection, me: Caller, query: QueueQuery, now: datetime) -> Ordered:
    return Ordered(
        connection,
        me,
        _ORDERS[query.sort],
        [*_narrowing(me, query, now)],
        words.search(connection, query.words, query.organisation_id),
        stretches=_stretches(query, now),
    )


def _stretches(query: QueueQuery, now: datetime) -> Sequence[ColumnElement[bool]]:
    """Return where in its order an age stands: what is young stands by itself in each priority."""
    if query.age is None:
        return ordered.EVERYWHERE
    youngest, oldest = _SPANS[query.age]
    since = incident_rows.moment(now - oldest) if oldest is not None else ""
    if query.sort is QueueSort.UPDATED:  # nothing changed before it was there
        return (incident.c.updated_key > since,)
    until = keyset.SEPARATOR + incident_rows.moment(now - youngest) if youngest else ""
    key = incident.c.priority_key
    return [
        (key > rank + keyset.SEPARATOR + since) & (key < rank + until + keyset.PAST)
        for rank in map(incident_rows.rank, reversed(Priority))
    ]


def _narrowing(me: Caller, query: QueueQuery, now: datetime) -> Iterator[ColumnElement[bool]]:
    if query.state is not None:
        yield ordered.in_state(query.state)
    if query.priority is not None:
        yield _of_priority(query.priority)
    if query.age is not None:
        yield from _of_age(query.age, lambda span: now - span)
    if query.hand is not None:
        yield _in_hand(query.hand, me.person_id)
    for name in ("status", "type", "organisation_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            yield incident.c[name] == str(wanted)


def _of_priority(priority: Priority) -> ColumnElement[bool]:
    """By its place in the order as well, so that an index finds it."""
    begins = incident_rows.rank(priority)
    key = incident.c.priority_key
    return (key > begins + keyset.SEPARATOR) & (key < begins + keyset.PAST)


def _of_age(
    age: Age, ago: Callable[[timedelta], datetime | BindParameter[datetime]]
) -> Iterator[ColumnElement[bool]]:
    youngest, oldest = _SPANS[age]
    if youngest:
        yield incident.c.created_at <= ago(youngest)
    if oldest is not None:
        yield incident.c.created_at > ago(oldest)


def _in_hand(hand: Hand, me: str | BindParameter[str]) -> ColumnElement[bool]:
    if hand is Hand.MINE:
        return incident.c.assignee_id == me
    return incident.c.assignee_id.is_(None)


@cache
def _numbers() -> Select[*tuple[Any, ...]]:
    """Select every number at once, in the order in which they are told.

    Each looks at one more than is told exactly.
    """
    me = bindparam("me", type_=Text)
    return select(
        *(_number(incident.c.status == each.value) for each in IncidentStatus),
        *(_number(_CURRENT, _of_priority(each)) for each in Priority),
        *(_number(_CURRENT, *_of_age(each, _ago)) for each in Age),
        *(_number(_CURRENT, _in_hand(each, me)) for each in Hand),
    )


def _ago(span: timedelta) -> BindParameter[datetime]:
    return bindparam(f"ago_{span.days}", type_=Instant)


def _number(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    # Nothing is selected of the incidents, so that an index alone is read.
    one = select(literal(1).label("one")).select_from(incident).where(*conditions)
    some = one.limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


@cache
def _busiest() -> Select[*tuple[Any, ...]]:
    """Select the customers with the most incidents that go on."""
    by_customer = (
        select(incident.c.organisation_id, func.count().label("number"))
        .where(_CURRENT)
        .group_by(incident.c.organisation_id)
        .cte("by_customer")
    )
    by_number = by_customer.c.number.desc()
    last = select(by_customer.c.number).order_by(by_number).offset(CUSTOMERS - 1).limit(1)
    return (
        select(organisation.c.id, organisation.c.name, by_customer.c.number)
        .join(by_customer, by_customer.c.organisation_id == organisation.c.id)
        # Of the others the names, which decide between equal numbers, need not be looked up.
        .where(by_customer.c.number >= func.coalesce(last.scalar_subquery(), 0))
        .order_by(by_number, organisation.c.sort_key)
        .limit(CUSTOMERS)
    )
