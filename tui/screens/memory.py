"""What a start knows of the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.api.models.session import Session
    from tui.api.portal import SignedIn

Rooms = Mapping[str, Mapping[str, object]]
"""What stood in each room, as JSON knows it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who was here, as the portal knew that person last, what stood in the rooms, and when."""

    session: "Session"
    rooms: Rooms
    at: datetime


class Memory(Protocol):
    """What is kept between two starts; every verb may raise `OSError`."""

    def entered(self, signed_in: "SignedIn", *, keep: bool) -> None:
        """Somebody is signed in; `keep` asks for the token to be remembered."""
        ...

    def left(self) -> None:
        """The session ended."""
        ...

    def saw(self, signed_in: "SignedIn", rooms: Rooms) -> None:
        """This stands in the rooms of whoever is signed in."""
        ...
