"""Row-level security on PostgreSQL: the roles of the sides, and what each may do to which rows.

A backstop: every statement says by itself whose rows it means. The roles are the cluster's, so they
are named for the database; they own nothing and nobody signs in as one.
"""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, inspect, text

from tui.api.administration import Backstop
from tui.api.errors import Fault, Unavailable
from tui.api.store.database import sides
from tui.api.store.database.sides import OWNER, PREFIX, Side
from tui.api.store.schema.ownership import (
    AT_THE_DOOR,
    BOOKKEEPING,
    COLLEAGUES,
    CUSTOMER_OWNED,
    IDENTITY,
    VENDOR_ONLY,
    VENDOR_OWNED,
)

_ALL = "SELECT, INSERT, UPDATE, DELETE"
_EVERY_ROW = "true"
_OWNER_SAYS_SO = "current_setting('klantportal.owner', true) = 'yes'"
_LONGEST = 63
"""Bytes of a name."""

Roles = Mapping[Side, str]
"""The names of the roles, quoted."""


def secure(connection: Connection) -> None:
    """Make the roles where they are missing, and give every table that there is its policies.

    Doing it again does no harm. Raises `Unavailable` with the statements for the administrator of
    the cluster, where the user of the database may not make roles.
    """
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote
    names = _names(connection)
    _make(connection, names)
    roles = {side: quote(name) for side, name in names.items()}
    there = {*inspect(connection).get_table_names()}
    schema, owner = connection.execute(_PLACE).one()
    everybody = ", ".join(roles.values())
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {everybody}")
    for table in sorted(there & classified()):
        connection.exec_driver_sql(f"REVOKE ALL ON {quote(table)} FROM {everybody}")
        for statement in _statements(table, quote(table), roles, owner):
            connection.exec_driver_sql(statement)


def look(connection: Connection) -> Backstop:
    """Return what of all this is lacking, for the user of the database."""
    _, asking = _needed(connection, _names(connection))
    return Backstop(
        open_tables=tuple(
            row.relname
            for row in connection.execute(_TABLES)
            if (rules := _rules(row.relname))
            and not (row.forced and {*row.policies} >= {OWNER, *map(_policy, rules)})
        ),
        statements=tuple(asking),
    )


def refuse_part(connection: Connection, place: str) -> None:
    """Raise `Unavailable`, naming the tables, unless the user of the database sees every row."""
    if hidden := ", ".join(connection.scalars(_HIDDEN, {"owner": OWNER})):
        raise Unavailable(Fault.ROWS_HIDDEN, place=place, detail=hidden)


_TABLES = text(
    "SELECT relname, relrowsecurity AND relforcerowsecurity AS forced,"
    " ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid) AS policies"
    " FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid) ORDER BY relname"
)
_HIDDEN = text(
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid)"
    " AND row_security_active(oid) AND ("
    " NOT EXISTS (SELECT FROM pg_policy, unnest(polroles) AS role WHERE polrelid = pg_class.oid"
    " AND polname = :owner AND pg_has_role(current_user, role, 'USAGE'))"
    " OR EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND NOT polpermissive))"
    " ORDER BY relname"
)
"""Where neither being above policies nor the owner's policy shows all; others may narrow it."""


def classified() -> frozenset[str]:
    """Return the names of all tables that stand in a class."""
    return frozenset({*CUSTOMER_OWNED, *IDENTITY, *VENDOR_ONLY, *VENDOR_OWNED, *BOOKKEEPING})


_PLACE = text(
    "SELECT quote_ident(nspname), quote_ident(pg_get_userbyid(relowner)) FROM pg_class"
    " JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = 'portal'::regclass"
)


def _statements(table: str, quoted: str, roles: Roles, owner: str) -> Iterator[str]:
    for side, privileges in _privileges(table).items():
        yield f"GRANT {privileges} ON {quoted} TO {roles[side]}"
    rules = _rules(table)
    if not rules:
        return
    yield f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    named = [(OWNER, owner, _OWNER_SAYS_SO)]
    named += [(_policy(side), roles[side], rule) for side, rule in rules.items()]
    for name, role, rule in named:
        yield f"DROP POLICY IF EXISTS {name} ON {quoted}"
        yield f"CREATE POLICY {name} ON {quoted} TO {role} USING ({rule})"


def _policy(side: Side) -> str:
    """Return the name of the policies of a side."""
    return f"{PREFIX}{side}"


def _privileges(table: str) -> Mapping[Side, str]:
    """Return what each side may do to a table."""
    if table in VENDOR_OWNED:
        return dict.fromkeys(Side, "SELECT") | {Side.VENDOR: _ALL}
    if table in BOOKKEEPING:
        return dict.fromkeys(Side, BOOKKEEPING[table])
    all_but_the_door = {Side.VENDOR: _ALL}
    if table not in VENDOR_ONLY:
        all_but_the_door[Side.CUSTOMER] = _ALL
    door = _ALL if table in IDENTITY else AT_THE_DOOR.get(table)
    return all_but_the_door | ({Side.SIGN_IN: door} if door else {})


def _rules(table: str) -> Mapping[Side, str]:
    """Return of which rows each side knows, in the words of PostgreSQL; none: of all of them."""
    if table in CUSTOMER_OWNED:
        own = _is(CUSTOMER_OWNED[table], "organisation")
        door = {Side.SIGN_IN: _EVERY_ROW} if table in AT_THE_DOOR else {}
        return {Side.CUSTOMER: own, Side.VENDOR: _EVERY_ROW, **door}
    if table in IDENTITY:
        own = _is(IDENTITY[table], "person")
        vendor = _EVERY_ROW if table in COLLEAGUES else own
        return {Side.CUSTOMER: own, Side.VENDOR: vendor, Side.SIGN_IN: _EVERY_ROW}
    return {}


def _is(column: str, whose: str) -> str:
    # A setting that an earlier transaction had is '' in this one, and the vendor's records are ''.
    return f"{column} = NULLIF(current_setting('klantportal.{whose}', true), '')"


def _names(connection: Connection) -> dict[Side, str]:
    """Return the roles that the database has policies for, or else those named for it."""
    if found := sides.find(connection):
        return dict(found.roles)
    database = connection.execute(text("SELECT current_database()")).scalar_one()
    return {side: role_name(database, side) for side in Side}


def role_name(database: str, side: Side) -> str:
    """Return the name of a side's role; a long one is cut, and told apart by a digest."""
    name = f"{database}_{side}"
    if len(name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(database.encode()).hexdigest()[:8]
    return f"{database.encode()[:40].decode(errors='ignore')}_{digest}_{side}"


_ME = text(
    "SELECT rolname, rolsuper, rolsuper OR rolcreaterole AS may_make,"
    " current_setting('server_version_num')::int >= 160000 AS tells_set"
    " FROM pg_roles WHERE rolname = current_user"
)
_ROLE = text(
    "SELECT rolsuper OR rolbypassrls AS sees_all, pg_has_role(current_user, oid, :how) AS is_mine"
    " FROM pg_roles WHERE rolname = :name"
)


def _make(connection: Connection, names: Mapping[Side, str]) -> None:
    """Make the roles and let the user of the database act as them."""
    making, asking = _needed(connection, names)
    if asking:
        statements = "".join(f"\n  {statement};" for statement in asking)
        raise Unavailable(Fault.ROLES_MISSING, detail=statements)
    for statement in making:
        connection.exec_driver_sql(statement)


def _needed(connection: Connection, names: Mapping[Side, str]) -> tuple[list[str], list[str]]:
    """Return the statements that the user of the database runs, and those for its administrator."""
    me = connection.execute(_ME).one()
    quote = connection.dialect.identifier_preparer.quote
    # Members of a role inherit its rights, before version 16 whether that is meant or not.
    how = " WITH INHERIT FALSE, SET TRUE" if me.tells_set else ""
    making: list[str] = []
    asking: list[str] = []
    for name in names.values():
        asked = {"name": name, "how": "SET" if me.tells_set else "MEMBER"}
        role = connection.execute(_ROLE, asked).one_or_none()
        granting = f"GRANT {quote(name)} TO {quote(me.rolname)}{how}"
        if role is None:
            new = [f"CREATE ROLE {quote(name)} NOLOGIN", *([] if me.rolsuper else [granting])]
            (making if me.may_make else asking).extend(new)
        elif role.sees_all:
            asking.append(f"ALTER ROLE {quote(name)} NOSUPERUSER NOBYPASSRLS")
        elif not role.is_mine:
            asking.append(granting)
    return making, asking
