"""Incidents for the contract's tests: submitted by the bakery's and the factory's people."""

from typing import Any

from tests.contract.world import BAKERY_CONTACTS
from tui.api.ids import new_id
from tui.api.models.incidents import CommentNew, IncidentNew, IncidentQuery, IncidentSummary
from tui.api.models.paging import PageRequest
from tui.api.portal import Incidents

EVERY = IncidentQuery()
ALL = PageRequest(limit=200)


def new_incident(subject: str = "Wage run stops at 40 %", **fields: Any) -> IncidentNew:
    """Return an incident to submit."""
    values = {"id": new_id(), "subject": subject, "description": "It **stops**.\n\nEvery time."}
    return IncidentNew.model_validate(values | fields)


def new_comment(body: str = "Still the same.") -> CommentNew:
    """Return a comment to add."""
    return CommentNew(id=new_id(), body=body)


async def submitted(incidents: Incidents, subject: str = "", **fields: Any) -> IncidentSummary:
    """Submit an incident."""
    new = new_incident(subject, **fields) if subject else new_incident(**fields)
    return await incidents.submit(new, new_id())


async def subjects(incidents: Incidents, query: IncidentQuery = EVERY) -> list[str]:
    """Return the subjects of the list, in its order."""
    return [each.subject for each in (await incidents.list(query, ALL)).items]


def contact_id(name: str) -> str:
    """Return the id of one of the bakery's contacts."""
    return BAKERY_CONTACTS[name].id
