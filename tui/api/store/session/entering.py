"""Entering: a session is opened, or another hat is put on, and what goes with either."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from tui.api.errors import NotFound
from tui.api.models.session import Hat
from tui.api.policy import Kind
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import contact, organisation, release
from tui.api.store.session import sessions
from tui.api.store.verbs import audit
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller


@dataclass(frozen=True)
class Entered:
    """Who came in, and the token that shows it."""

    me: Caller
    token: str


def enter(connection: Connection, person_id: str, hat: Hat, now: datetime) -> Entered:
    """Open a session under a hat of the person's own."""
    token = sessions.open_session(connection, person_id, hat, now)
    return _entered(connection, token, person_id, hat, now)


def wear(connection: Connection, token: str, hat: Hat, now: datetime) -> Entered:
    """Put another hat on in this session, which is in use thereby; raises `NotFound`."""
    me = sessions.find(connection, token, now)
    own = sessions.wearable(sessions.hats(connection, me.person_id), hat)
    if own is None:
        raise NotFound("hat")
    if sessions.wears(me, own):
        return Entered(me, token)
    dialect_of(connection).lock(connection, f"session {me.root_id}")
    other = sessions.token_under(token, own)
    if sessions.is_known(connection, other):
        sessions.note_use(connection, me, other, now)
        return Entered(sessions.find(connection, other, now), other)
    sessions.hang(connection, me, other, own, now)
    return _entered(connection, other, me.person_id, own, now)


def called(version: str) -> Select[*tuple[Any, ...]]:
    """Select the release that people call `version`, with its product or without."""
    named = or_(
        release.c.version == version, release.c.product + " " + release.c.version == version
    )
    return select(release).where(named).order_by(release.c.sort_key.desc()).limit(1)


def baseline(connection: Connection, version: str) -> str | None:
    """Return the sort key of the release that people call `version`; None where there is none."""
    row = connection.execute(called(version)).one_or_none()
    return None if row is None else row.sort_key


def _entered(
    connection: Connection, token: str, person_id: str, hat: Hat, now: datetime
) -> Entered:
    if hat.kind is Kind.CONTACT:
        _note_login(connection, person_id, str(hat.organisation_id), now)
    me = sessions.find(connection, token, now)
    audit.record(connection, me, Action.SIGN_IN, {me.session_id: {}}, now)
    return Entered(me, token)


def _note_login(
    connection: Connection, person_id: str, organisation_id: str, now: datetime
) -> None:
    """Note the moment; at the first sign-in, what the organisation runs already counts as read."""
    mine = (contact.c.organisation_id == organisation_id, contact.c.person_id == person_id)
    row = connection.execute(
        select(contact.c.last_login_at, contact.c.read_until_key, organisation.c.product_version)
        .join(organisation)
        .where(*mine)
    ).one()
    values: dict[str, object] = {"last_login_at": now}
    if row.last_login_at is None and row.read_until_key is None:
        values["read_until_key"] = baseline(connection, row.product_version)
    connection.execute(update(contact).where(*mine).values(values))
