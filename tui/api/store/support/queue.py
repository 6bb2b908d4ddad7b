"""The queue of all customers' incidents: which, in which order, and how the desk stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, literal, select

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
from tui.api.store.database.keyset import Cursor
from tui.api.store.incidents import incident_rows, ordered, words
from tui.api.store.incidents.ordered import Order, Ordered, counted
from tui.api.store.schema import incident, organisation, vendor_member
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

CUSTOMERS = 20

_ORDERS = {
    QueueSort.PRIORITY: Order(incident.c.priority_key),
    QueueSort.UPDATED: Order(incident.c.updated_key, falling=True),
}
_CURSORS = {sort: Cursor(f"queue {sort} ", ordered.PLACE) for sort in QueueSort}
_SPANS = {
    Age.DAY: (timedelta(0), timedelta(days=1)),
    Age.WEEK: (timedelta(days=1), timedelta(days=7)),
    Age.MONTH: (timedelta(days=7), timedelta(days=30)),
    Age.OLDER: (timedelta(days=30), None),
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
    asked: dict[str, list[ColumnElement[bool]]] = {
        **{f"status {each}": [incident.c.status == each.value] for each in IncidentStatus},
        **{f"priority {each}": [_CURRENT, _of_priority(each)] for each in Priority},
        **{f"age {each}": [_CURRENT, *_of_age(each, now)] for each in Age},
        **{f"hand {each}": [_CURRENT, _in_hand(each, me)] for each in Hand},
    }
    counts = _counts(connection, asked)

    def told(what: str) -> tuple[Figure, ...]:
        mine = [name.partition(" ") for name in asked if name.startswith(f"{what} ")]
        return tuple(Figure(word=word, count=counts[f"{what} {word}"]) for _, _, word in mine)

    return QueueFigures(
        statuses=told("status"),
        priorities=told("priority"),
        ages=told("age"),
        hands=told("hand"),
        customers=_customers(connection),
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
    )


def _narrowing(me: Caller, query: QueueQuery, now: datetime) -> Iterator[ColumnElement[bool]]:
    if query.state is not None:
        yield ordered.in_state(query.state)
    if query.priority is not None:
        yield _of_priority(query.priority)
    if query.age is not None:
        yield from _of_age(query.age, now)
    if query.hand is not None:
        yield _in_hand(query.hand, me)
    for name in ("status", "type", "organisation_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            yield incident.c[name] == str(wanted)


def _of_priority(priority: Priority) -> ColumnElement[bool]:
    """By its place in the order as well, so that an index finds it."""
    begins = incident_rows.rank(priority)
    key = incident.c.priority_key
    return (key > begins + keyset.SEPARATOR) & (key < begins + keyset.PAST)


def _of_age(age: Age, now: datetime) -> Iterator[ColumnElement[bool]]:
    youngest, oldest = _SPANS[age]
    if youngest:
        yield incident.c.created_at <= now - youngest
    if oldest is not None:
        yield incident.c.created_at > now - oldest


def _in_hand(hand: Hand, me: Caller) -> ColumnElement[bool]:
    if hand is Hand.MINE:
        return incident.c.assignee_id == me.person_id
    return incident.c.assignee_id.is_(None)


def _counts(
    connection: Connection, asked: Mapping[str, list[ColumnElement[bool]]]
) -> Mapping[str, Count]:
    """Return every number at once; each of them looks at one more than is told exactly."""
    numbers = [_number(conditions).label(name) for name, conditions in asked.items()]
    row = connection.execute(select(*numbers), {"most": EXACT_COUNT_LIMIT + 1}).one()
    return {name: counted(number) for name, number in zip(asked, row, strict=True)}


def _number(conditions: list[ColumnElement[bool]]) -> ColumnElement[int]:
    # Nothing is selected of the incidents, so that an index alone is read.
    one = select(literal(1).label("one")).select_from(incident).where(*conditions)
    some = one.limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _customers(connection: Connection) -> tuple[CustomerFigure, ...]:
    by_customer = (
        select(incident.c.organisation_id, func.count().label("number"))
        .where(_CURRENT)
        .group_by(incident.c.organisation_id)
        .subquery()
    )
    found = (
        select(organisation.c.id, organisation.c.name, by_customer.c.number)
        .join(by_customer, by_customer.c.organisation_id == organisation.c.id)
        .order_by(by_customer.c.number.desc(), organisation.c.sort_key)
        .limit(CUSTOMERS)
    )
    return tuple(
        CustomerFigure(id=row.id, name=row.name, count=Count(row.number))
        for row in connection.execute(found)
    )
