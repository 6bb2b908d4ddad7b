"""Incidents with all that came of them, as a new store is given them (`administration`)."""

from dataclasses import dataclass
from datetime import datetime

from tui.api.models.incidents import EntryKind, IncidentType, Priority


@dataclass(frozen=True)
class NewEntry:
    """What is told: the text of a comment or a note, else what something is from now on.

    That is a word of its vocabulary, a number, or of an assignee the id of the person.
    """

    kind: EntryKind
    text: str


@dataclass(frozen=True, kw_only=True)
class NewStep:
    """What one of the vendor's people, or else a contact, did to an incident at one moment."""

    at: datetime
    entries: tuple[NewEntry, ...]
    person_id: str | None = None
    contact_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """An incident as it was submitted, and what came of it, in the order of time."""

    id: str
    subject: str
    description: str
    type: IncidentType
    priority: Priority
    requester_id: str
    created_at: datetime
    product_area: str = ""
    environment: str = ""
    customer_reference: str = ""
    watcher_ids: tuple[str, ...] = ()
    steps: tuple[NewStep, ...] = ()
    unseen_by: frozenset[str] = frozenset()
    """Who of those that follow it has not looked since the own last word; the others have."""
