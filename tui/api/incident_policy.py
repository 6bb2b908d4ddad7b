"""Who may do what to an incident, as far as it has got: what backends alone evaluate."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from tui.api.policy import ENDED, IncidentAction, IncidentStatus, Permission


@dataclass(frozen=True, slots=True)
class IncidentCase:
    """What decides about an incident, besides who asks."""

    status: IncidentStatus
    reopens: bool = False
    """Whether it was closed so shortly ago that it can be opened again."""
    merged: bool = False
    asks_activation: bool = False


def incident_actions(
    permissions: Container[Permission], case: IncidentCase
) -> frozenset[IncidentAction]:
    """Return what a principal may do to an incident that it may read."""
    if Permission.INCIDENTS_SERVE in permissions:
        return frozenset(_served(permissions, case))
    return frozenset(_followed(permissions, case))


def _followed(permissions: Container[Permission], case: IncidentCase) -> Iterator[IncidentAction]:
    yield IncidentAction.WATCH
    if Permission.INCIDENTS_SUBMIT not in permissions or case.merged:
        return
    if case.status is not IncidentStatus.CLOSED:
        yield from (IncidentAction.COMMENT, IncidentAction.ADD_WATCHERS, IncidentAction.CLOSE)
    elif case.reopens:
        yield IncidentAction.REOPEN
    if case.status in ENDED:
        yield IncidentAction.RATE


def _served(permissions: Container[Permission], case: IncidentCase) -> Iterator[IncidentAction]:
    if case.merged:
        return
    yield from (IncidentAction.ANSWER, IncidentAction.CHANGE)
    if case.status is not IncidentStatus.CLOSED:
        yield IncidentAction.MERGE
    if case.asks_activation and Permission.INCIDENT_MANAGER_ACTIVATE in permissions:
        yield IncidentAction.ACTIVATE
