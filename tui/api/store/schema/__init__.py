"""The tables, as the newest migration leaves them.

Customer-owned tables lead with the organisation in their primary key and in the keys that refer to
them, so that a link across organisations is an error of the database. The full-text index belongs
to the engine (`dialect.py`) and stands in the migration alone, as do the indexes on unread marks
and on withdrawn notes: an index of a part of a table would import both dialects, which costs a
start 25 ms.
"""

from tui.api.store.schema.incidents import (
    attachment,
    incident,
    incident_entry,
    incident_follower,
    incident_number,
    internal_note,
    upload,
)
from tui.api.store.schema.metadata import metadata
from tui.api.store.schema.outbox import outbox
from tui.api.store.schema.people import (
    contact,
    contact_role,
    organisation,
    organisation_activation,
    person,
    portal,
    session,
    sign_in_attempt,
    vendor_member,
)
from tui.api.store.schema.records import audit, change, demo_seat, idempotency
from tui.api.store.schema.releases import (
    action,
    bookmark,
    mark,
    note,
    note_part,
    note_text,
    release,
)
from tui.api.store.schema.vendor_side import invitation, service, template

__all__ = [
    "action",
    "attachment",
    "audit",
    "bookmark",
    "change",
    "contact",
    "contact_role",
    "demo_seat",
    "idempotency",
    "incident",
    "incident_entry",
    "incident_follower",
    "incident_number",
    "internal_note",
    "invitation",
    "mark",
    "metadata",
    "note",
    "note_part",
    "note_text",
    "organisation",
    "organisation_activation",
    "outbox",
    "person",
    "portal",
    "release",
    "service",
    "session",
    "sign_in_attempt",
    "template",
    "upload",
    "vendor_member",
]

VERSION = "0009"
"""The newest migration."""

VERSION_TABLE = "schema_version"
