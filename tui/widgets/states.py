"""What loading something can come to; every room shows one of these five."""

from dataclasses import dataclass
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
    """It could not be had; `error` says why and what to do."""

    error: PortalError


@dataclass(frozen=True, slots=True)
class Denied:
    """It is not permitted; `error` says why and who can grant it."""

    error: Forbidden


State = Loading | Empty | Ready[T_co] | Failed | Denied
