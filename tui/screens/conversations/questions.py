"""What an incident that is opened asks the portal."""

from typing import NamedTuple

from tui.api.incidents import Incidents
from tui.api.models.incidents import Entry, Incident
from tui.api.models.paging import Page, PageRequest
from tui.screens.conversations.conversation import AT_ONCE, LAST


class Opened(NamedTuple):
    """An incident as it is, and what was said last."""

    incident: Incident
    newest: Page[Entry]
    unread: Page[Entry] | None = None
    """The page where what is new begins, where that is an earlier one."""


class EntryPage(NamedTuple):
    """A page of a conversation, and the question that it answers."""

    request: PageRequest
    page: Page[Entry]


async def entries(incidents: Incidents, incident_id: str, request: PageRequest) -> EntryPage:
    """Read a page of a conversation."""
    return EntryPage(request, await incidents.entries(incident_id, request))


async def opened(incidents: Incidents, incident_id: str) -> Opened:
    """Read an incident and the newest page of its conversation."""
    incident = await incidents.show(incident_id)
    return Opened(incident, await incidents.entries(incident_id, LAST))


async def opened_at_new(incidents: Incidents, incident_id: str) -> Opened:
    """Read an incident, the newest page, and the one where begins what is new to who opens it."""
    incident, newest, _ = await opened(incidents, incident_id)
    first = incident.first_unread
    is_there = newest.before is None or any(entry.id == first for entry in newest.items)
    if first is None or is_there:
        return Opened(incident, newest)
    if first == incident.id:
        request = PageRequest(limit=AT_ONCE)
    else:
        request = PageRequest(limit=AT_ONCE, around=first)
    return Opened(incident, newest, await incidents.entries(incident_id, request))
