"""What waits for the person of a portal in memory."""

from datetime import datetime
from typing import TYPE_CHECKING

from tui.api.models.needs import Need, NeedKind, News
from tui.api.models.paging import Count
from tui.api.policy import Permission

if TYPE_CHECKING:
    from tests.fakes import Script


class FakeNeeds:
    """What waits; a test changes `waiting`, and `latest` where something happened."""

    def __init__(self, script: "Script") -> None:
        self.script = script
        self.waiting: tuple[Need, ...] = ()
        self.latest: datetime | None = None
        self.permissions: frozenset[Permission] | None = None

    async def list(self) -> tuple[Need, ...]:
        await self.script.play("needs.list")
        return self.waiting

    async def news(self, known: str = "") -> News | None:
        await self.script.play("needs.news")
        tag = f"{hash((self.waiting, self.latest, self.permissions))}"
        if tag == known:
            return None
        return News(items=self.waiting, latest=self.latest, permissions=self.permissions, tag=tag)


MY_ACTIONS = Need(kind=NeedKind.MY_ACTIONS, count=Count(4), overdue=1)
OPEN_ACTIONS = Need(kind=NeedKind.OPEN_ACTIONS, count=Count(14), overdue=2)
UNREAD_NOTES = Need(kind=NeedKind.UNREAD_NOTES, count=Count(10_000, exact=False))
EVERYTHING = (MY_ACTIONS, OPEN_ACTIONS, UNREAD_NOTES)
