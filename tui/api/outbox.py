"""Mail that waits to be sent: what was posted beside the events, taken out one by one.

Like `administration`, this is for who runs the portal: there is no session. A piece names its event
and its receiver; what it says is read when it is sent, as far as the receiver may read it then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tui.api.models.incidents import Entry

LEASE = timedelta(minutes=10)
"""How long whoever took a piece has for it before somebody else may: longer than sending takes."""

KEEPS_TRYING = timedelta(days=3)
"""How long after its event a piece is worth sending."""

KEPT = timedelta(days=30)
"""How long it is known what became of a piece."""


class Outcome(StrEnum):
    """What became of a piece."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


class Dropped(StrEnum):
    """Why a piece is not sent at all."""

    RECEIVER_GONE = "receiver_gone"
    NOT_READABLE = "not_readable"
    NOT_FOLLOWED = "not_followed"
    NOT_ASSIGNED = "not_assigned"
    MERGED = "merged"
    TOO_OLD = "too_old"


class Held(StrEnum):
    """Why nobody's mail is sent at present; the words of the mail server follow after a space."""

    LOGIN_REFUSED = "login_refused"
    NO_LOGIN = "no_login"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece that was taken: which it is, and the how manieth time."""

    organisation_id: str
    event_id: str
    """The entry of the conversation, or the incident itself where it was submitted."""
    receiver_id: str
    tries: int


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a receiver is told of an event, as the receiver may read it now."""

    piece: Piece
    address: str
    name: str
    language: str | None
    portal_name: str
    vendor_name: str
    by_desk: bool
    """Whether it is for one of the vendor's people."""
    organisation_name: str
    incident_id: str
    number: int
    subject: str
    requester: str
    description: str = ""
    """What was submitted; empty where it is about something later."""
    entries: tuple[Entry, ...] = ()
    posted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A piece as its owner sees it in the list."""

    organisation_name: str
    number: int
    receiver: str
    outcome: Outcome
    reason: str
    posted_at: datetime
    tries: int


@dataclass(frozen=True, kw_only=True)
class OutboxFigures:
    """How the outbox stands; `reason` is why the last piece that waits was not taken."""

    waiting: int = 0
    tried: int = 0
    """How many of those were tried in vain."""
    failed: int = 0
    reason: str = ""


class Outbox(Protocol):
    """The mail of a portal; every verb may raise `Unavailable`."""

    async def take(self) -> Piece | None:
        """Take the piece that is due longest, for `LEASE`; None where none is due."""
        ...

    async def letter(self, piece: Piece) -> Letter | None:
        """Return what a piece says; None where it is dropped, which is then noted."""
        ...

    async def sent(self, piece: Piece) -> None:
        """Note that a piece was accepted."""
        ...

    async def failed(self, piece: Piece, reason: str) -> None:
        """Note that a piece is refused for good."""
        ...

    async def later(self, piece: Piece, wait: timedelta, reason: str) -> None:
        """Put a piece back for a while; one that is not worth it any more has failed."""
        ...

    async def list(self) -> tuple[Posted, ...]:
        """Return the newest pieces, at most 200."""
        ...
