"""What a room keeps of how it was left, for the next start and for another language."""

from collections.abc import Mapping
from typing import Protocol


class Views(Protocol):
    """The views of whoever is signed in, by the name of the room."""

    def of(self, room: str) -> Mapping[str, object]:
        """Return what a room kept; nothing where it never did."""
        ...

    def keep(self, room: str, view: Mapping[str, object]) -> None:
        """Keep the present view of a room: names, texts, numbers and yes or no."""
        ...
