"""The rows of incidents that a caller may read, and what they are made into."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select

from tui.api import incident_policy
from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.incident_policy import IncidentCase
from tui.api.models.actions import Colleague
from tui.api.models.attachments import Attachment
from tui.api.models.incidents import Incident, IncidentSummary, IncidentType, Priority
from tui.api.policy import IncidentAction, IncidentStatus
from tui.api.store.incidents.scope import READ, followed, is_news, joined, mine, readable
from tui.api.store.schema import contact, incident, organisation
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller

IncidentRow = Row[*tuple[Any, ...]]

REOPENS_FOR = timedelta(days=14)
"""How long after it was closed an incident can be opened again."""

_RANKS = {priority: place for place, priority in enumerate(reversed(Priority))}

_requester = contact.alias("requester")
_merged_into = incident.alias("merged_into")

_LISTED = [column for column in incident.c if column.name != "description"]


def selected(me: Caller) -> Select[*tuple[Any, ...]]:
    """Select the incidents that the caller may read, as rows of the list."""
    return _from(select(*_LISTED, *_BESIDE), me)


def one(me: Caller) -> Select[*tuple[Any, ...]]:
    """Select the same with their descriptions, and what they were merged into."""
    more = (mine.c.seen_at, _merged_into.c.number.label("merged_into"))
    whole = select(incident, *_BESIDE, *more)
    same = and_(
        _merged_into.c.organisation_id == incident.c.organisation_id,
        _merged_into.c.id == incident.c.merged_into_id,
    )
    return _from(whole, me).outerjoin(_merged_into, same)


def keys(me: Caller, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Select something of the incidents that the caller may read, and nothing beside them."""
    return joined(select(*columns), me).where(readable(me))


_BESIDE = (
    organisation.c.name.label("organisation_name"),
    _requester.c.display_name.label("requester_name"),
    followed().label("followed"),
    is_news().label("unread"),
)


def _from(some: Select[*tuple[Any, ...]], me: Caller) -> Select[*tuple[Any, ...]]:
    asked = and_(
        _requester.c.organisation_id == incident.c.organisation_id,
        _requester.c.id == incident.c.requester_id,
    )
    return (
        joined(some, me)
        .join(organisation, organisation.c.id == incident.c.organisation_id)
        .join(_requester, asked)
        .where(readable(me))
    )


def rank(priority: Priority) -> str:
    """Return a digit that puts what presses most first."""
    return str(_RANKS[priority])


def moment(at: datetime) -> str:
    """Return a moment as the orders have it."""
    return at.isoformat(timespec="microseconds")


def find(connection: Connection, me: Caller, incident_id: str) -> IncidentRow:
    """Return a row of `one`; raises `Forbidden`, and `NotFound` for what one may not read."""
    caller.require(connection, me, *READ)
    wanted = one(me).where(incident.c.id == incident_id)
    row = connection.execute(wanted).one_or_none() if is_id(incident_id) else None
    if row is None:
        raise NotFound("incident")
    return row


def summary(me: Caller, row: IncidentRow, now: datetime) -> IncidentSummary:
    """Return a row as an incident of the list."""
    return IncidentSummary(**_fields(me, row, now))


def whole(
    me: Caller,
    row: IncidentRow,
    watchers: Iterable[Colleague],
    attached: tuple[Attachment, ...],
    now: datetime,
    *,
    first_unread: str | None = None,
) -> Incident:
    """Return a row of `one` as an incident."""
    return Incident(
        **_fields(me, row, now),
        description=row.description,
        product_version=row.product_version,
        environment=row.environment,
        customer_reference=row.customer_reference,
        solved_at=row.solved_at,
        closed_at=row.closed_at,
        rating=row.rating,
        merged_into=row.merged_into,
        watchers=tuple(watchers),
        attachments=attached,
        first_unread=first_unread,
    )


def allowed(me: Caller, row: IncidentRow, now: datetime) -> frozenset[IncidentAction]:
    """Return what the caller may do to an incident now."""
    closed_at = row.closed_at
    case = IncidentCase(
        status=IncidentStatus(row.status),
        reopens=closed_at is not None and now - closed_at <= REOPENS_FOR,
        merged=row.merged_into_id is not None,
        asks_activation=row.type == IncidentType.ACTIVATION_REQUEST,
    )
    return incident_policy.incident_actions(me.permissions, case)


def _fields(me: Caller, row: IncidentRow, now: datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "organisation_id": row.organisation_id,
        "organisation_name": row.organisation_name,
        "subject": row.subject,
        "type": IncidentType(row.type),
        "priority": Priority(row.priority),
        "status": IncidentStatus(row.status),
        "product_area": row.product_area,
        "requester": Colleague(id=row.requester_id, display_name=row.requester_name),
        "assignee": row.assignee_name,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "unread": row.unread,
        "followed": row.followed,
        "version": row.version,
        "allowed": allowed(me, row, now),
    }
