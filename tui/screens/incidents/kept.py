"""How the list was left: a query as plain values and back."""

from collections.abc import Mapping

from tui.api.models.incidents import (
    IncidentQuery,
    IncidentSort,
    IncidentState,
    IncidentType,
    Priority,
)
from tui.api.policy import IncidentStatus
from tui.screens.views import choice_of


def view_of(wanted: IncidentQuery, *, chooses: bool) -> dict[str, object]:
    """Return what is kept of the list; whose incidents only of who `chooses`."""
    return {
        "mine": wanted.mine if chooses else None,
        "unread": wanted.unread,
        "state": wanted.state,
        "status": wanted.status,
        "type": wanted.type,
        "priority": wanted.priority,
        "sort": wanted.sort,
    }


def query_of(view: Mapping[str, object], *, chooses: bool, words: str = "") -> IncidentQuery:
    """Return the query that was kept; what makes no sense in it is left out.

    Who `chooses` between the own incidents and all begins with the own ones. The `words` that are
    searched for are added.
    """
    return IncidentQuery(
        words=words,
        mine=chooses and view.get("mine") is not False,
        unread=view.get("unread") is True,
        state=choice_of(view, "state", IncidentState),
        status=choice_of(view, "status", IncidentStatus),
        type=choice_of(view, "type", IncidentType),
        priority=choice_of(view, "priority", Priority),
        sort=choice_of(view, "sort", IncidentSort) or IncidentSort.UPDATED,
    )
