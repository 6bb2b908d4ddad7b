"""Who asks: the session, the hat it wears and what that may do, read anew for every verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select, true

from tui.api import policy
from tui.api.errors import Forbidden, Reason, Remedy, Unauthenticated
from tui.api.models.session import Denial, Language, Session, Theme
from tui.api.policy import Kind, Permission, Role
from tui.api.store.database import sides
from tui.api.store.database.sides import Side
from tui.api.store.schema import (
    contact,
    contact_role,
    organisation,
    organisation_activation,
    person,
    portal,
    session,
    vendor_member,
)

MAX_PEOPLE = 5

_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a signed-in person under one hat, or a service, as the tables have it now."""

    session_id: str
    root_id: str
    person_id: str
    """A service stands in the records by its own id, which is no person's."""
    email: str
    display_name: str
    kind: Kind
    organisation_id: str | None
    organisation_name: str
    contact_id: str | None
    granted: frozenset[Role]
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    read_until_key: str | None
    language: str | None
    theme: str | None
    time_zone: str
    last_used_at: datetime | None
    expires_at: datetime | None

    @property
    def scope(self) -> str:
        """The organisation's id in records of what was done; '' for the vendor's side."""
        return self.organisation_id or ""

    def session(self) -> Session:
        """Return what the caller may know of the session."""
        return Session(
            id=self.session_id,
            person_id=None if self.kind is Kind.SERVICE else self.person_id,
            contact_id=self.contact_id,
            organisation_id=self.organisation_id,
            organisation_name=self.organisation_name,
            kind=self.kind,
            display_name=self.display_name,
            email=self.email,
            roles=self.roles,
            permissions=self.permissions,
            language=Language(self.language) if self.language else None,
            theme=Theme(self.theme) if self.theme else None,
            time_zone=self.time_zone,
            expires_at=self.expires_at,
        )


GRANTED = and_(
    contact_role.c.organisation_id == contact.c.organisation_id,
    contact_role.c.contact_id == contact.c.id,
)
"""Which roles a contact was granted."""

ACTIVATED = and_(
    organisation_activation.c.organisation_id == contact_role.c.organisation_id,
    organisation_activation.c.role == contact_role.c.role,
)
"""Which of them the vendor activated for the organisation."""

_root = session.alias("root")

_FIND = (
    select(
        session.c.id,
        session.c.root_id,
        session.c.person_id,
        session.c.organisation_id,
        session.c.kind,
        session.c.last_used_at,
        session.c.idle_expires_at,
        session.c.expires_at,
        _root.c.revoked_at,
        person.c.email,
        person.c.language,
        person.c.theme,
        person.c.time_zone,
        contact.c.id.label("contact_id"),
        contact.c.active,
        contact.c.display_name,
        contact.c.read_until_key,
        organisation.c.name.label("organisation_name"),
        vendor_member.c.kind.label("member_kind"),
        vendor_member.c.display_name.label("member_name"),
        portal.c.vendor_name,
        contact_role.c.role.label("granted"),
        organisation_activation.c.role.label("activated"),
    )
    .select_from(session)
    .join(_root, _root.c.id == session.c.root_id)
    .join(person, person.c.id == session.c.person_id)
    .join(portal, true())
    .outerjoin(organisation, organisation.c.id == session.c.organisation_id)
    .outerjoin(
        contact,
        and_(
            contact.c.organisation_id == session.c.organisation_id,
            contact.c.person_id == session.c.person_id,
        ),
    )
    .outerjoin(vendor_member, vendor_member.c.person_id == session.c.person_id)
    .outerjoin(contact_role, GRANTED)
    .outerjoin(organisation_activation, ACTIVATED)
    .where(session.c.token_hash == bindparam("token_hash"))
)
"""One row for each granted role, or one without; ending the first session ends every hat's."""


def find(connection: Connection, token_hash: str, now: datetime) -> Caller:
    """Return the caller of a token; raises `Unauthenticated` where it opens nothing (any more)."""
    rows = connection.execute(_FIND, {"token_hash": token_hash}).all()
    if not rows or not _is_open(rows[0], now):
        raise Unauthenticated
    return _caller(rows[0], rows)


def step_in(connection: Connection, me: Caller) -> None:
    """Go on as the caller: from here the database shows no rows but those of the caller's side."""
    sides.act(connection, _SIDES[me.kind], me.scope, me.person_id)


def step_in_as_customer(connection: Connection, organisation_id: str, person_id: str) -> None:
    """Go on as somebody of an organisation who has no session yet."""
    sides.act(connection, Side.CUSTOMER, organisation_id, person_id)


def step_out(connection: Connection) -> None:
    """Go back to the door, where it is seen who belongs to which organisation, and no more."""
    sides.act(connection, Side.SIGN_IN)


_SIDES = {
    Kind.CONTACT: Side.CUSTOMER,
    Kind.SUPPORT: Side.VENDOR,
    Kind.OPERATOR: Side.VENDOR,
    Kind.SERVICE: Side.VENDOR,
}


def _is_open(row: _Row, now: datetime) -> bool:
    if row.revoked_at is not None or now >= min(row.idle_expires_at, row.expires_at):
        return False
    if row.kind == Kind.CONTACT:
        return bool(row.active)
    return row.member_kind == row.kind


def roles_in(rows: Sequence[_Row]) -> tuple[frozenset[Role], frozenset[Role]]:
    """Return the roles that a contact was granted, a row for each, and those that count now."""
    granted = frozenset(Role(each.granted) for each in rows if each.granted)
    activated = (Role(each.activated) for each in rows if each.activated)
    return granted, policy.effective_roles(granted, activated)


def _caller(row: _Row, rows: Sequence[_Row]) -> Caller:
    kind = Kind(row.kind)
    granted, roles = roles_in(rows)
    is_contact = kind is Kind.CONTACT
    return Caller(
        session_id=row.id,
        root_id=row.root_id,
        person_id=row.person_id,
        email=row.email,
        display_name=row.display_name if is_contact else row.member_name,
        kind=kind,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name if is_contact else row.vendor_name,
        contact_id=row.contact_id,
        granted=granted,
        roles=roles,
        permissions=policy.permissions_of(kind, roles),
        read_until_key=row.read_until_key,
        language=row.language,
        theme=row.theme,
        time_zone=row.time_zone,
        last_used_at=row.last_used_at,
        expires_at=min(row.idle_expires_at, row.expires_at),
    )


def require(connection: Connection, caller: Caller, *permissions: Permission) -> None:
    """Raise `Forbidden`, with who can change that, unless the caller holds one of these.

    It speaks of the first of them, or of one whose role only waits for its activation.
    """
    if caller.permissions.isdisjoint(permissions):
        people = administrators(connection, caller)
        denials = [_denial(caller, each, people) for each in permissions]
        denial = min(denials, key=lambda each: each.reason is not Reason.NOT_ACTIVATED)
        raise Forbidden(denial.reason, denial.remedy, denial.permission, denial.people)


def explain(connection: Connection, caller: Caller, permission: Permission) -> Denial | None:
    """Return why the caller lacks `permission`, or None."""
    if permission in caller.permissions:
        return None
    return _denial(caller, permission, administrators(connection, caller))


def explain_all(connection: Connection, caller: Caller) -> dict[Permission, Denial | None]:
    """Return the same for every permission that there is."""
    people = administrators(connection, caller)
    return {
        permission: None
        if permission in caller.permissions
        else _denial(caller, permission, people)
        for permission in Permission
    }


def administrators(connection: Connection, caller: Caller) -> tuple[str, ...]:
    """Return the names of active administrators of the caller's organisation, at most 5."""
    if caller.organisation_id is None:
        return ()
    statement = (
        select(contact.c.display_name)
        .join(contact_role)
        .where(
            contact.c.organisation_id == caller.organisation_id,
            contact.c.active,
            contact_role.c.role == Role.ADMINISTRATOR,
        )
        .order_by(contact.c.sort_name, contact.c.id)
        .limit(MAX_PEOPLE)
    )
    return tuple(connection.scalars(statement))


def _denial(caller: Caller, permission: Permission, people: tuple[str, ...]) -> Denial:
    refusal = policy.refusal(caller.kind, caller.granted, permission)
    return Denial(
        permission=permission,
        reason=refusal.reason,
        remedy=refusal.remedy,
        roles=refusal.roles,
        people=() if refusal.remedy is Remedy.NONE else people,
    )
