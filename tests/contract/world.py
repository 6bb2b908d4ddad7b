"""A small portal for the contract: two customers, a vendor, and everybody who matters.

Who is called what follows the authorisation role; the surnames have what sorting and searching
trip over. All sign in with the same password.
"""

from dataclasses import replace

from tests.contract.notes import DOCUMENTS
from tui.api.administration import DemoSeat, NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.models.session import Hat, Language
from tui.api.policy import Kind, Role
from tui.secret import Secret

PASSWORD = "correct horse: batterij, nietje é"
WRONG_PASSWORD = "correct horse: batterij, nietje e"

EMPLOYEE, ADMINISTRATOR, MANAGER = Role.EMPLOYEE, Role.ADMINISTRATOR, Role.INCIDENT_MANAGER


def identity(number: int) -> str:
    """Return an id that is the same in every run."""
    return f"01890a5d-ac96-774b-bcce-{number:012x}"


BAKERY = identity(1)
"""The customer where most people are; incident management is activated."""
FACTORY = identity(2)
"""The other customer; incident management is not activated."""

BAKERY_HAT = Hat(kind=Kind.CONTACT, organisation_id=BAKERY, name="Bakkerij Zonneveld")
FACTORY_HAT = Hat(kind=Kind.CONTACT, organisation_id=FACTORY, name="Fietsfabriek Lingestroom")
OPERATOR_HAT = Hat(kind=Kind.OPERATOR, name="Van Alphen Software")


def _person(number: int, name: str, kind: Kind | None = None) -> NewPerson:
    given_name, _, rest = name.partition(" ")
    *prefix, family_name = rest.split()
    return NewPerson(
        id=identity(0x100 + number),
        email=f"{number}@example.nl",
        given_name=given_name,
        surname_prefix=" ".join(prefix),
        family_name=family_name,
        password=Secret(PASSWORD),
        kind=kind,
    )


PEOPLE: dict[str, NewPerson] = {
    "none": _person(1, "Nora Visser"),
    "employee": replace(_person(2, "Emma de Vries"), language=Language.DUTCH),
    "administrator": _person(3, "Adam Bakker"),
    "manager": _person(4, "Mila Jansen"),
    "employee+manager": _person(5, "Zoë van der Berg"),
    "administrator+manager": _person(6, "Çağlar Öz"),
    "employee+administrator": _person(7, "Sanne Smit"),
    "all": _person(8, "Daan Mulder"),
    "deactivated": _person(9, "Lars Vos"),
    "newcomer": _person(10, "Noor ten Have"),
    "former": _person(11, "Frits Oud"),
    "both": _person(12, "Bo Peters"),
    "two_hats": _person(13, "Olga Willems", Kind.OPERATOR),
    "other_administrator": _person(14, "Fenna Kok"),
    "manager_inactive": _person(15, "Milan van Dijk"),
    "other_employee": _person(16, "Emre Yıldız"),
    "support": _person(17, "Sofie Maes", Kind.SUPPORT),
    "operator": _person(18, "Otto Brand", Kind.OPERATOR),
    "passwordless": replace(_person(19, "Pien Blok"), password=None),
}
"""Everybody by what they are there for."""


def _contact(number: int, name: str, *roles: Role, active: bool = True) -> NewContact:
    return NewContact(
        id=identity(0x200 + number),
        person_id=PEOPLE[name].id,
        roles=frozenset(roles),
        job_title="Medewerker",
        active=active,
    )


BAKERY_CONTACTS: dict[str, NewContact] = {
    "none": _contact(1, "none"),
    "employee": _contact(2, "employee", EMPLOYEE),
    "administrator": _contact(3, "administrator", ADMINISTRATOR),
    "manager": _contact(4, "manager", MANAGER),
    "employee+manager": _contact(5, "employee+manager", EMPLOYEE, MANAGER),
    "administrator+manager": _contact(6, "administrator+manager", ADMINISTRATOR, MANAGER),
    "employee+administrator": _contact(7, "employee+administrator", EMPLOYEE, ADMINISTRATOR),
    "all": _contact(8, "all", EMPLOYEE, ADMINISTRATOR, MANAGER),
    "deactivated": _contact(9, "deactivated", EMPLOYEE),
    "newcomer": _contact(10, "newcomer", EMPLOYEE),
    "former": _contact(11, "former", ADMINISTRATOR, active=False),
    "both": _contact(12, "both", EMPLOYEE),
    "two_hats": _contact(13, "two_hats", ADMINISTRATOR),
    "passwordless": _contact(14, "passwordless", EMPLOYEE),
}
FACTORY_CONTACTS: dict[str, NewContact] = {
    "both": _contact(21, "both", ADMINISTRATOR),
    "other_administrator": _contact(22, "other_administrator", ADMINISTRATOR),
    "manager_inactive": _contact(23, "manager_inactive", MANAGER),
    "other_employee": _contact(24, "other_employee", EMPLOYEE),
}

BAKERY_ADMINISTRATORS = {
    "Adam Bakker",
    "Çağlar Öz",
    "Sanne Smit",
    "Daan Mulder",
    "Olga Willems",
}


BAKERY_ORGANISATION = NewOrganisation(
    id=BAKERY,
    name="Bakkerij Zonneveld",
    legal_name="Bakkerij Zonneveld B.V.",
    product_version="Profit 9",
    activated_roles=frozenset({MANAGER}),
    contacts=tuple(BAKERY_CONTACTS.values()),
)
FACTORY_ORGANISATION = NewOrganisation(
    id=FACTORY,
    name="Fietsfabriek Lingestroom",
    legal_name="Fietsfabriek Lingestroom N.V.",
    product_version="Profit 8",
    contacts=tuple(FACTORY_CONTACTS.values()),
)

WORLD = NewPortal(
    name="Klantportaal Van Alphen",
    vendor_name="Van Alphen Software",
    product_name="Profit",
    help_center_url="https://help.example.nl/",
    people=tuple(PEOPLE.values()),
    organisations=(BAKERY_ORGANISATION, FACTORY_ORGANISATION),
    documents=DOCUMENTS,
)

DEMO = replace(
    WORLD,
    demo_seats=(
        DemoSeat(name="employee", person_id=PEOPLE["employee"].id, job="demo.job.employee"),
        DemoSeat(name="support", person_id=PEOPLE["support"].id, job="demo.job.support"),
    ),
)
"""The same portal as a demo: two of its people sign in without a password."""
