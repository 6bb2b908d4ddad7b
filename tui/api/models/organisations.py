"""The vendor's customers, as the vendor's side makes them and lets somebody in."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.email import Email
from tui.api.models.forms import Hidden
from tui.api.models.record import record
from tui.api.models.text import Id, Line
from tui.api.policy import OrganisationAction
from tui.secret import Secret


@record
class Organisation:
    """A customer, and who is awaited where nobody has joined yet."""

    id: Id
    name: Line
    legal_name: Line
    product_version: Line = ""
    joined: bool
    """Whether anybody belongs to it."""
    invited: Line = ""
    """The e-mail address of the administrator who is awaited."""
    invited_until: datetime | None = None
    """Until when the code of the invitation works; it may be past."""
    allowed: frozenset[OrganisationAction] = frozenset()


@record
class Invited:
    """A customer whose first administrator is awaited, with the code that is shown this once."""

    organisation: Organisation
    code: Secret | None = None
    """Nothing where the same was sent before: invite again for another code."""


class OrganisationNew(Input):
    """A customer to make, and who is invited to administer it.

    `id` is a new one of the caller's (`new_id`).
    """

    id: Annotated[Id, Hidden()]
    legal_name: Annotated[Line, Field(min_length=1)]
    name: Line = ""
    """What people call it; the legal name where it is left out."""
    product_version: Line = ""
    """What it runs, such as `Profit 9`: older release notes count as read."""
    administrator: Email


class Invitation(Input):
    """Who is invited to administer a customer."""

    email: Email
