"""Customers as they stand in the tables, and as the vendor's side reads them."""

from typing import Any

from sqlalchemy import Row, Select, select

from tui.api import policy
from tui.api.models.organisations import Organisation
from tui.api.store.database import folding
from tui.api.store.database.keyset import SEPARATOR
from tui.api.store.schema import contact, invitation, organisation
from tui.api.store.verbs.caller import Caller

OrganisationRow = Row[*tuple[Any, ...]]

_JOINED = (
    select(contact.c.id)
    .where(contact.c.organisation_id == organisation.c.id)
    .correlate(organisation)
    .exists()
)
"""Whether anybody belongs to it, active or not."""


def sort_key(name: str, organisation_id: str) -> str:
    """Return what puts an organisation in its place by name; no two have the same."""
    return f"{folding.sortable(name)}{SEPARATOR}{organisation_id}"


def selected() -> Select[*tuple[Any, ...]]:
    """Select organisations, each with whom it waits for."""
    return select(
        organisation.c.id,
        organisation.c.name,
        organisation.c.legal_name,
        organisation.c.product_version,
        organisation.c.sort_key,
        invitation.c.email,
        invitation.c.expires_at,
        _JOINED.label("joined"),
    ).select_from(organisation.outerjoin(invitation))


def as_organisation(me: Caller, row: OrganisationRow) -> Organisation:
    """Return an organisation as the caller may know it."""
    return Organisation(
        id=row.id,
        name=row.name,
        legal_name=row.legal_name,
        product_version=row.product_version,
        joined=row.joined,
        invited=row.email or "",
        invited_until=row.expires_at,
        allowed=policy.organisation_actions(me.permissions, joined=row.joined),
    )
