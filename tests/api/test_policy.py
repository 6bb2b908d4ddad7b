"""Who may do what: the table of the domain, row by row, as it was decided."""

import pytest

from tui.api.errors import Reason, Remedy
from tui.api.policy import (
    Kind,
    Permission,
    Refusal,
    Role,
    effective_roles,
    permissions_of,
    refusal,
    roles_granting,
)

EMPLOYEE, ADMINISTRATOR, MANAGER = Role.EMPLOYEE, Role.ADMINISTRATOR, Role.INCIDENT_MANAGER

# permission, then who has it: no role, employee, administrator, incident manager
CUSTOMERS = """
profile.edit               x x x x
releases.read              - x x -
releases.act               - x x -
courses.read               - x x -
courses.enrol              - x x -
incidents.submit           - x x -
incidents.read_own         - x x -
incidents.read_all         - - x x
contacts.manage            - - x -
roles.grant                - - x -
courses.enrol_others       - - x -
organisation.edit          - - x -
organisation.review        - - x -
invoices.read              - - x -
consultancy.request        - - x -
audit.read                 - - x -
incidents.serve            - - - -
incident_manager.activate  - - - -
releases.publish           - - - -
courses.publish            - - - -
mailings.send              - - - -
reviews.request            - - - -
consultancy.serve          - - - -
invoices.import            - - - -
payments.record            - - - -
organisations.create       - - - -
services.manage            - - - -
"""

# permission, then who has it: support, operator, service
VENDOR = """
profile.edit               x x -
releases.read              - - -
releases.act               - - -
courses.read               - - -
courses.enrol              - - -
incidents.submit           - - -
incidents.read_own         - - -
incidents.read_all         - - -
contacts.manage            - - -
roles.grant                - - -
courses.enrol_others       - - -
organisation.edit          - - -
organisation.review        - - -
invoices.read              - - -
consultancy.request        - - -
audit.read                 - - -
incidents.serve            x x -
incident_manager.activate  x x -
releases.publish           x x -
courses.publish            x x -
mailings.send              x x -
reviews.request            x x -
consultancy.serve          x x -
invoices.import            - x x
payments.record            - x x
organisations.create       - x x
services.manage            - x -
"""


def _cells(table: str, columns: tuple[object, ...]) -> list[tuple[Permission, object, bool]]:
    return [
        (Permission(name), column, mark == "x")
        for name, *marks in map(str.split, table.strip().splitlines())
        for column, mark in zip(columns, marks, strict=True)
    ]


@pytest.mark.parametrize("table", [CUSTOMERS, VENDOR])
def test_the_table_names_every_permission_once(table: str) -> None:
    names = [line.split()[0] for line in table.strip().splitlines()]
    assert sorted(names) == sorted(Permission)


@pytest.mark.parametrize(
    ("permission", "role", "held"), _cells(CUSTOMERS, (None, EMPLOYEE, ADMINISTRATOR, MANAGER))
)
def test_a_contact_may_what_the_role_brings(
    permission: Permission, role: Role | None, held: bool
) -> None:
    roles = [role] if role else []
    assert (permission in permissions_of(Kind.CONTACT, roles)) is held


@pytest.mark.parametrize(
    ("permission", "kind", "held"), _cells(VENDOR, (Kind.SUPPORT, Kind.OPERATOR, Kind.SERVICE))
)
def test_the_vendors_people_may_what_their_kind_brings(
    permission: Permission, kind: Kind, held: bool
) -> None:
    assert (permission in permissions_of(kind)) is held


@pytest.mark.parametrize("kind", [Kind.SUPPORT, Kind.OPERATOR, Kind.SERVICE])
def test_a_customers_roles_bring_the_vendors_people_nothing(kind: Kind) -> None:
    assert permissions_of(kind, Role) == permissions_of(kind)


def test_permissions_of_several_roles_are_those_of_each() -> None:
    assert permissions_of(Kind.CONTACT, [EMPLOYEE, MANAGER]) == (
        permissions_of(Kind.CONTACT, [EMPLOYEE]) | {Permission.INCIDENTS_READ_ALL}
    )
    assert permissions_of(Kind.CONTACT, Role) == permissions_of(Kind.CONTACT, [ADMINISTRATOR])


@pytest.mark.parametrize(
    ("granted", "activated", "effective"),
    [
        ([], [], []),
        ([], [MANAGER], []),
        ([EMPLOYEE], [], [EMPLOYEE]),
        ([ADMINISTRATOR], [MANAGER], [ADMINISTRATOR]),
        ([MANAGER], [], []),
        ([MANAGER], [MANAGER], [MANAGER]),
        ([MANAGER], [EMPLOYEE, ADMINISTRATOR], []),
        ([EMPLOYEE, MANAGER], [], [EMPLOYEE]),
        ([EMPLOYEE, MANAGER], [MANAGER], [EMPLOYEE, MANAGER]),
    ],
)
def test_incident_management_counts_only_while_granted_and_activated(
    granted: list[Role], activated: list[Role], effective: list[Role]
) -> None:
    assert effective_roles(granted, activated) == frozenset(effective)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.RELEASES_READ, (EMPLOYEE, ADMINISTRATOR)),
        (Permission.INCIDENTS_READ_ALL, (MANAGER, ADMINISTRATOR)),
        (Permission.INVOICES_READ, (ADMINISTRATOR,)),
        (Permission.RELEASES_PUBLISH, ()),
    ],
)
def test_the_smallest_role_that_brings_a_permission_is_named_first(
    permission: Permission, roles: tuple[Role, ...]
) -> None:
    assert roles_granting(permission) == roles


@pytest.mark.parametrize(
    ("kind", "granted", "permission", "expected"),
    [
        (
            Kind.CONTACT,
            [],
            Permission.RELEASES_READ,
            Refusal(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, (EMPLOYEE, ADMINISTRATOR)),
        ),
        (
            Kind.CONTACT,
            [EMPLOYEE],
            Permission.INVOICES_READ,
            Refusal(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, (ADMINISTRATOR,)),
        ),
        (
            Kind.CONTACT,
            [EMPLOYEE, MANAGER],
            Permission.INCIDENTS_READ_ALL,
            Refusal(
                Reason.NOT_ACTIVATED, Remedy.SUBMIT_ACTIVATION_REQUEST, (MANAGER, ADMINISTRATOR)
            ),
        ),
        (
            Kind.CONTACT,
            [MANAGER],
            Permission.INVOICES_READ,
            Refusal(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, (ADMINISTRATOR,)),
        ),
        (
            Kind.CONTACT,
            [ADMINISTRATOR],
            Permission.RELEASES_PUBLISH,
            Refusal(Reason.VENDOR_ONLY, Remedy.NONE),
        ),
        (
            Kind.SUPPORT,
            [],
            Permission.INVOICES_READ,
            Refusal(Reason.CUSTOMER_ONLY, Remedy.NONE),
        ),
        (
            Kind.SUPPORT,
            [],
            Permission.PAYMENTS_RECORD,
            Refusal(Reason.VENDOR_ONLY, Remedy.NONE),
        ),
        (
            Kind.OPERATOR,
            [],
            Permission.RELEASES_READ,
            Refusal(Reason.CUSTOMER_ONLY, Remedy.NONE),
        ),
    ],
)
def test_a_refusal_says_why_and_what_to_do(
    kind: Kind, granted: list[Role], permission: Permission, expected: Refusal
) -> None:
    assert refusal(kind, granted, permission) == expected
