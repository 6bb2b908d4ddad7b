"""What a room keeps of how it was left: for the next start, the cursor for another language."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class Kept(Protocol):
    """What rooms keep, by their names: plain values, as JSON knows them."""

    def of(self, room: str) -> Mapping[str, object]:
        """Return what a room kept; nothing where it never did."""
        ...

    def keep(self, room: str, view: Mapping[str, object]) -> None:
        """Keep this of a room from now on."""
        ...


class Views(Kept, Protocol):
    """The views of whoever is signed in, by the name of the room."""

    @property
    def seen(self) -> Kept:
        """What stood in the rooms, to stand there first at the next start (`seen_pages`)."""
        ...

    def cursor_of(self, room: str) -> str:
        """Return the id of the record that had the cursor in this run, "" at the first row."""
        ...

    def keep_cursor(self, room: str, record_id: str) -> None:
        """Keep on which record the cursor is while the program runs, "" for the first row."""
        ...


def text_of(view: Mapping[str, object], name: str) -> str | None:
    """Return a text that was kept, None where there is none."""
    value = view.get(name)
    return value if isinstance(value, str) else None


def choice_of(view: Mapping[str, object], name: str, choices: type[Choice]) -> Choice | None:
    """Return a choice that was kept, None where there is none any more."""
    return next((choice for choice in choices if choice == view.get(name)), None)
