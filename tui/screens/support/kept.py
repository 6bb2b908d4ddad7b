"""How the queue was left: a query as plain values and back."""

from collections.abc import Mapping
from dataclasses import replace

from tui.api.models.incidents import IncidentState, IncidentType, Priority
from tui.api.models.support import Age, Hand, QueueQuery, QueueSort
from tui.api.policy import IncidentStatus
from tui.screens.support.questions import WORK
from tui.screens.views import choice_of


def view_of(wanted: QueueQuery) -> dict[str, object]:
    """Return what is kept of the queue; a search is for once."""
    return {
        "state": wanted.state,
        "status": wanted.status,
        "priority": wanted.priority,
        "type": wanted.type,
        "age": wanted.age,
        "hand": wanted.hand,
        "organisation_id": wanted.organisation_id,
        "sort": wanted.sort,
    }


def query_of(view: Mapping[str, object], *, words: str = "") -> QueueQuery:
    """Return the query that was kept; what makes no sense in it is left out.

    The `words` that are searched for are added.
    """
    if not view:
        return replace(WORK, words=words)
    customer = view.get("organisation_id")
    return QueueQuery(
        words=words,
        state=choice_of(view, "state", IncidentState),
        status=choice_of(view, "status", IncidentStatus),
        priority=choice_of(view, "priority", Priority),
        type=choice_of(view, "type", IncidentType),
        age=choice_of(view, "age", Age),
        hand=choice_of(view, "hand", Hand),
        organisation_id=customer if isinstance(customer, str) else None,
        sort=choice_of(view, "sort", QueueSort) or QueueSort.PRIORITY,
    )
