"""The room of the vendor's release notes."""

from typing import TYPE_CHECKING

from textual import on

from tui.api.models.releases import NoteSummary
from tui.screens.publishing.correcting import Correcting
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui.api.models.publishing import Published


class PublishingRoom(Correcting):
    """Every published note, to read, correct and withdraw; files are published from here."""

    SHORTCUTS = (
        Command("publishing.add", "a", "add", footer=21),
        Command("publishing.other_pane", "tab", "other_pane", footer=27),
        Command("publishing.back", "escape,q", "back", footer=30, key_display="esc"),
    )
    BINDINGS = bindings(SHORTCUTS)

    @on(RecordList.Highlighted)
    def _preview(self, event: RecordList.Highlighted[NoteSummary]) -> None:
        if event.item is not None and self.pane.display and not self.reading:
            self.pane.preview(event.item.id, self.wanted)

    @on(RecordList.Opened)
    async def _open(self, event: RecordList.Opened[NoteSummary]) -> None:
        self.reading = True
        self.pane.preview(event.item.id, self.wanted)
        await self.pane.take_cursor()

    def action_add(self) -> None:
        """Ask which file to publish."""
        from tui.screens.publishing.publish_sheet import PublishSheet

        self.app.push_screen(PublishSheet(self.portal.releases), self._published)

    def _published(self, published: "Published | None") -> None:
        if published is not None:
            from tui.screens.publishing.preview import outcome

            tell(self, outcome(published))
            self.ask()

    async def action_other_pane(self) -> None:
        """Go to the reader, or back to the list."""
        if self.pane.has_cursor:
            await self.action_back()
        else:
            await self.pane.take_cursor()

    async def action_back(self) -> None:
        """One step back: out of the field, the reader, the search, the filter."""
        if await self.leave_field():
            pass
        elif self.reading or self.pane.has_cursor:
            self.reading = False
            await self.work()
        elif self.find_bar.is_open:
            await self.leave_search()
        else:
            await self.action_clear()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a form or a question is open only its own keys act."""
        if self.correcting or self.question.is_asking:
            return False
        match action:
            case "back":
                is_away = self.find_bar.is_open or self.reading or self.pane.has_cursor
                return is_away or self.is_narrowed
            case "other_pane":
                return self.pane.display and self.pane.reader is not None
            case _:
                return super().check_action(action, parameters)
