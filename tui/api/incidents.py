"""The incidents, and the vendor's desk for them: one Protocol per area, as in `portal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.api.contents import Download, Pieces
    from tui.api.models.actions import Colleague
    from tui.api.models.attachments import Upload, UploadNew
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
    from tui.api.models.support import (
        Activation,
        ActivationEdit,
        Answer,
        Customer,
        Engineer,
        IncidentEdit,
        Merge,
        QueueFigures,
        QueueQuery,
    )
    from tui.api.models.templates import Fillings, Template, TemplateEdit, TemplateNew


class Incidents(Protocol):
    """The incidents of the caller's organisation, as far as the caller may read them.

    Reading needs `incidents.read_own` (what one follows: as requester, or as watcher) or
    `incidents.read_all`; the vendor's people read those of all customers by `incidents.serve`.
    What one may not read is `NotFound`, as an id that nobody has. What `Incident.allowed` does not
    name raises `Forbidden`, or `Conflict` (with the present `Incident`) where its state is why.
    """

    async def list(self, query: IncidentQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of incidents; raises `Invalid` for a cursor of another list."""
        ...

    async def count(self, query: IncidentQuery) -> Count:
        """Return how many incidents `list` would give."""
        ...

    async def show(self, incident_id: str) -> Incident:
        """Return one incident; raises `NotFound`."""
        ...

    async def find(self, name: IncidentName) -> IncidentSummary:
        """Return the incident of this number; raises `NotFound`, also for another customer's.

        The vendor's people say whose it is: raises `Invalid` (`customer`) where they do not
        (`missing`), or several customers have that name (`ambiguous`) and only an id tells.
        """
        ...

    async def entries(self, incident_id: str, page: PageRequest) -> Page[Entry]:
        """Return a page of its conversation, the oldest entry first; raises `NotFound`."""
        ...

    async def submit(self, new: IncidentNew, key: str) -> IncidentSummary:
        """Submit an incident; needs `incidents.submit`. `key` is the idempotency key.

        Raises `Invalid` for an id that is taken (`id_taken`), for watchers that cannot read
        incidents (`watcher_ids`, `no_reader`) and for attachments that the caller has not uploaded
        within the last day (`attachments`, `no_upload`).
        """
        ...

    async def upload(self, new: UploadNew, pieces: Pieces) -> Upload:
        """Send a file for a message that is sent later; needs `incidents.submit` or `.serve`.

        It is the caller's alone until a message names it, and goes after a day if none does.
        Sending it again is one. Raises `Invalid`: `content` (`other_content`) for another file than
        `new` says, `id` (`id_taken`), and `too_many` where too many wait for their messages.
        """
        ...

    async def download(self, incident_id: str, attachment_id: str) -> Download:
        """Begin to read an attachment of an incident that one may read; raises `NotFound`."""
        ...

    async def comment(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add a comment, which opens again what waited for the customer or was solved.

        Raises `Invalid` for attachments as `submit` does.
        """
        ...

    async def close(self, incident_id: str, closing: Closing, version: int) -> Incident:
        """Close it; raises `Conflict` if stale."""
        ...

    async def reopen(self, incident_id: str, version: int) -> Incident:
        """Open it again within 14 days; raises `Conflict` if stale or too late."""
        ...

    async def rate(self, incident_id: str, rating: Rating) -> Incident:
        """Say how content one is with what is solved or closed."""
        ...

    async def watch(self, incident_id: str, watchers: Watchers) -> Incident:
        """Let contacts watch it, or no more.

        For oneself alone reading is enough. Raises `Invalid` (`contact_ids`, `no_reader`) for
        contacts that cannot read incidents, and (`is_requester`) where the requester is to watch
        no more. Who leaves what one cannot read otherwise is told how it was then, `allowed`
        nothing any more.
        """
        ...

    async def mark(self, incident_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark what one follows as read or unread; returns the ids that changed.

        Of what is unread again, what others said last is new. Raises `NotFound` if one of them
        cannot be read, and then marks none.
        """
        ...

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can watch: active contacts that may read incidents, by name (at most 200)."""
        ...


class Support(Protocol):
    """The vendor's side of all customers' incidents. Every verb needs `incidents.serve`.

    An incident is read by `Incidents.show` and `entries`, where the internal notes stand as well.
    """

    async def list(self, query: QueueQuery, page: PageRequest) -> Page[IncidentSummary]:
        """Return a page of the queue; raises `Invalid` for a cursor of another list."""
        ...

    async def count(self, query: QueueQuery) -> Count:
        """Return how many incidents `list` would give."""
        ...

    async def figures(self) -> QueueFigures:
        """Return how the desk stands, by status, priority, age, hand and customer."""
        ...

    async def engineers(self) -> tuple[Engineer, ...]:
        """Return who can work on incidents, by name (at most 200)."""
        ...

    async def customer(self, called: str) -> Customer:
        """Return the customer of this name, whatever its case and accents, or of this id.

        Raises `NotFound`, and `Invalid` (`called`, `ambiguous`) for a name of many.
        """
        ...

    async def answer(self, incident_id: str, answer: Answer, key: str) -> Entry:
        """Answer the customer, after which the incident has another status.

        Without an assignee it becomes the caller's. `key` is the idempotency key. Raises `Invalid`
        for attachments as `Incidents.submit` does.
        """
        ...

    async def note(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        """Add an internal note: nothing that a customer can see changes by it.

        Raises `Invalid` where it has attachments (`attachments`, `none_here`).
        """
        ...

    async def change(self, incident_id: str, edit: IncidentEdit, version: int) -> Incident:
        """Change status, priority, type or assignee; raises `Conflict` if stale.

        Raises `Invalid` (`assignee_id`, `no_engineer`) for who is none of the vendor's people.
        """
        ...

    async def merge(self, incident_id: str, merge: Merge, version: int) -> Incident:
        """Close an incident as a duplicate of another, which its followers then follow.

        Raises `Conflict` if stale, and `Invalid` (`into`, `no_incident`) where the customer has no
        other incident of this number, or that is a duplicate itself.
        """
        ...

    async def activation(self, organisation_id: str) -> Activation:
        """Return whether incident management is active for a customer; raises `NotFound`."""
        ...

    async def activate(self, organisation_id: str, edit: ActivationEdit) -> Activation:
        """Let a customer use incident management, or no more; needs `incident_manager.activate`.

        Deactivating withdraws the role from everybody who holds it there. Raises `NotFound`.
        """
        ...


class Templates(Protocol):
    """Texts that the desk puts into its answers. Every verb needs `incidents.serve`."""

    async def list(self) -> tuple[Template, ...]:
        """Return all of them by name; there are never more than 200."""
        ...

    async def fillings(self, incident_id: str) -> Fillings:
        """Return what templates are filled in with for an incident; raises `NotFound`."""
        ...

    async def add(self, new: TemplateNew, key: str) -> Template:
        """Add one. `key` is the idempotency key.

        Raises `Invalid`: `id` (`id_taken`), `name` (`name_taken`) where another one is called so,
        `nl` (`no_text`) where it is empty in both languages, and `too_many_templates` where there
        are 200.
        """
        ...

    async def change(self, template_id: str, edit: TemplateEdit, version: int) -> Template:
        """Change one; raises `NotFound`, `Invalid` as `add` does, and `Conflict` if stale."""
        ...

    async def remove(self, template_id: str, version: int) -> None:
        """Remove one; raises `NotFound`, and `Conflict` if stale."""
        ...
