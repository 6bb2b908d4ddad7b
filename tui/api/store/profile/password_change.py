"""Changing one's own password: the present one must be right, and is guessed at no more cheaply.

A try counts where those of signing in do: being signed in makes no guess a free one.
"""

from datetime import datetime

from sqlalchemy import Connection, update

from tui.api.errors import FieldError, Invalid
from tui.api.policy import Permission
from tui.api.store.schema import person
from tui.api.store.session import attempts, places, sign_in
from tui.api.store.session.sign_in import Candidate
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller


def subject(connection: Connection, me: Caller) -> str:
    """Return by what the caller's tries are counted."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    return sign_in.subject_of(me.email)


def begin(connection: Connection, me: Caller, now: datetime, excused: int) -> Candidate:
    """Count a try and return what to compare the present password with.

    Raises `Unauthenticated` while it must wait.
    """
    return sign_in.begin(connection, me.email, now, excused)


def finish(
    connection: Connection, me: Caller, candidate: Candidate, kept: str, now: datetime
) -> None:
    """Keep the new password, and end every other session of the caller.

    Raises `Invalid` where the password that was compared is no longer the person's.
    """
    unchanged = (person.c.id == me.person_id, person.c.password_hash == candidate.kept)
    written = connection.execute(update(person).where(*unchanged).values(password_hash=kept))
    if written.rowcount == 0:
        raise wrong_password()
    attempts.wipe(connection, candidate.subject)
    audit.record(connection, me, Action.PASSWORD_CHANGE, {me.person_id: {}}, now)
    places.end_others(connection, me, now)


def wrong_password() -> Invalid:
    """Return the answer to a present password that is not right."""
    return Invalid((FieldError("current", "wrong_password"),))
