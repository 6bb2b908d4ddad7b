"""The demo's customers and their contacts."""

from dataclasses import replace
from datetime import date

from tui.api.administration import NewContact, NewOrganisation
from tui.api.policy import Role
from tui.demo.actions import demo_actions
from tui.demo.identity import demo_id
from tui.demo.incidents import demo_incidents
from tui.demo.people import person_id
from tui.demo.tables import rows_of

_ORGANISATIONS = {
    "voorbeeld": NewOrganisation(
        id=demo_id("organisation", "voorbeeld"),
        name="Voorbeeld BV",
        legal_name="Voorbeeld BV",
        product_version="Profit 6.2",
        activated_roles=frozenset({Role.INCIDENT_MANAGER}),
    ),
    "havenlicht": NewOrganisation(
        id=demo_id("organisation", "havenlicht"),
        name="Havenlicht Logistiek",
        legal_name="Havenlicht Logistiek BV",
        product_version="Profit 5",
    ),
}


def demo_organisations(today: date) -> tuple[NewOrganisation, ...]:
    """Return the customers, so different that one sees whose data one is looking at."""
    rows = tuple(rows_of("contacts.csv"))
    return tuple(
        replace(
            organisation,
            contacts=tuple(_contact(row) for row in rows if row["organisation"] == key),
            actions=demo_actions(key, today),
            incidents=demo_incidents(key, today),
        )
        for key, organisation in _ORGANISATIONS.items()
    )


def _contact(row: dict[str, str]) -> NewContact:
    return NewContact(
        id=demo_id("contact", row["organisation"], row["email"]),
        person_id=person_id(row["email"]),
        roles=frozenset(Role(name) for name in row["roles"].split()),
        job_title=row["job_title"],
        department=row["department"],
        active=row["active"] == "yes",
    )
