"""Who is told something without having asked: as a caller, by what that person may do now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from tui.api import policy
from tui.api.policy import Kind, Role
from tui.api.store.schema import (
    contact,
    contact_role,
    organisation,
    organisation_activation,
    person,
    vendor_member,
)
from tui.api.store.verbs.caller import ACTIVATED, GRANTED, Caller, roles_in

_Row = Row[*tuple[Any, ...]]
_PERSON = (person.c.id, person.c.email, person.c.language, person.c.theme, person.c.time_zone)

_CONTACT = (
    select(
        *_PERSON,
        contact.c.id.label("contact_id"),
        contact.c.organisation_id,
        contact.c.active,
        contact.c.display_name,
        contact.c.read_until_key,
        organisation.c.name.label("organisation_name"),
        contact_role.c.role.label("granted"),
        organisation_activation.c.role.label("activated"),
    )
    .select_from(contact)
    .join(person, person.c.id == contact.c.person_id)
    .join(organisation, organisation.c.id == contact.c.organisation_id)
    .outerjoin(contact_role, GRANTED)
    .outerjoin(organisation_activation, ACTIVATED)
)
"""One row for each granted role, or one without."""


def as_contact(connection: Connection, organisation_id: str, contact_id: str) -> Caller | None:
    """Return a contact of an organisation; None where it is inactive or not there."""
    mine = and_(contact.c.organisation_id == organisation_id, contact.c.id == contact_id)
    rows = connection.execute(_CONTACT.where(mine)).all()
    if not rows or not rows[0].active:
        return None
    granted, roles = roles_in(rows)
    return _receiver(rows, Kind.CONTACT, granted, roles)


def as_vendor(connection: Connection, person_id: str) -> Caller | None:
    """Return one of the vendor's people; None where the person is that no more."""
    found = (
        select(*_PERSON, vendor_member.c.kind, vendor_member.c.display_name)
        .join(vendor_member, vendor_member.c.person_id == person.c.id)
        .where(person.c.id == person_id)
    )
    rows = connection.execute(found).all()
    return _receiver(rows, Kind(rows[0].kind)) if rows else None


def _receiver(
    rows: Sequence[_Row],
    kind: Kind,
    granted: frozenset[Role] = frozenset(),
    roles: frozenset[Role] = frozenset(),
) -> Caller:
    row, is_contact = rows[0], kind is Kind.CONTACT
    return Caller(
        session_id="",
        root_id="",
        person_id=row.id,
        email=row.email,
        display_name=row.display_name,
        kind=kind,
        organisation_id=row.organisation_id if is_contact else None,
        organisation_name=row.organisation_name if is_contact else "",
        contact_id=row.contact_id if is_contact else None,
        granted=granted,
        roles=roles,
        permissions=policy.permissions_of(kind, roles),
        read_until_key=row.read_until_key if is_contact else None,
        language=row.language,
        theme=row.theme,
        time_zone=row.time_zone,
        last_used_at=None,
        expires_at=None,
    )
