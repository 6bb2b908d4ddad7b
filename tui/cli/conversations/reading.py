"""All that was said about an incident, however long it is."""

from collections.abc import Sequence

from tui.api.models.incidents import Entry, Incident
from tui.api.models.paging import Page, PageRequest
from tui.api.portal import Incidents
from tui.cli import lists

_EVERY = 999_999_999


async def conversation(incidents: Incidents, incident: Incident) -> Sequence[Entry]:
    """Return all that was said about an incident."""

    async def fetch(request: PageRequest) -> Page[Entry]:
        return await incidents.entries(incident.id, request)

    return (await lists.gather(fetch, _EVERY, None)).items
