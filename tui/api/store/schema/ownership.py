"""Whose the rows of each table are: every table stands in one class (a test demands it).

`row_security.py` makes privileges and policies of these lists, so a new table is one more line here
and a call of `secure` in the migration that makes it.
"""

from collections.abc import Mapping

CUSTOMER_OWNED: Mapping[str, str] = {
    "organisation": "id",
    "organisation_activation": "organisation_id",
    "contact": "organisation_id",
    "contact_role": "organisation_id",
    "mark": "organisation_id",
    "bookmark": "organisation_id",
    "action": "organisation_id",
    "audit": "organisation_id",
    "change": "organisation_id",
    "idempotency": "organisation_id",
    "invitation": "organisation_id",
    "incident": "organisation_id",
    "incident_number": "organisation_id",
    "incident_entry": "organisation_id",
    "incident_follower": "organisation_id",
    "incident_search": "organisation_id",
    "outbox": "organisation_id",
    "upload": "organisation_id",
    "attachment": "organisation_id",
}
"""The column that names the organisation: a customer has the rows of its own."""

IDENTITY: Mapping[str, str] = {
    "person": "id",
    "session": "person_id",
    "vendor_member": "person_id",
}
"""The column that names the person: who is signed in has the own rows, the sign-in has all."""

COLLEAGUES = frozenset({"vendor_member"})
"""Of these the vendor's people see each other's rows."""

VENDOR_ONLY = frozenset({"service", "internal_note", "template"})
"""What no customer reads: the vendor's own systems with their tokens' hashes, its own notes, and
what its answers begin with."""

VENDOR_OWNED = frozenset(
    {"portal", "demo_seat", "release", "note", "note_text", "note_part", "note_search"}
)
"""Everybody reads them, the vendor writes them. Without policies: full-text operators are not
leakproof, and a policy would cost a search its index."""

BOOKKEEPING: Mapping[str, str] = {
    "schema_version": "SELECT",
    "sign_in_attempt": "SELECT, INSERT, UPDATE, DELETE",
}
"""What everybody may do to rows that are nobody's; attempts are counted under a digest."""

AT_THE_DOOR: Mapping[str, str] = {
    "organisation": "SELECT",
    "organisation_activation": "SELECT",
    "contact": "SELECT, UPDATE",
    "contact_role": "SELECT",
    "audit": "INSERT",
    "invitation": "SELECT",
    "service": "SELECT, UPDATE",
}
"""What of these tables the sign-in needs, before it is known whose hat is put on."""
