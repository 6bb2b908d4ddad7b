"""The incidents."""

from collections.abc import Iterable

from tui.api.contents import Download, Pieces
from tui.api.http.area import Area
from tui.api.http.calls import Call, Sent, changes_of, id_of, json_of, query_of
from tui.api.models.actions import Colleague
from tui.api.models.answered import Changed, Items
from tui.api.models.attachments import Upload, UploadNew
from tui.api.models.base import Input
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    Entry,
    Incident,
    IncidentName,
    IncidentNew,
    IncidentQuery,
    IncidentSummary,
    Rating,
    Watchers,
)
from tui.api.models.paging import Count, Page, PageRequest


class HttpIncidents(Area):
    """The incidents."""

    async def list(self, query: IncidentQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of incidents."""
        return await self._get("incidents", Page[IncidentSummary], query, page)

    async def count(self, query: IncidentQuery) -> Count:
        """Return how many there are."""
        return await self._get("incidents/count", Count, query)

    async def show(self, incident_id: str) -> Incident:
        """Return one incident."""
        return await self._get(f"incidents/{id_of(incident_id)}", Incident)

    async def find(self, name: IncidentName) -> IncidentSummary:
        """Return the incident of a number."""
        return await self._get("incidents/named", IncidentSummary, name)

    async def entries(self, incident_id: str, page: PageRequest) -> Page[Entry]:
        """Return a page of its conversation."""
        return await self._get(f"incidents/{id_of(incident_id)}/entries", Page[Entry], page)

    async def submit(self, new: IncidentNew, key: str) -> IncidentSummary:
        """Submit an incident."""
        return await self._call(
            Call(
                method="POST",
                path="incidents",
                answers=IncidentSummary,
                body=changes_of(new),
                key=key,
            )
        )

    async def upload(self, new: UploadNew, pieces: Pieces) -> Upload:
        """Send a file for a message that is sent later."""
        return await self._call(
            Call(
                method="PUT",
                path=f"uploads/{new.id}",
                answers=Upload,
                query=query_of(new.facts),
                file=Sent(new.size, pieces),
                is_large=True,
            )
        )

    async def download(self, incident_id: str, attachment_id: str) -> Download:
        """Begin to read an attachment."""
        path = f"incidents/{id_of(incident_id)}/attachments/{id_of(attachment_id)}"
        return await self._call(Call(method="GET", path=path, answers=Download, is_large=True))

    async def comment(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add a comment."""
        return await self._call(
            Call(
                method="POST",
                path=f"incidents/{id_of(incident_id)}/entries",
                answers=Entry,
                body=changes_of(new),
                key=key,
                current=Incident,
            )
        )

    async def close(self, incident_id: str, closing: Closing, version: int) -> Incident:
        """Close it."""
        return await self._change(incident_id, "closed", closing, version)

    async def reopen(self, incident_id: str, version: int) -> Incident:
        """Open it again."""
        return await self._change(incident_id, "reopened", None, version)

    async def rate(self, incident_id: str, rating: Rating) -> Incident:
        """Say how content one is."""
        return await self._change(incident_id, "rating", rating)

    async def watch(self, incident_id: str, watchers: Watchers) -> Incident:
        """Let contacts watch it, or no more."""
        return await self._change(incident_id, "watchers", watchers)

    async def mark(self, incident_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark what one follows as read or unread."""
        body = json_of(ids=[id_of(each) for each in incident_ids], read=read)
        call = Call(method="POST", path="incidents/read", answers=Changed, body=body)
        return (await self._call(call)).ids

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can watch."""
        return (await self._get("incidents/colleagues", Items[Colleague])).items

    async def _change(
        self, incident_id: str, what: str, sent: Input | None, version: int | None = None
    ) -> Incident:
        path = f"incidents/{id_of(incident_id)}/{what}"
        return await self._edit(path, Incident, sent, version, method="POST")
