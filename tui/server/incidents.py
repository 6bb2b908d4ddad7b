"""The incidents of the caller's organisation, and their conversations."""

from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.models.actions import Colleague
from tui.api.models.answered import Changed, Items
from tui.api.models.attachments import FileFacts, Upload, UploadNew
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
from tui.api.models.sent import IncidentsRead
from tui.api.models.text import Id
from tui.api.policy import Permission
from tui.server import files
from tui.server.answering import answer
from tui.server.areas import area
from tui.server.asking import Asked, Bound, Key, Version
from tui.server.operations import operation

router = area("incidents")

_LISTING = {Permission.INCIDENTS_READ_OWN, Permission.INCIDENTS_READ_ALL}
_READING = _LISTING | {Permission.INCIDENTS_SERVE}
_SUBMITTING = {Permission.INCIDENTS_SUBMIT}
_SENDING = {Permission.INCIDENTS_SUBMIT, Permission.INCIDENTS_SERVE}
Query = Annotated[IncidentQuery, Asked(IncidentQuery)]
Name = Annotated[IncidentName, Asked(IncidentName)]
Facts = Annotated[FileFacts, Asked(FileFacts)]
Pages = Annotated[PageRequest, Asked(PageRequest)]


@router.get("/incidents")
@operation(needs=_LISTING, answers=Page[IncidentSummary], fails=(Invalid, NotFound))
async def list_incidents(portal: Bound, query: Query, page: Pages) -> Response:
    """Return a page of the incidents that the caller may read."""
    return answer(Page[IncidentSummary], await portal.incidents.list(query, page))


@router.get("/incidents/count")
@operation(needs=_LISTING, answers=Count, fails=(Invalid,))
async def count_incidents(portal: Bound, query: Query) -> Response:
    """Return how many incidents the list has."""
    return answer(Count, await portal.incidents.count(query))


@router.get("/incidents/named")
@operation(needs=_READING, answers=IncidentSummary, fails=(Invalid, NotFound))
async def find_incident(portal: Bound, name: Name) -> Response:
    """Return the incident of a number. Numbers run per customer: the vendor's people name both.

    Where they do not (`customer`, `missing`) it is invalid, and so it is where several customers
    have that name (`ambiguous`) and only the id tells which is meant.
    """
    return answer(IncidentSummary, await portal.incidents.find(name))


@router.get("/incidents/colleagues")
@operation(needs=_SUBMITTING, answers=Items[Colleague])
async def list_readers(portal: Bound) -> Response:
    """Return who can watch: active contacts that may read incidents, by name (at most 200)."""
    return answer(Items[Colleague], Items(await portal.incidents.colleagues()))


@router.post("/incidents")
@operation(needs=_SUBMITTING, answers=IncidentSummary, status=201, fails=(Invalid,))
async def submit_incident(portal: Bound, key: Key, new: IncidentNew) -> Response:
    """Submit an incident; it gets the organisation's next number.

    An id that is taken is invalid (`id`, `id_taken`), and so are watchers that cannot read
    incidents (`watcher_ids`, `no_reader`).
    """
    submitted = await portal.incidents.submit(new, key)
    return answer(IncidentSummary, submitted, status=201)


@router.post("/incidents/read")
@operation(needs=_LISTING, answers=Changed, fails=(Invalid, NotFound))
async def mark_incidents(portal: Bound, marked: IncidentsRead) -> Response:
    """Mark what the caller follows as read or unread; answers with the ids that changed."""
    changed = await portal.incidents.mark(marked.ids, read=marked.read)
    return answer(Changed, Changed(ids=changed))


@router.put("/uploads/{upload_id}")
@operation(needs=_SENDING, answers=Upload, fails=(Invalid,), takes_file=True)
async def upload_file(portal: Bound, request: Request, upload_id: Id, facts: Facts) -> Response:
    """Send a file for an incident, a comment or an answer that is sent after it.

    The body is the file itself. It is its sender's alone until a message names its id among its
    `attachments`, and goes after a day if none does; sent again it is one. What is another file
    than `size` and `sha256` say is invalid (`content`, `other_content`), and so is a taken id.
    """
    files.check(request)
    new = UploadNew(id=upload_id, size=facts.size, sha256=facts.sha256)
    sent = await portal.incidents.upload(new, lambda: files.pieces_of(request))
    return answer(Upload, sent)


@router.get("/incidents/{incident_id}/attachments/{attachment_id}")
@operation(needs=_READING, fails=(NotFound,), status=200, gives_file=True)
async def download_attachment(portal: Bound, incident_id: str, attachment_id: str) -> Response:
    """Return what an attachment holds, of the description or of a comment."""
    return files.given(await portal.incidents.download(incident_id, attachment_id))


@router.get("/incidents/{incident_id}")
@operation(needs=_READING, answers=Incident, fails=(NotFound,))
async def show_incident(portal: Bound, incident_id: str) -> Response:
    """Return one incident; what the caller may not read is not there."""
    incident = await portal.incidents.show(incident_id)
    return answer(Incident, incident, version=incident.version)


@router.get("/incidents/{incident_id}/entries")
@operation(needs=_READING, answers=Page[Entry], fails=(Invalid, NotFound))
async def list_entries(portal: Bound, incident_id: str, page: Pages) -> Response:
    """Return a page of its conversation, the oldest entry first."""
    return answer(Page[Entry], await portal.incidents.entries(incident_id, page))


@router.post("/incidents/{incident_id}/entries")
@operation(needs=_SUBMITTING, answers=Entry, status=201, fails=(Conflict, Invalid, NotFound))
async def comment_on_incident(
    portal: Bound, incident_id: str, key: Key, new: CommentNew
) -> Response:
    """Add a comment, which opens again what waited for the customer or was solved.

    What is closed, or was merged into another, takes no comments: a conflict.
    """
    return answer(Entry, await portal.incidents.comment(incident_id, new, key), status=201)


@router.post("/incidents/{incident_id}/closed")
@operation(needs=_SUBMITTING, answers=Incident, versioned=True, fails=(Conflict, Invalid, NotFound))
async def close_incident(
    portal: Bound, incident_id: str, version: Version, closing: Closing
) -> Response:
    """Close it, with a rating or without."""
    incident = await portal.incidents.close(incident_id, closing, version)
    return answer(Incident, incident, version=incident.version)


@router.post("/incidents/{incident_id}/reopened")
@operation(needs=_SUBMITTING, answers=Incident, versioned=True, fails=(Conflict, NotFound))
async def reopen_incident(portal: Bound, incident_id: str, version: Version) -> Response:
    """Open it again, within 14 days after it was closed."""
    incident = await portal.incidents.reopen(incident_id, version)
    return answer(Incident, incident, version=incident.version)


@router.post("/incidents/{incident_id}/rating")
@operation(needs=_SUBMITTING, answers=Incident, fails=(Conflict, Invalid, NotFound))
async def rate_incident(portal: Bound, incident_id: str, rating: Rating) -> Response:
    """Say how content one is with what is solved or closed."""
    incident = await portal.incidents.rate(incident_id, rating)
    return answer(Incident, incident, version=incident.version)


@router.post("/incidents/{incident_id}/watchers")
@operation(needs=_LISTING, answers=Incident, fails=(Conflict, Invalid, NotFound))
async def change_watchers(portal: Bound, incident_id: str, watchers: Watchers) -> Response:
    """Let contacts watch it, or no more; for anybody but oneself `incidents.submit` is needed.

    Contacts that cannot read incidents are invalid (`contact_ids`, `no_reader`), and so is the
    requester where it is no more (`is_requester`).
    """
    incident = await portal.incidents.watch(incident_id, watchers)
    return answer(Incident, incident, version=incident.version)
