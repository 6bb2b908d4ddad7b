"""Who may do what: the table of roles and permissions, and the questions asked of it.

The table is data: another vendor's rules are another table. Only backends evaluate it; a user
interface shows what `Session.permissions` and `allowed` say.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from tui.api.errors import Reason, Remedy
from tui.api.vocabulary import Vocabulary


class Role(Vocabulary):
    """An authorisation role of a contact in an organisation; a contact holds a set of them."""

    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"
    INCIDENT_MANAGER = "incident_manager"


class Kind(Vocabulary):
    """What sort of principal a session is for."""

    CONTACT = "contact"
    SUPPORT = "support"
    OPERATOR = "operator"
    SERVICE = "service"


class Permission(Vocabulary):
    """What a principal may do; the table below is complete."""

    PROFILE_EDIT = "profile.edit"
    RELEASES_READ = "releases.read"
    RELEASES_ACT = "releases.act"
    COURSES_READ = "courses.read"
    COURSES_ENROL = "courses.enrol"
    COURSES_ENROL_OTHERS = "courses.enrol_others"
    INCIDENTS_SUBMIT = "incidents.submit"
    INCIDENTS_READ_OWN = "incidents.read_own"
    INCIDENTS_READ_ALL = "incidents.read_all"
    CONTACTS_MANAGE = "contacts.manage"
    ROLES_GRANT = "roles.grant"
    ORGANISATION_EDIT = "organisation.edit"
    ORGANISATION_REVIEW = "organisation.review"
    INVOICES_READ = "invoices.read"
    CONSULTANCY_REQUEST = "consultancy.request"
    AUDIT_READ = "audit.read"
    INCIDENTS_SERVE = "incidents.serve"
    INCIDENT_MANAGER_ACTIVATE = "incident_manager.activate"
    RELEASES_PUBLISH = "releases.publish"
    COURSES_PUBLISH = "courses.publish"
    MAILINGS_SEND = "mailings.send"
    REVIEWS_REQUEST = "reviews.request"
    CONSULTANCY_SERVE = "consultancy.serve"
    INVOICES_IMPORT = "invoices.import"
    PAYMENTS_RECORD = "payments.record"
    ORGANISATIONS_CREATE = "organisations.create"
    SERVICES_MANAGE = "services.manage"


class NoteAction(Vocabulary):
    """What may be done to a note."""

    MARK = "mark"
    BOOKMARK = "bookmark"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class ActionVerb(Vocabulary):
    """What may be done to a required action."""

    EDIT = "edit"


class IncidentStatus(Vocabulary):
    """How far an incident is; `new` and `open` wait for the vendor, `pending` for the customer."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"


ENDED = frozenset({IncidentStatus.SOLVED, IncidentStatus.CLOSED})


class IncidentAction(Vocabulary):
    """What may be done to an incident; from `answer` on it is the vendor's side that does it."""

    COMMENT = "comment"
    WATCH = "watch"
    ADD_WATCHERS = "add_watchers"
    CLOSE = "close"
    REOPEN = "reopen"
    RATE = "rate"
    ANSWER = "answer"
    CHANGE = "change"
    MERGE = "merge"
    ACTIVATE = "activate"


class ContactAction(Vocabulary):
    """What may be done to a contact."""

    GRANT = "grant"


class OrganisationAction(Vocabulary):
    """What may be done to a customer from the vendor's side."""

    INVITE = "invite"


class TemplateAction(Vocabulary):
    """What may be done to a template of the support desk."""

    CHANGE = "change"
    REMOVE = "remove"


class ServiceAction(Vocabulary):
    """What may be done to a service."""

    REVOKE = "revoke"


_EVERYONE = frozenset({Permission.PROFILE_EDIT})

_EMPLOYEE = frozenset(
    {
        Permission.RELEASES_READ,
        Permission.RELEASES_ACT,
        Permission.COURSES_READ,
        Permission.COURSES_ENROL,
        Permission.INCIDENTS_SUBMIT,
        Permission.INCIDENTS_READ_OWN,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYEE: _EMPLOYEE,
    Role.ADMINISTRATOR: _EMPLOYEE
    | {
        Permission.INCIDENTS_READ_ALL,
        Permission.COURSES_ENROL_OTHERS,
        Permission.CONTACTS_MANAGE,
        Permission.ROLES_GRANT,
        Permission.ORGANISATION_EDIT,
        Permission.ORGANISATION_REVIEW,
        Permission.INVOICES_READ,
        Permission.CONSULTANCY_REQUEST,
        Permission.AUDIT_READ,
    },
    Role.INCIDENT_MANAGER: frozenset({Permission.INCIDENTS_READ_ALL}),
}
"""What each role adds to what everyone may; permissions are the union over the roles."""

_SUPPORT = frozenset(
    {
        Permission.INCIDENTS_SERVE,
        Permission.INCIDENT_MANAGER_ACTIVATE,
        Permission.RELEASES_PUBLISH,
        Permission.COURSES_PUBLISH,
        Permission.MAILINGS_SEND,
        Permission.REVIEWS_REQUEST,
        Permission.CONSULTANCY_SERVE,
    }
)
_SERVICE = frozenset(
    {
        Permission.INVOICES_IMPORT,
        Permission.PAYMENTS_RECORD,
        Permission.ORGANISATIONS_CREATE,
    }
)

KIND_PERMISSIONS: dict[Kind, frozenset[Permission]] = {
    Kind.CONTACT: _EVERYONE,
    Kind.SUPPORT: _EVERYONE | _SUPPORT,
    Kind.OPERATOR: _EVERYONE | _SUPPORT | _SERVICE | {Permission.SERVICES_MANAGE},
    Kind.SERVICE: _SERVICE,
}
"""What a principal may do by what it is, before any role."""

ACTIVATED_ROLES = frozenset({Role.INCIDENT_MANAGER})
"""Roles that count only while Support has them activated for the organisation."""


def effective_roles(granted: Iterable[Role], activated: Iterable[Role]) -> frozenset[Role]:
    """Return the granted roles that count now, given those activated for the organisation."""
    return frozenset(granted) - (ACTIVATED_ROLES - frozenset(activated))


def permissions_of(kind: Kind, roles: Iterable[Role] = ()) -> frozenset[Permission]:
    """Return what a principal may do; roles count for a contact alone."""
    if kind is not Kind.CONTACT:
        return KIND_PERMISSIONS[kind]
    return KIND_PERMISSIONS[kind].union(*(ROLE_PERMISSIONS[role] for role in roles))


_TRACKING = frozenset({NoteAction.MARK, NoteAction.BOOKMARK})
_MENDING = frozenset({NoteAction.CORRECT, NoteAction.WITHDRAW})


def note_actions(kind: Kind, permissions: Container[Permission]) -> frozenset[NoteAction]:
    """Return what a principal may do to a note: who reads it keeps track, who publishes mends."""
    if kind is Kind.CONTACT and Permission.RELEASES_READ in permissions:
        return _TRACKING
    if Permission.RELEASES_PUBLISH in permissions:
        return _MENDING
    return frozenset()


def action_actions(permissions: Container[Permission]) -> frozenset[ActionVerb]:
    """Return what a principal may do to what is required of the own organisation."""
    may_act = Permission.RELEASES_ACT in permissions
    return frozenset({ActionVerb.EDIT}) if may_act else frozenset()


def contact_actions(permissions: Container[Permission]) -> frozenset[ContactAction]:
    """Return what a principal may do to a contact of the own organisation."""
    may_grant = Permission.ROLES_GRANT in permissions
    return frozenset({ContactAction.GRANT}) if may_grant else frozenset()


def organisation_actions(
    permissions: Container[Permission], *, joined: bool
) -> frozenset[OrganisationAction]:
    """Return what a principal may do to a customer; whom somebody joined invites by itself."""
    may_invite = Permission.ORGANISATIONS_CREATE in permissions and not joined
    return frozenset({OrganisationAction.INVITE}) if may_invite else frozenset()


def template_actions(permissions: Container[Permission]) -> frozenset[TemplateAction]:
    """Return what a principal may do to a template: who answers by them keeps them."""
    may_serve = Permission.INCIDENTS_SERVE in permissions
    return frozenset(TemplateAction) if may_serve else frozenset()


def service_actions(
    permissions: Container[Permission], *, revoked: bool
) -> frozenset[ServiceAction]:
    """Return what a principal may do to a service."""
    may_revoke = Permission.SERVICES_MANAGE in permissions and not revoked
    return frozenset({ServiceAction.REVOKE}) if may_revoke else frozenset()


def roles_granting(permission: Permission) -> tuple[Role, ...]:
    """Return the roles that bring `permission`, the smallest first."""
    roles = (role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions)
    return tuple(sorted(roles, key=lambda role: len(ROLE_PERMISSIONS[role])))


NOT_ACTIVATED = Reason.NOT_ACTIVATED, Remedy.SUBMIT_ACTIVATION_REQUEST
"""Why a role of these is of no use yet, and what to do."""


@dataclass(frozen=True)
class Refusal:
    """Why a permission is missing, what to do, and which roles would bring it."""

    reason: Reason
    remedy: Remedy
    roles: tuple[Role, ...] = ()


def refusal(kind: Kind, granted: Iterable[Role], permission: Permission) -> Refusal:
    """Say why a principal with these granted roles lacks `permission`."""
    roles = roles_granting(permission)
    if permission in _EVERYONE:  # which only a service lacks
        return Refusal(Reason.PEOPLE_ONLY, Remedy.NONE)
    if kind is not Kind.CONTACT:
        return Refusal(Reason.CUSTOMER_ONLY if roles else Reason.VENDOR_ONLY, Remedy.NONE)
    if not roles:
        return Refusal(Reason.VENDOR_ONLY, Remedy.NONE)
    if set(roles) & set(granted) & ACTIVATED_ROLES:
        return Refusal(*NOT_ACTIVATED, roles)
    return Refusal(Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR, roles)
