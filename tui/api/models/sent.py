"""What a client sends over HTTP, where a verb of the contract takes more than one input."""

from typing import Annotated

from pydantic import Field

from tui.api.models.base import Input
from tui.api.models.text import Id, Line
from tui.api.policy import Kind
from tui.secret import Secret

Ids = Annotated[tuple[Id, ...], Field(max_length=20_000)]


class WornHat(Input):
    """One of the caller's own hats; the organisation is that of a contact."""

    kind: Kind
    organisation_id: Id | None = None


class Credentials(Input):
    """Who signs in; `hat` where the person already chose one."""

    email: Line
    password: Secret
    hat: WornHat | None = None


class DemoSeat(Input):
    """A person of the demo, by the word of `demo_people`."""

    name: Line


class NotesRead(Input):
    """Notes to mark read, or unread."""

    ids: Ids
    read: bool


class IncidentsRead(Input):
    """Incidents to mark read, or unread."""

    ids: Ids
    read: bool


class NotesKept(Input):
    """Notes to keep as bookmarks, or to let go."""

    ids: Ids
    kept: bool


class NotesWithdrawn(Input):
    """Notes to take back, or to publish again."""

    ids: Ids
    withdrawn: bool
