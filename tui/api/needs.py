"""What waits for the caller, over all areas, and whether that is something else by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.api.models.needs import Need, News


class Needs(Protocol):
    """What waits for the caller."""

    async def list(self) -> tuple[Need, ...]:
        """Return what waits in the areas that the caller may see, the most pressing first."""
        ...

    async def news(self, known: str = "") -> News | None:
        """Return the same, what the caller may do, and what it is known by; None where `known`.

        Cheap, to be asked now and then by whoever has nothing else to ask: a session is not
        prolonged by it.
        """
        ...
