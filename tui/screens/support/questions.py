"""What the desk asks the portal."""

from dataclasses import replace
from typing import NamedTuple

from tui.api.incidents import Support
from tui.api.models.incidents import IncidentState
from tui.api.models.paging import Count
from tui.api.models.support import QueueFigures, QueueQuery

WORK = QueueQuery(state=IncidentState.CURRENT)
"""What there is to do: no filter but that it goes on."""


class Counts(NamedTuple):
    """How many incidents the filters leave, and how the whole desk stands."""

    incidents: Count
    figures: QueueFigures


def unfiltered(wanted: QueueQuery) -> QueueQuery:
    """Return the query without its filters; the order stays."""
    return replace(WORK, sort=wanted.sort)


async def counts(support: Support, wanted: QueueQuery) -> Counts:
    """Count what the filters leave, and how the desk stands."""
    return Counts(await support.count(wanted), await support.figures())
