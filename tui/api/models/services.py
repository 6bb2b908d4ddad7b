"""The vendor's own systems, each with a token by which it uses the portal."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.forms import Hidden
from tui.api.models.record import record
from tui.api.models.text import Id, Line
from tui.api.policy import ServiceAction
from tui.secret import Secret


@record
class Service:
    """A system of the vendor's, and whether its token still opens anything."""

    id: Id
    name: Line
    made_at: datetime
    made_by: Line
    """Who made it, by name."""
    last_used_at: datetime | None = None
    """When its token was last seen, to the day."""
    revoked_at: datetime | None = None
    allowed: frozenset[ServiceAction] = frozenset()


@record
class ServiceMade:
    """A new service, with the token that is shown this once."""

    service: Service
    token: Secret | None = None
    """Nothing where the same was sent before: revoke the service and make another."""


class ServiceNew(Input):
    """A service to make; `id` is a new one of the caller's (`new_id`)."""

    id: Annotated[Id, Hidden()]
    name: Annotated[Line, Field(min_length=1, max_length=100)]
