"""What the desk asks the portal, and what it does to many incidents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tui.api.errors import Conflict, NotFound
from tui.api.incidents import Support
from tui.api.models.incidents import Incident, IncidentState, IncidentSummary
from tui.api.models.paging import Count, PageRequest
from tui.api.models.support import IncidentEdit, QueueFigures, QueueQuery
from tui.screens.listing import Answer

WORK = QueueQuery(state=IncidentState.CURRENT)
"""What there is to do: no filter but that it goes on."""


class Counts(NamedTuple):
    """How many incidents the filters leave, and how the whole desk stands."""

    incidents: Count
    figures: QueueFigures


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of incidents: as they are now, which somebody else changed first, which went."""

    done: tuple[Incident, ...] = ()
    overtaken: tuple[Incident, ...] = ()
    gone: tuple[str, ...] = ()


def unfiltered(wanted: QueueQuery) -> QueueQuery:
    """Return the query without its filters; the order stays."""
    return replace(WORK, sort=wanted.sort)


def is_filtered(wanted: QueueQuery) -> bool:
    """Whether anything is filtered."""
    return wanted != unfiltered(wanted)


async def page(
    support: Support, wanted: QueueQuery, request: PageRequest
) -> Answer[IncidentSummary]:
    """Read a page of the queue."""
    return Answer(request, await support.list(wanted, request))


async def counts(support: Support, wanted: QueueQuery) -> Counts:
    """Count what the filters leave, and how the desk stands."""
    return Counts(await support.count(wanted), await support.figures())


async def change(
    support: Support, incidents: Sequence[IncidentSummary], edit: IncidentEdit
) -> Changed:
    """Change incidents, one after the other; what somebody else changed first stays as it is."""
    done: list[Incident] = []
    overtaken: list[Incident] = []
    gone: list[str] = []
    for one in incidents:
        try:
            done.append(await support.change(one.id, edit, one.version))
        except Conflict as conflict:
            if isinstance(conflict.current, Incident):
                overtaken.append(conflict.current)
        except NotFound:
            gone.append(one.id)
    return Changed(tuple(done), tuple(overtaken), tuple(gone))
