"""Joining: who was invited becomes the first administrator, with an account old or new.

The account is found by the e-mail address that was invited, not by one that the guest gives.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from tui.api.errors import FieldError, Invalid, Reason, Remedy, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.names import parts_of
from tui.api.models.profile import LONGEST_PASSWORD, SHORTEST_PASSWORD
from tui.api.models.session import Hat
from tui.api.policy import Kind, Role
from tui.api.store.database import folding
from tui.api.store.database.dialect import dialect_of
from tui.api.store.organisations import codes, inviting
from tui.api.store.schema import contact, contact_role, invitation, person
from tui.api.store.session import attempts, entering, sign_in
from tui.api.store.session.entering import Entered
from tui.api.store.session.sign_in import Candidate
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.secret import Secret

if TYPE_CHECKING:
    from tui.api.models.sign_in import Join


@dataclass(frozen=True)
class Guest:
    """Somebody with a code that works: to which organisation, and whose address it was given."""

    organisation_id: str
    email: str
    has_account: bool


def begin(connection: Connection, code: str, now: datetime) -> Guest | None:
    """Count a try and return who comes by the code, None where it does not work (any more).

    Raises `Unauthenticated` while it must wait.
    """
    subject = codes.subject_of(code)
    attempts.count(connection, subject, now, excused=0)
    guest = _guest(connection, code, now)
    if guest is not None:
        attempts.wipe(connection, subject)
    return guest


def finish(
    connection: Connection, guest: Guest, join: "Join", shown: "Candidate | str", now: datetime
) -> Entered:
    """Let a guest in; `shown` is whose password was right, or the hash of a new one.

    Raises `Unauthenticated` where the code does not work any more, and `Invalid` where the address
    got an account meanwhile.
    """
    inviting.lock(connection, guest.organisation_id)
    dialect_of(connection).lock(connection, f"person {folding.email_key(guest.email)}")
    present = _guest(connection, join.code, now)
    if present is None:
        raise wrong_code()
    if isinstance(shown, Candidate):
        person_id = sign_in.recognised(connection, shown)
        attempts.wipe(connection, shown.subject)
    elif present.has_account:
        raise wrong_password()
    else:
        person_id = _new_person(connection, guest, join, shown)
    caller.step_in_as_customer(connection, guest.organisation_id, person_id)
    contact_id = _new_administrator(connection, guest, person_id, join.name)
    mine = invitation.c.organisation_id == guest.organisation_id
    connection.execute(delete(invitation).where(mine))
    caller.step_out(connection)
    hat = Hat(kind=Kind.CONTACT, organisation_id=guest.organisation_id, name="")
    entered = entering.enter(connection, person_id, hat, now)
    audit.record(connection, entered.me, Action.CONTACT_JOIN, {contact_id: {}}, now)
    return entered


def check_new(password: Secret) -> None:
    """Raise `Invalid` for a new password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password.reveal()) <= LONGEST_PASSWORD:
        limits = {"least": SHORTEST_PASSWORD, "most": LONGEST_PASSWORD}
        raise Invalid((FieldError("password", "password_length", limits),))


def wrong_code() -> Unauthenticated:
    """Return the one answer to a code that is wrong, used, replaced or too old."""
    return Unauthenticated(Reason.WRONG_CODE, Remedy.ASK_VENDOR)


def wrong_password() -> Invalid:
    """Return the answer to a password that is not that of the account there is already."""
    return Invalid((FieldError("password", "account_password"),))


def _guest(connection: Connection, code: str, now: datetime) -> Guest | None:
    found = select(invitation).where(
        invitation.c.code_hash == codes.hash_of(code), invitation.c.expires_at > now
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    account = select(person.c.id).where(person.c.email_key == folding.email_key(row.email))
    has_account = connection.scalar(account) is not None
    return Guest(row.organisation_id, row.email, has_account)


def _new_person(connection: Connection, guest: Guest, join: "Join", kept: str) -> str:
    person_id = new_id()
    values = {
        "id": person_id,
        "email": guest.email,
        "email_key": folding.email_key(guest.email),
        "password_hash": kept,
        "language": join.language,
        "time_zone": "",
        "version": 1,
    }
    connection.execute(insert(person).values(values))
    return person_id


def _new_administrator(connection: Connection, guest: Guest, person_id: str, name: str) -> str:
    given_name, prefix, family_name = parts_of(name)
    ids = {"organisation_id": guest.organisation_id, "contact_id": new_id()}
    values = {
        "organisation_id": guest.organisation_id,
        "id": ids["contact_id"],
        "person_id": person_id,
        "given_name": given_name,
        "surname_prefix": prefix,
        "family_name": family_name,
        "display_name": name,
        "sort_name": folding.sortable(f"{family_name} {given_name}".strip()),
        "job_title": "",
        "department": "",
        "active": True,
        "version": 1,
    }
    connection.execute(insert(contact).values(values))
    connection.execute(insert(contact_role).values(ids | {"role": Role.ADMINISTRATOR}))
    return ids["contact_id"]
