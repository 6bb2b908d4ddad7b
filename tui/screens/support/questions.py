"""What the desk asks the portal."""

from dataclasses import replace
from typing import NamedTuple

from tui.api.incidents import Support
from tui.api.models.incidents import IncidentState, IncidentSummary
from tui.api.models.paging import Count, PageRequest
from tui.api.models.support import QueueFigures, QueueQuery
from tui.screens.listing import Answer

WORK = QueueQuery(state=IncidentState.CURRENT)
"""What there is to do: no filter but that it goes on."""


class Counts(NamedTuple):
    """How many incidents the filters leave, and how the whole desk stands."""

    incidents: Count
    figures: QueueFigures


def unfiltered(wanted: QueueQuery) -> QueueQuery:
    """Return the query without its filters; the order stays."""
    return replace(WORK, sort=wanted.sort)


async def page(
    support: Support, wanted: QueueQuery, request: PageRequest
) -> Answer[IncidentSummary]:
    """Read a page of the queue."""
    return Answer(request, await support.list(wanted, request))


async def counts(support: Support, wanted: QueueQuery) -> Counts:
    """Count what the filters leave, and how the desk stands."""
    return Counts(await support.count(wanted), await support.figures())
