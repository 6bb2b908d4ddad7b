"""What waits for the caller."""

from tui.api.http.area import Area
from tui.api.models.answered import Items
from tui.api.models.needs import Need


class HttpNeeds(Area):
    """What waits, over all areas."""

    async def list(self) -> tuple[Need, ...]:
        """Return what waits."""
        return (await self._get("needs", Items[Need])).items
