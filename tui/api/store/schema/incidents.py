"""Incidents of customers, what was said about them, and who follows them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from tui.api.store.database.columns import Instant, SortKey
from tui.api.store.schema.metadata import metadata

_INCIDENT = ["incident.organisation_id", "incident.id"]
_ENTRY = ["incident_entry.organisation_id", "incident_entry.id"]
_CONTACT = ["contact.organisation_id", "contact.id"]

incident_number = Table(
    "incident_number",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("last", Integer, nullable=False),
)
"""The number that an organisation's last incident got."""

incident = Table(
    "incident",
    metadata,
    Column(
        "organisation_id", Text, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("product_area", Text, nullable=False),
    Column("product_version", Text, nullable=False),
    Column("environment", Text, nullable=False),
    Column("customer_reference", Text, nullable=False),
    Column("requester_id", Text, nullable=False),
    Column("assignee_id", Text, ForeignKey("person.id")),
    Column("assignee_name", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("solved_at", Instant),
    Column("closed_at", Instant),
    Column("rating", Integer),
    Column("merged_into_id", Text),
    Column("updated_key", SortKey, nullable=False),
    Column("number_key", SortKey, nullable=False),
    Column("priority_key", SortKey, nullable=False),
    Column("version", Integer, nullable=False),
    Column("description", Text, nullable=False),
    ForeignKeyConstraint(["organisation_id", "requester_id"], _CONTACT),
    ForeignKeyConstraint(
        ["organisation_id", "merged_into_id"], _INCIDENT, deferrable=True, initially="DEFERRED"
    ),
    UniqueConstraint("id", name="uq_incident_id"),
    UniqueConstraint("organisation_id", "number", name="uq_incident_number"),
    Index("ix_incident_updated", "organisation_id", "updated_key"),
    Index("ix_incident_number", "organisation_id", "number_key"),
    Index("ix_incident_priority", "organisation_id", "priority_key"),
    Index("ix_incident_requester", "organisation_id", "requester_id"),
    Index("ix_incident_merged", "organisation_id", "merged_into_id"),
    Index("ix_incident_assignee", "assignee_id", "priority_key"),
    Index("ix_incident_any_priority", "priority_key"),
    Index("ix_incident_any_updated", "updated_key"),
    Index("ix_incident_status", "status", "priority_key"),
    Index("ix_incident_ended", "ended", "priority_key"),
    Index("ix_incident_status_updated", "status", "updated_key"),
    Index("ix_incident_ended_updated", "ended", "updated_key"),
    Index("ix_incident_ended_created", "ended", "created_at"),
    Index("ix_incident_ended_assignee", "ended", "assignee_id"),
    Index("ix_incident_ended_customer", "ended", "organisation_id"),
)
"""From the largest `updated_key` or `number_key` down stands first what changed last or came last,
from the smallest `priority_key` up what presses most, and of that what waits longest.

`ended` is whether the status is solved or closed. The description is the customer's, stays as it
was submitted and stands last, so that a list need not read past it; what came after is in
`incident_entry`. The vendor's people are no customer's to look up, so what they are called stands
beside their ids, as it was then.
"""

incident_entry = Table(
    "incident_entry",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("contact_id", Text),
    Column("person_id", Text, ForeignKey("person.id")),
    Column("person_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    ForeignKeyConstraint(["organisation_id", "incident_id"], _INCIDENT, ondelete="CASCADE"),
    ForeignKeyConstraint(["organisation_id", "contact_id"], _CONTACT),
    Index("ix_incident_entry_place", "organisation_id", "incident_id", "sort_key"),
    Index("ix_incident_entry_contact", "organisation_id", "contact_id"),
    Index("ix_incident_entry_person", "person_id"),
)
"""What customer and vendor said to one another, and what became of the incident.

Its author is a contact, or one of the vendor's people."""

incident_follower = Table(
    "incident_follower",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("contact_id", Text, primary_key=True),
    Column("incident_id", Text, primary_key=True),
    Column("seen_at", Instant),
    ForeignKeyConstraint(["organisation_id", "contact_id"], _CONTACT, ondelete="CASCADE"),
    ForeignKeyConstraint(["organisation_id", "incident_id"], _INCIDENT, ondelete="CASCADE"),
    Index("ix_incident_follower_incident", "organisation_id", "incident_id"),
)
"""Who reads an incident as its own: the requester and the watchers, and until when each looked."""

upload = Table(
    "upload",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_upload_at", "organisation_id", "at"),
    Index("ix_upload_person", "person_id"),
)
"""A file that was sent for a message to come, its sender's alone; gone when the message is there.

The vendor's people send theirs under the organisation '', until an answer names them.
"""

attachment = Table(
    "attachment",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("entry_id", Text),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    ForeignKeyConstraint(["organisation_id", "incident_id"], _INCIDENT, ondelete="CASCADE"),
    ForeignKeyConstraint(["organisation_id", "entry_id"], _ENTRY, ondelete="CASCADE"),
    Index("ix_attachment_incident", "organisation_id", "incident_id"),
    Index("ix_attachment_entry", "organisation_id", "entry_id"),
)
"""A file that was sent with a comment, or without an entry with the description.

What it holds is in the folder of files, by its organisation and its digest.
"""

internal_note = Table(
    "internal_note",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, nullable=False),
    Column("sort_key", SortKey, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("person_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["organisation_id", "incident_id"], _INCIDENT, ondelete="CASCADE"),
    Index("ix_internal_note_place", "organisation_id", "incident_id", "sort_key"),
    Index("ix_internal_note_person", "person_id"),
    Index("ix_internal_note_at", "at"),
)
"""What the vendor's people say among themselves: no customer has any right to this table."""
