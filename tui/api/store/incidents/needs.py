"""What the incidents say that waits, and whether anything happened in them."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import EXACT_COUNT_LIMIT, Count
from tui.api.policy import Kind, Permission
from tui.api.store.incidents import scope
from tui.api.store.schema import incident, incident_follower, internal_note
from tui.api.store.verbs.caller import Caller

_ALL = frozenset({Permission.INCIDENTS_READ_ALL, Permission.INCIDENTS_SERVE})
_FOLLOWED = and_(
    incident_follower.c.organisation_id == incident.c.organisation_id,
    incident_follower.c.incident_id == incident.c.id,
)
"""From the few that one follows, so that nobody reads many to find them."""


def unread(connection: Connection, me: Caller, _today: date) -> Need:
    """Return in how many of the incidents that the caller follows something new was said."""
    seen_at = incident_follower.c.seen_at
    unseen = or_(seen_at.is_(None), seen_at < incident.c.updated_at)
    some = select(incident.c.id).join(incident_follower, _FOLLOWED).where(_by(me), unseen)
    several = some.limit(EXACT_COUNT_LIMIT + 1).subquery()
    number = connection.execute(select(func.count()).select_from(several)).scalar_one()
    return Need(kind=NeedKind.UNREAD_INCIDENTS, count=Count.of(number))


def latest(connection: Connection, me: Caller) -> datetime | None:
    """Return when something was last said or done in what the caller may read."""
    if me.permissions.isdisjoint(_ALL):
        newest = select(func.max(incident.c.updated_at)).join(incident_follower, _FOLLOWED)
        return connection.scalar(newest.where(_by(me)))
    all_of_them = select(incident.c.updated_at).where(scope.readable(me))
    at = connection.scalar(all_of_them.order_by(incident.c.updated_key.desc()).limit(1))
    if me.kind is Kind.CONTACT:
        return at
    noted = select(internal_note.c.at).order_by(internal_note.c.at.desc()).limit(1)
    return max((each for each in (at, connection.scalar(noted)) if each), default=None)


def _by(me: Caller) -> ColumnElement[bool]:
    """Return whether it is the caller who follows."""
    follows = incident_follower.c
    return and_(follows.organisation_id == me.scope, follows.contact_id == (me.contact_id or ""))
