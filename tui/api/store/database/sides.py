"""As whom a transaction runs on PostgreSQL, whose policies show each side its own rows.

A store that is served begins every transaction as the sign-in, which `act` exchanges for the
caller's side; the end of the transaction ends both. Whoever works on the store as its owner says
so, as the policies bind the owner too. On SQLite there are no sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Engine, text

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
_ACT = (
    "SELECT set_config('role', %(role)s, true), set_config('search_path', %(schema)s, true),"
    " set_config('klantportal.organisation', %(organisation)s, true),"
    " set_config('klantportal.person', %(person)s, true)"
)


def find(connection: Connection) -> Sides | None:
    """Return the sides for which the database has policies: a copy of one has the same."""
    names = {f"{PREFIX}{side}": side for side in Side}
    rows = connection.execute(_FIND, {"names": [*names]}).all()
    if not rows:
        return None
    return Sides({names[row.polname]: row.rolname for row in rows}, rows[0].schema)


def served(engine: Engine, sides: Sides) -> Engine:
    """Return the same engine, whose transactions begin as the sign-in."""
    return engine.execution_options(**{_OPTION: sides})


def begin(connection: Connection) -> None:
    """Say as whom a transaction begins."""
    if connection.get_execution_options().get(_OPTION):
        act(connection, Side.SIGN_IN)
    else:
        connection.exec_driver_sql("SET LOCAL klantportal.owner = 'yes'")


def act(connection: Connection, side: Side, organisation: str = "", person: str = "") -> None:
    """Go on as a side, for this organisation and person, until the transaction ends."""
    sides: Sides | None = connection.get_execution_options().get(_OPTION)
    if sides is None:
        return
    scope = {"organisation": organisation, "person": person}
    connection.exec_driver_sql(_ACT, {"role": sides.roles[side], "schema": sides.schema, **scope})
