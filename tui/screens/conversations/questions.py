"""What an incident that is opened asks the portal."""

from typing import NamedTuple

from tui.api.incidents import Incidents
from tui.api.models.incidents import Entry, Incident
from tui.api.models.paging import Page, PageRequest
from tui.screens.conversations.conversation import LAST


class Opened(NamedTuple):
    """An incident as it is, and what was said last."""

    incident: Incident
    newest: Page[Entry]


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
