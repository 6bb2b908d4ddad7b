"""What waits for the caller."""

from tui.api.http.area import Area
from tui.api.http.calls import Call
from tui.api.models.answered import Items
from tui.api.models.needs import Need, News


class HttpNeeds(Area):
    """What waits, over all areas."""

    async def list(self) -> tuple[Need, ...]:
        """Return what waits."""
        return (await self._get("needs", Items[Need])).items

    async def news(self, known: str = "") -> News | None:
        """Return the same where it is something else than what is known."""
        call: Call[News | None] = Call(method="GET", path="needs", answers=News, tag=known or None)
        return await self._call(call)
