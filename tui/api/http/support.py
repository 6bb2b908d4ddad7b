"""The support desk."""

from tui.api.http.area import Area
from tui.api.http.calls import Call, changes_of, id_of
from tui.api.models.answered import Items
from tui.api.models.base import Input
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


class HttpSupport(Area):
    """The vendor's side of the incidents."""

    async def list(self, query: QueueQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of the queue."""
        return await self._get("support/queue", Page[IncidentSummary], query, page)

    async def count(self, query: QueueQuery) -> Count:
        """Return how many there are."""
        return await self._get("support/queue/count", Count, query)

    async def figures(self) -> QueueFigures:
        """Return how the desk stands."""
        return await self._get("support/figures", QueueFigures)

    async def engineers(self) -> tuple[Engineer, ...]:
        """Return who can work on incidents."""
        return (await self._get("support/engineers", Items[Engineer])).items

    async def customer(self, called: str) -> Customer:
        """Return the customer of a name or an id."""
        return await self._get("support/customers", Customer, CustomerName(called=called))

    async def answer(self, incident_id: str, answer: Answer, key: str) -> Entry:
        """Answer the customer."""
        return await self._say(incident_id, "answers", answer, key)

    async def note(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add an internal note."""
        return await self._say(incident_id, "notes", new, key)

    async def change(self, incident_id: str, edit: IncidentEdit, version: int) -> Incident:
        """Change status, priority, type or assignee."""
        return await self._edit(_path(incident_id), Incident, edit, version)

    async def merge(self, incident_id: str, merge: Merge, version: int) -> Incident:
        """Close an incident as a duplicate."""
        path = f"{_path(incident_id)}/merged"
        return await self._edit(path, Incident, merge, version, method="POST")

    async def activation(self, organisation_id: str) -> Activation:
        """Return whether incident management is active."""
        return await self._get(f"support/activations/{id_of(organisation_id)}", Activation)

    async def activate(self, organisation_id: str, edit: ActivationEdit) -> Activation:
        """Activate incident management, or deactivate it."""
        return await self._call(
            Call(
                method="PUT",
                path=f"support/activations/{id_of(organisation_id)}",
                answers=Activation,
                body=changes_of(edit),
            )
        )

    async def _say(self, incident_id: str, what: str, sent: Input, key: str) -> Entry:
        return await self._call(
            Call(
                method="POST",
                path=f"{_path(incident_id)}/{what}",
                answers=Entry,
                body=changes_of(sent),
                key=key,
                current=Incident,
            )
        )


def _path(incident_id: str) -> str:
    return f"support/incidents/{id_of(incident_id)}"
