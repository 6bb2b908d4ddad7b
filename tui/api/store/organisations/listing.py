"""The list of the vendor's customers, by name."""

import re

from sqlalchemy import Connection, func, select

from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.organisations import Organisation
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count, Page, PageRequest
from tui.api.policy import Permission
from tui.api.store.database import keyset
from tui.api.store.database.keyset import Cursor
from tui.api.store.organisations import organisation_rows
from tui.api.store.organisations.organisation_rows import OrganisationRow
from tui.api.store.schema import organisation
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

_CURSOR = Cursor("organisations ", re.compile(rf"[^\x00]*{keyset.SEPARATOR}[0-9a-f-]{{36}}"))


def page(connection: Connection, me: Caller, request: PageRequest) -> Page[Organisation]:
    """Return a page of customers; raises `Invalid`, and `NotFound` for `around`."""
    caller.require(connection, me, Permission.ORGANISATIONS_CREATE)
    rows, before, after = keyset.page(_ByName(connection), _CURSOR, request)
    found = tuple(organisation_rows.as_organisation(me, row) for row in rows)
    return Page(found, before, after)


def count(connection: Connection, me: Caller) -> Count:
    """Return how many customers there are, exactly up to 10,000."""
    caller.require(connection, me, Permission.ORGANISATIONS_CREATE)
    return Count.of(_count(connection, EXACT_COUNT_LIMIT + 1))


class _ByName:
    """The customers by name, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(
        self, limit: int, *, ahead: bool, beyond: str | None = None, at: str | None = None
    ) -> list[OrganisationRow]:
        """Return rows in one direction from a place."""
        key = organisation.c.sort_key
        found = organisation_rows.selected().order_by(key if ahead else key.desc()).limit(limit)
        if beyond is not None:
            found = found.where(key > beyond if ahead else key < beyond)
        if at is not None:
            found = found.where(key >= at if ahead else key <= at)
        return [*self._connection.execute(found)]

    def place(self, row: OrganisationRow) -> str:
        """Return where a row stands."""
        return row.sort_key

    def place_of(self, id_: str) -> str:
        """Return where an organisation stands; raises `NotFound`."""
        mine = select(organisation.c.sort_key).where(organisation.c.id == id_)
        found = self._connection.scalar(mine) if is_id(id_) else None
        if found is None:
            raise NotFound("organisation")
        return found

    def place_at(self, depth: float) -> str | None:
        """Return the place about so deep; None where there is none."""
        passed = int(depth * max(0, _count(self._connection, EXACT_COUNT_LIMIT) - 1))
        by_name = select(organisation.c.sort_key).order_by(organisation.c.sort_key)
        return self._connection.scalar(by_name.offset(passed).limit(1))


def _count(connection: Connection, limit: int) -> int:
    some = select(organisation.c.id).limit(limit).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()
