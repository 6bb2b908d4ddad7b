"""Incidents: what a customer asks or reports, and the conversation about it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tui.api.models.actions import Colleague
from tui.api.models.attachments import Attachment, AttachmentsNew
from tui.api.models.base import Input
from tui.api.models.forms import Choice, Files, Hidden, Long
from tui.api.models.record import record
from tui.api.models.text import Id, Line, Markdown, NotBlank
from tui.api.policy import IncidentAction, IncidentStatus
from tui.api.vocabulary import Vocabulary

LONGEST_TEXT = 200_000
"""Characters of a description or a comment: a long log fits, a dump does not."""

Said = Annotated[Markdown, Field(min_length=1, max_length=LONGEST_TEXT), NotBlank()]


class IncidentType(Vocabulary):
    """What sort of thing an incident is about."""

    QUESTION = "question"
    ERROR = "error"
    OUTAGE = "outage"
    WISH = "wish"
    ACTIVATION_REQUEST = "activation_request"


class Priority(Vocabulary):
    """How much an incident presses, the least first."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class IncidentState(Vocabulary):
    """Whether an incident goes on, or is solved or closed."""

    CURRENT = "current"
    ENDED = "ended"


class IncidentSort(Vocabulary):
    """The orders of the list: what changed last, the highest number, what presses most.

    Of what presses alike, what waits longest stands first.
    """

    UPDATED = "updated"
    NUMBER = "number"
    PRIORITY = "priority"


class EntryKind(Vocabulary):
    """What stands in a conversation: a comment, or what became of the incident.

    A `note` is the vendor's own, and no customer is told of it.
    """

    COMMENT = "comment"
    STATUS = "status"
    PRIORITY = "priority"
    TYPE = "type"
    ASSIGNEE = "assignee"
    RATING = "rating"
    MERGED = "merged"
    NOTE = "note"


@record
class IncidentSummary:
    """An incident as a row of the list. Numbers run per organisation, from 1.

    `updated_at` is that of the last entry of the conversation that the customer sees too.
    """

    id: Id
    number: int
    organisation_id: Id
    organisation_name: Line
    subject: Line
    type: IncidentType
    priority: Priority
    status: IncidentStatus
    product_area: Line = ""
    requester: Colleague
    assignee: Line = ""
    """Who of the vendor's people works on it."""
    created_at: datetime
    updated_at: datetime
    unread: bool = False
    """Whether something new was said since the caller, who follows it, looked last."""
    followed: bool = False
    """Whether the caller follows it: as its requester, or as a watcher."""
    version: int = 1
    allowed: frozenset[IncidentAction] = frozenset()
    """What the caller may do to it now."""


@record
class Incident(IncidentSummary):
    """An incident with its description and with who watches it."""

    description: Markdown
    product_version: Line = ""
    environment: Line = ""
    customer_reference: Line = ""
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    rating: int | None = None
    """How content the customer was, from 1 to 5."""
    merged_into: int | None = None
    """The number of the incident of which this one is a duplicate."""
    watchers: tuple[Colleague, ...] = ()
    """Who follows it besides the requester, by name."""
    attachments: tuple[Attachment, ...] = ()
    """What was sent with the description."""
    first_unread: Id | None = None
    """The first entry of others that is new to the caller; the incident's own id where all is."""


@record
class Entry:
    """One thing in a conversation. `before` and `after` are words of what changed, or names."""

    id: Id
    kind: EntryKind
    at: datetime
    author: Line
    by_vendor: bool
    body: Markdown = ""
    before: Line = ""
    after: Line = ""
    attachments: tuple[Attachment, ...] = ()
    """What was sent with a comment."""


@record
class IncidentQuery:
    """Which incidents: every field that is given narrows. Without any: all that one may read."""

    mine: bool = False
    """Only what the caller follows."""
    unread: bool = False
    """Only what has something new for the caller."""
    state: IncidentState | None = None
    """Only what goes on, or only what is solved or closed."""
    status: IncidentStatus | None = None
    """Only in this status."""
    type: IncidentType | None = None
    """Only of this type."""
    priority: Priority | None = None
    """Only of this priority."""
    words: Line = ""
    """Only where every word stands in subject, description or a comment, the last by its start."""
    sort: IncidentSort = IncidentSort.UPDATED
    """The order of the list."""


@record
class IncidentName:
    """What people call an incident. Numbers run per customer, so the vendor's people name both."""

    number: int
    """The number that the customer's people see."""
    customer: Line = ""
    """The name of the customer, in any spelling, or its id."""


class IncidentNew(Input):
    """An incident to submit; `id` is made with the form."""

    id: Annotated[Id, Hidden()]
    subject: Annotated[Line, Field(min_length=1, max_length=200)]
    description: Annotated[Said, Long(lines=8)]
    type: Annotated[IncidentType, Choice("incident.type")] = IncidentType.QUESTION
    priority: Annotated[Priority, Choice("incident.priority")] = Priority.NORMAL
    product_version: Annotated[Line, Field(max_length=100)] = ""
    """Empty: what the organisation runs."""
    product_area: Annotated[Line, Field(max_length=100)] = ""
    environment: Annotated[Line, Field(max_length=200)] = ""
    customer_reference: Annotated[Line, Field(max_length=100)] = ""
    attachments: Annotated[AttachmentsNew, Files()] = ()
    """What was uploaded for it."""
    watcher_ids: Annotated[tuple[Id, ...], Field(max_length=50), Hidden()] = ()


class CommentNew(Input):
    """A comment to add; `id` is made with the form."""

    id: Annotated[Id, Hidden()]
    body: Annotated[Said, Long(lines=6)]
    attachments: Annotated[AttachmentsNew, Files()] = ()
    """What was uploaded for it; an internal note takes none."""


class Closing(Input):
    """How a customer closes an incident: with a rating, or without."""

    rating: Annotated[int, Field(ge=1, le=5)] | None = None


class Rating(Input):
    """How content a customer is."""

    rating: Annotated[int, Field(ge=1, le=5)]


class Watchers(Input):
    """Who is to watch an incident from now on, or no more."""

    contact_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    watching: bool
