"""All that was said about an incident, however long it is."""

from collections.abc import Sequence
from functools import partial

from tui.api.models.incidents import Entry, Incident
from tui.api.models.paging import gather
from tui.api.portal import Incidents


async def conversation(incidents: Incidents, incident: Incident) -> Sequence[Entry]:
    """Return all that was said about an incident."""
    return (await gather(partial(incidents.entries, incident.id))).items
