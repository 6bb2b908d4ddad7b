"""What a server answers over HTTP, where the contract's own answer is not an object by itself."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from tui.api.models.organisations import Organisation
from tui.api.models.record import record
from tui.api.models.services import Service
from tui.api.models.session import Denial, Hat, Session
from tui.api.models.text import Id, Line, Token

T = TypeVar("T")


@dataclass(frozen=True)
class Items(Generic[T]):
    """All of something that is never many."""

    items: tuple[T, ...]


@record
class Entered:
    """What came of signing in: a session with its token, or hats to choose from."""

    session: Session | None = None
    token: Token | None = None
    """Sent as `Authorization: Bearer ...` from now on."""
    hats: tuple[Hat, ...] = ()
    """Where the person has several: sign in again with one of them."""


@record
class NewService:
    """A new service, with the token that is shown this once."""

    service: Service
    token: Token | None = None
    """Nothing where the same was sent before: revoke the service and make another."""


@record
class Awaited:
    """A customer whose first administrator is awaited, with the code that is shown this once."""

    organisation: Organisation
    code: Line | None = None
    """Nothing where the same was sent before: invite again for another code."""


@record
class Explained:
    """Why a permission is missing; nothing where the caller holds it."""

    denial: Denial | None = None


@record
class Changed:
    """The ids of what changed."""

    ids: frozenset[Id]


@record
class Number:
    """How many things changed."""

    count: int


@record
class Nearest:
    """The id of what was looked for, or nothing where there is none."""

    id: Id | None = None


@record
class ServerVersion:
    """What a server is, and the versions of this interface that it understands."""

    program: Line
    """The version of the program."""
    oldest: Line
    """The oldest version of the interface."""
    newest: Line
    """The newest version of the interface; within one number before the dot, versions only add."""
