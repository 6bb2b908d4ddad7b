"""What loading something can come to; every room shows one of these five."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

from tui.api.errors import Forbidden, PortalError

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Loading:
    """Asked for, not there yet."""


@dataclass(frozen=True, slots=True)
class Empty:
    """There is nothing: `key` names the texts `<key>.title` and `<key>.hint`."""

    key: str


@dataclass(frozen=True, slots=True)
class Ready(Generic[T_co]):
    """It is there."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be had; `error` says why and what to do, `since` (`time.monotonic`) when."""

    error: PortalError
    since: float = field(default_factory=monotonic, compare=False)

    @property
    def until(self) -> float | None:
        """The moment until which the portal asks to wait, if it does."""
        seconds = getattr(self.error, "retry_after", None)
        return self.since + seconds if seconds else None


@dataclass(frozen=True, slots=True)
class Denied:
    """It is not permitted; `error` says why and who can grant it."""

    error: Forbidden


State = Loading | Empty | Ready[T_co] | Failed | Denied
