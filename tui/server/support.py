"""The support desk: the vendor's queue across customers, and what is done there."""

from typing import Annotated

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.answered import Items
from tui.api.models.incidents import CommentNew, Entry, Incident, IncidentSummary
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.support import (
    Activation,
    ActivationEdit,
    Answer,
    Customer,
    CustomerName,
    Engineer,
    IncidentEdit,
    Merge,
    QueueFigures,
    QueueQuery,
)
from tui.api.policy import Permission
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Asked, Bound, Key, Version
from tui.server.operations import operation

router = area("support")

_SERVING = {Permission.INCIDENTS_SERVE}
Query = Annotated[QueueQuery, Asked(QueueQuery)]


@router.get("/support/queue")
@operation(needs=_SERVING, answers=Page[IncidentSummary], fails=(Invalid, NotFound))
async def list_queue(
    portal: Bound, query: Query, page: Annotated[PageRequest, Asked(PageRequest)]
) -> Response:
    """Return a page of the incidents of all customers."""
    return answer(Page[IncidentSummary], await portal.support.list(query, page))


@router.get("/support/queue/count")
@operation(needs=_SERVING, answers=Count, fails=(Invalid,))
async def count_queue(portal: Bound, query: Query) -> Response:
    """Return how many incidents the queue has."""
    return answer(Count, await portal.support.count(query))


@router.get("/support/figures")
@operation(needs=_SERVING, answers=QueueFigures)
async def show_figures(portal: Bound) -> Response:
    """Return how the desk stands, by status, priority, age, hand and customer."""
    return answer(QueueFigures, await portal.support.figures())


@router.get("/support/engineers")
@operation(needs=_SERVING, answers=Items[Engineer])
async def list_engineers(portal: Bound) -> Response:
    """Return who can work on incidents, by name (at most 200)."""
    return answer(Items[Engineer], Items(await portal.support.engineers()))


@router.get("/support/customers")
@operation(needs=_SERVING, answers=Customer, fails=(Invalid, NotFound))
async def show_customer(
    portal: Bound, name: Annotated[CustomerName, Asked(CustomerName)]
) -> Response:
    """Return the customer that is called so; a name of several is invalid (`ambiguous`)."""
    return answer(Customer, await portal.support.customer(name.called))


@router.post("/support/incidents/{incident_id}/answers")
@operation(needs=_SERVING, answers=Entry, status=201, fails=(Conflict, Invalid, NotFound))
async def answer_incident(portal: Bound, incident_id: str, key: Key, given: Answer) -> Response:
    """Answer the customer, after which the incident has another status.

    What nobody works on becomes the caller's. Nothing becomes `new` again (`status`,
    `not_new_again`).
    """
    return answer(Entry, await portal.support.answer(incident_id, given, key), status=201)


@router.post("/support/incidents/{incident_id}/notes")
@operation(needs=_SERVING, answers=Entry, status=201, fails=(Invalid, NotFound))
async def note_on_incident(portal: Bound, incident_id: str, key: Key, new: CommentNew) -> Response:
    """Add an internal note: nothing that a customer can see changes by it."""
    return answer(Entry, await portal.support.note(incident_id, new, key), status=201)


@router.patch("/support/incidents/{incident_id}")
@operation(needs=_SERVING, answers=Incident, versioned=True, fails=(Conflict, Invalid, NotFound))
async def change_incident(
    portal: Bound, incident_id: str, version: Version, edit: IncidentEdit
) -> Response:
    """Change status, priority, type or assignee; a null assignee is nobody.

    Who is none of the vendor's people is invalid (`assignee_id`, `no_engineer`).
    """
    incident = await portal.support.change(incident_id, edit, version)
    return answer(Incident, incident, version=incident.version)


@router.post("/support/incidents/{incident_id}/merged")
@operation(needs=_SERVING, answers=Incident, versioned=True, fails=(Conflict, Invalid, NotFound))
async def merge_incident(
    portal: Bound, incident_id: str, version: Version, merge: Merge
) -> Response:
    """Close it as a duplicate of another one of the same customer.

    A number that is no other incident's, or a duplicate's, is invalid (`into`, `no_incident`).
    """
    incident = await portal.support.merge(incident_id, merge, version)
    return answer(Incident, incident, version=incident.version)


@router.get("/support/activations/{organisation_id}")
@operation(needs=_SERVING, answers=Activation, fails=(NotFound,))
async def show_activation(portal: Bound, organisation_id: str) -> Response:
    """Return whether incident management is active for a customer."""
    return answer(Activation, await portal.support.activation(organisation_id))


@router.put("/support/activations/{organisation_id}")
@operation(
    needs={Permission.INCIDENT_MANAGER_ACTIVATE}, answers=Activation, fails=(Invalid, NotFound)
)
async def change_activation(portal: Bound, organisation_id: str, edit: ActivationEdit) -> Response:
    """Let a customer use incident management; or no more, which withdraws the role there."""
    return answer(Activation, await portal.support.activate(organisation_id, edit))
