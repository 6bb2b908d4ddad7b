"""What the list of incidents asks the portal, and how one is closed from there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from tui.api.errors import Conflict
from tui.api.incidents import Incidents
from tui.api.models.incidents import Closing, Incident, IncidentQuery, IncidentSummary
from tui.api.models.paging import Count, PageRequest
from tui.api.policy import IncidentStatus

MANY = 50
"""Of what changed meanwhile so much is looked at; who was away for more sees it in the list."""

EVERYTHING = IncidentQuery()
"""No filter."""


class Counts(NamedTuple):
    """How many incidents the filters leave, and how many of those have something new."""

    incidents: Count
    unread: Count


class Marked(NamedTuple):
    """Incidents that are read now, or unread again."""

    incident_ids: frozenset[str]
    read: bool


def unfiltered(wanted: IncidentQuery) -> IncidentQuery:
    """Return the query without its filters; order, and whose incidents, stay."""
    return replace(EVERYTHING, mine=wanted.mine, sort=wanted.sort)


def is_filtered(wanted: IncidentQuery) -> bool:
    """Whether anything is filtered."""
    return wanted != unfiltered(wanted)


async def changed(
    incidents: Incidents, wanted: IncidentQuery, since: datetime | None
) -> tuple[IncidentSummary, ...]:
    """Read what changed last and since then, whatever is filtered: what changed may not match."""
    query = replace(EVERYTHING, mine=wanted.mine)
    newest = await incidents.list(query, PageRequest(limit=MANY))
    return tuple(each for each in newest.items if since is None or each.updated_at > since)


async def counts(incidents: Incidents, wanted: IncidentQuery) -> Counts:
    """Count what the filters leave."""
    return Counts(
        await incidents.count(wanted),
        await incidents.count(replace(wanted, unread=True)),
    )


async def mark(incidents: Incidents, incident_ids: Iterable[str], *, read: bool) -> Marked:
    """Mark incidents read or unread."""
    return Marked(await incidents.mark(incident_ids, read=read), read)


async def close(incidents: Incidents, incident: IncidentSummary) -> Incident:
    """Close an incident as it was seen; one that is closed by now is as it was to be.

    So who goes on after an answer that did not arrive closes nothing twice.
    """
    try:
        return await incidents.close(incident.id, Closing(), incident.version)
    except Conflict as conflict:
        match conflict.current:
            case Incident(status=IncidentStatus.CLOSED) as closed:
                return closed
            case _:
                raise
