"""What waits for the person of a portal in memory."""

from typing import TYPE_CHECKING

from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import Count

if TYPE_CHECKING:
    from tests.fakes import Script


class FakeNeeds:
    """What waits; a test changes `waiting`."""

    def __init__(self, script: "Script") -> None:
        self.script = script
        self.waiting: tuple[Need, ...] = ()

    async def list(self) -> tuple[Need, ...]:
        await self.script.play("needs.list")
        return self.waiting


MY_ACTIONS = Need(kind=NeedKind.MY_ACTIONS, count=Count(4), overdue=1)
OPEN_ACTIONS = Need(kind=NeedKind.OPEN_ACTIONS, count=Count(14), overdue=2)
UNREAD_NOTES = Need(kind=NeedKind.UNREAD_NOTES, count=Count(10_000, exact=False))
EVERYTHING = (MY_ACTIONS, OPEN_ACTIONS, UNREAD_NOTES)
