"""Incidents in an order, page by page: what the customers' list and the vendor's queue share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Integer,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.sql import visitors

from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.incidents import IncidentState
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count
from tui.api.store.database import keyset
from tui.api.store.incidents import incident_rows
from tui.api.store.incidents.incident_rows import IncidentRow
from tui.api.store.incidents.words import Search
from tui.api.store.schema import incident
from tui.api.store.verbs.caller import Caller

PLACE = re.compile(rf"[0-9T:.+\-{keyset.SEPARATOR}a-f]{{1,100}}")
"""What places an incident: moments, numbers and an id."""

EVERYWHERE = (true(),)
"""The whole of an order, as one stretch."""


@dataclass(frozen=True)
class Order:
    """A column by which incidents are in order, the smallest first unless it falls."""

    key: Column[Any]
    falling: bool = False


class Ordered:
    """The incidents that a caller may read and that fulfil conditions, in one transaction.

    `stretches` are conditions on the key, the smallest keys first: all of them stand in these parts
    of the order, which an index leads to. One statement for all would walk past what lies between,
    however much that is.
    """

    def __init__(
        self,
        connection: Connection,
        me: Caller,
        order: Order,
        conditions: Sequence[ColumnElement[bool]],
        search: Search,
        *,
        stretches: Sequence[ColumnElement[bool]] = EVERYWHERE,
    ) -> None:
        self._connection = connection
        self._me = me
        self._key = order.key
        self._falling = order.falling
        self._conditions = conditions
        self._search = search
        self._stretches = stretches
        # PostgreSQL keeps a plan for any values where the number of rows stands in the statement.
        # Where values narrow the list, it is to plan for them: few incidents may have one.
        self._is_any = not any(map(_has_values, conditions))

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[IncidentRow]:
        """Return rows in one direction from a place."""
        key, rising = self._key, ahead is not self._falling
        wanted = (
            incident_rows.selected(self._me)
            .where(*self._search.first(self._conditions))
            .order_by(key if rising else key.desc())
        )
        if beyond is not None:
            wanted = wanted.where(key > beyond if rising else key < beyond)
        if at is not None:
            wanted = wanted.where(key >= at if rising else key <= at)
        found: list[IncidentRow] = []
        for stretch in self._stretches if rising else reversed(self._stretches):
            most = literal(limit - len(found), Integer, literal_execute=self._is_any)
            here = wanted.where(stretch).limit(most)
            found += self._connection.execute(here, self._search.values)
            if len(found) == limit:
                break
        return found

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
        passed = round(depth * max(self._number(EXACT_COUNT_LIMIT) - 1, 0))
        for stretch in reversed(self._stretches) if self._falling else self._stretches:
            wanted = (
                incident_rows.keys(self._me, self._key)
                .where(*self._search.all(self._conditions), stretch)
                .order_by(self._key.desc() if self._falling else self._key)
                .offset(passed)
                .limit(1)
            )
            place = self._connection.scalar(wanted, self._search.values)
            if place is not None:
                return place
            passed -= self._number(passed, stretch)
        return None

    def count(self) -> Count:
        """Return how many there are, exactly up to 10,000."""
        return Count.of(self._number(EXACT_COUNT_LIMIT + 1))

    def _number(self, limit: int, *stretches: ColumnElement[bool]) -> int:
        somewhere = or_(*(stretches or self._stretches))
        conditions = [*self._search.all(self._conditions), somewhere]
        some = incident_rows.keys(self._me, incident.c.id).where(*conditions).limit(limit)
        return self._connection.execute(
            select(func.count()).select_from(some.subquery()), self._search.values
        ).scalar_one()


def _has_values(condition: ColumnElement[bool]) -> bool:
    return any(isinstance(part, BindParameter) for part in visitors.iterate(condition))


def in_state(state: IncidentState) -> ColumnElement[bool]:
    """Return whether an incident goes on, or has ended."""
    return incident.c.ended == (true() if state is IncidentState.ENDED else false())
