"""As whom a transaction runs on PostgreSQL, whose policies show each side its own rows.

The connections of a store that is served belong to the sign-in, which `act` exchanges for the
caller's side until the transaction ends. Whoever works on the store as its owner says so, as the
policies bind the owner too. On SQLite there are no sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry

PREFIX = "klantportal_"
"""How the names of our policies begin; they end in the side's, or in `owner`."""

OWNER = f"{PREFIX}owner"
"""The policy of the tables' owner."""

_OPTION = "klantportal_sides"


class Side(StrEnum):
    """A side of the counter, or the door."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    SIGN_IN = "sign_in"


@dataclass(frozen=True)
class Sides:
    """The roles of a database, and the schema that its tables are in (quoted)."""

    roles: Mapping[Side, str]
    schema: str


_FIND = text(
    "SELECT DISTINCT polname, rolname, quote_ident(nspname) AS schema FROM pg_policy"
    " JOIN pg_class ON pg_class.oid = polrelid"
    " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " JOIN pg_roles ON pg_roles.oid = ANY (polroles)"
    " WHERE polname = ANY (:names) AND pg_table_is_visible(polrelid)"
)
_ENTER = "SELECT set_config('role', %(role)s, false), set_config('search_path', %(schema)s, false)"
"""Once for a connection: what every transaction begins with costs a way there and back."""

_ACT = (
    "SELECT set_config('role', %(role)s, true),"
    " set_config('klantportal.organisation', %(organisation)s, true),"
    " set_config('klantportal.person', %(person)s, true)"
)


class _Driver(Protocol):
    """What is used of a connection of psycopg."""

    def execute(self, query: str, params: Mapping[str, str], /) -> object: ...


def find(connection: Connection) -> Sides | None:
    """Return the sides for which the database has policies: a copy of one has the same."""
    names = {f"{PREFIX}{side}": side for side in Side}
    rows = connection.execute(_FIND, {"names": [*names]}).all()
    if not rows:
        return None
    return Sides({names[row.polname]: row.rolname for row in rows}, rows[0].schema)


def served(engine: Engine, sides: Sides) -> Engine:
    """Return the same engine, whose connections belong to the sign-in from now on."""

    def enter(driver: _Driver, _entry: ConnectionPoolEntry) -> None:
        scope = {"role": sides.roles[Side.SIGN_IN], "schema": sides.schema}
        driver.execute(_ENTER, scope)

    event.listen(engine, "connect", enter)
    engine.dispose()
    return engine.execution_options(**{_OPTION: sides})


def begin(connection: Connection) -> None:
    """Begin a transaction, and say that the owner is at work unless the store is served."""
    served = _OPTION in connection.get_execution_options()
    connection.exec_driver_sql("BEGIN" if served else "BEGIN; SET LOCAL klantportal.owner = 'yes'")


def act(connection: Connection, side: Side, organisation: str = "", person: str = "") -> None:
    """Go on as a side, for this organisation and person, until the transaction ends."""
    sides: Sides | None = connection.get_execution_options().get(_OPTION)
    if sides is None:
        return
    scope = {"organisation": organisation, "person": person}
    connection.exec_driver_sql(_ACT, {"role": sides.roles[side], **scope})
