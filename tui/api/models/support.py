"""The support desk: the vendor's queue across customers, and what its people do there."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tui.api.models.attachments import AttachmentsNew
from tui.api.models.base import Input
from tui.api.models.forms import Choice, Files, Hidden, Long
from tui.api.models.incidents import IncidentState, IncidentType, Priority, Said
from tui.api.models.paging import Count
from tui.api.models.record import record
from tui.api.models.text import Id, Line, Word
from tui.api.policy import IncidentStatus
from tui.api.vocabulary import Vocabulary


class QueueSort(Vocabulary):
    """The orders of the queue: what presses most and waits longest, or what changed last."""

    PRIORITY = "priority"
    UPDATED = "updated"


class Age(Vocabulary):
    """How long ago an incident was submitted, in days: less than one, 7, 30, or more."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    OLDER = "older"


class Hand(Vocabulary):
    """In whose hands an incident is: the caller's, or nobody's."""

    MINE = "mine"
    NOBODY = "nobody"


@record
class QueueQuery:
    """Which incidents of all customers: every field that is given narrows."""

    state: IncidentState | None = None
    """Only what goes on, or only what is solved or closed."""
    status: IncidentStatus | None = None
    """Only in this status."""
    priority: Priority | None = None
    """Only of this priority."""
    type: IncidentType | None = None
    """Only of this type."""
    age: Age | None = None
    """Only what was submitted so long ago."""
    hand: Hand | None = None
    """Only what the caller works on, or what nobody does."""
    organisation_id: Id | None = None
    """Only of this customer."""
    words: Line = ""
    """Only where every word stands in subject, description or a comment, the last by its start."""
    sort: QueueSort = QueueSort.PRIORITY
    """The order of the queue."""


@record
class Customer:
    """A customer, as the desk calls it."""

    id: Id
    name: Line


@record
class CustomerName:
    """What a customer is called."""

    called: Line
    """Its name, whatever its case and accents, or its id."""


@record
class Figure:
    """How many incidents go by a word, such as a status."""

    word: Word
    count: Count


@record
class CustomerFigure:
    """How many incidents of a customer go on."""

    id: Id
    name: Line
    count: Count


@record
class QueueFigures:
    """How the desk stands. All but `statuses` count what goes on.

    Counts are exact up to 10,000, those of customers always.
    """

    statuses: tuple[Figure, ...] = ()
    priorities: tuple[Figure, ...] = ()
    ages: tuple[Figure, ...] = ()
    hands: tuple[Figure, ...] = ()
    customers: tuple[CustomerFigure, ...] = ()
    """Those with most, at most 20."""


@record
class Engineer:
    """One of the vendor's people, who can work on incidents."""

    id: Id
    display_name: Line


class Answer(Input):
    """What the vendor answers, and the status that follows; `id` is made with the form."""

    id: Annotated[Id, Hidden()]
    body: Annotated[Said, Long(lines=6)]
    status: Annotated[IncidentStatus, Choice("support.status")] = IncidentStatus.PENDING
    attachments: Annotated[AttachmentsNew, Files()] = ()
    """What was uploaded for it."""


class IncidentEdit(Input):
    """What changes of an incident; a field left out stays as it is, no assignee is nobody."""

    status: Annotated[IncidentStatus | None, Choice("support.status")] = None
    priority: Annotated[Priority | None, Choice("incident.priority")] = None
    type: Annotated[IncidentType | None, Choice("incident.type")] = None
    assignee_id: Id | None = None


class Merge(Input):
    """Of which incident of the same customer this one is a duplicate: its number there."""

    into: Annotated[int, Field(ge=1, le=2_000_000_000)]


class ActivationEdit(Input):
    """Whether incident management is active for a customer."""

    active: bool


@record
class Activation:
    """Whether a customer can use incident management, and since when."""

    organisation_id: Id
    organisation_name: Line
    activated_at: datetime | None = None
