"""The room of the Update Center: what its keys mean where one is, and the way back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.api.models.needs import NeedKind
from tui.api.policy import Permission
from tui.screens.navigation import TurnedTo
from tui.screens.notes.questions import unfiltered
from tui.screens.releases.comparing import Comparing
from tui.widgets.commands import Command, bindings

if TYPE_CHECKING:
    from tui.screens.releases.required.listing import RequiredList

_OF_THE_LIST = frozenset({"filter", "unread", "clear", "sort", "mark_all", "compare", "required"})
"""What acts on the list and not on the note that one reads."""

_OF_THE_NOTES = frozenset({"search", "mark", "bookmark", "undo", "next_unread", "retry"})
"""What acts on notes, and not on the required actions that stand in their place."""

_IN_THE_READER = frozenset({"search", "mark", "bookmark"})
"""What of it acts in a note that was opened from there."""


class ReleasesRoom(Comparing):
    """The notes, or in their place the required actions; beside them the reader."""

    SHORTCUTS = (
        Command(
            "releases.required",
            "A",
            "required",
            footer=32,
            permission=Permission.RELEASES_ACT,
        ),
        Command("releases.back", "escape,q", "back", footer=40, key_display="esc"),
    )
    BINDINGS = bindings(SHORTCUTS)

    async def show_need(self, kind: NeedKind) -> None:
        """Show what waits: the unread notes, the own actions or all that are open."""
        match kind:
            case NeedKind.UNREAD_NOTES:
                await self._show_unread()
            case NeedKind.MY_ACTIONS | NeedKind.OPEN_ACTIONS:
                await self._show_required(mine=kind is NeedKind.MY_ACTIONS)
            case _:
                pass  # another area's

    async def _show_unread(self) -> None:
        self.reading = self.acting = False
        if self.comparison is not None:
            self.leave_comparison()
        await self.leave_search()
        self.wanted = replace(unfiltered(self.wanted), unread=True)
        self.find_bar.line.band = self.shown.band

    async def _show_required(self, *, mine: bool | None = None) -> None:
        from tui.screens.releases.required.pane import RequiredPane

        if self.required is None:
            organisation_id = self.session.organisation_id or ""
            pane = RequiredPane(self.portal.actions, organisation_id, self.zone, self.views)
            await self.query_one("#panes").mount(pane, before="#list-pane")
        self.reading, self.acting = False, True
        if self.required is not None:
            self.required.show(mine=mine)
            self.find_bar.line.band = self.required.band
        await self.work()
        self.refresh_bindings()

    async def action_required(self) -> None:
        """Show the required actions, or the notes again."""
        if self.acting:
            await self._leave_required()
        else:
            await self._show_required()

    async def _leave_required(self) -> None:
        self.reading = self.acting = False
        self.find_bar.line.band = self.shown.band
        await self.work()
        self.refresh_bindings()

    def on_required_list_band_changed(self, event: "RequiredList.BandChanged") -> None:
        """Say it in the third band, unless the notes stand there again."""
        if self.acting:
            self.find_bar.line.band = event.band

    async def on_required_list_note_wanted(self, event: "RequiredList.NoteWanted") -> None:
        """Show the note that an action is of."""
        self.post_message(TurnedTo(event.note_id))
        if event.opened:
            await self.read_note(event.note_id)
        elif self.pane.display and self.acting and not self.reading:
            self.pane.preview(event.note_id, self.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "back":
            return self._can_go_back
        if action in _OF_THE_LIST and self.pane.has_cursor:
            return False
        if action in _OF_THE_LIST - {"required"} and self.acting:
            return False
        if action in _OF_THE_NOTES and self.acting:
            return self.pane.has_cursor and action in _IN_THE_READER
        return super().check_action(action, parameters)

    @property
    def _can_go_back(self) -> bool:
        return (
            self.find_bar.is_open
            or self.reading
            or self.acting
            or self.pane.has_cursor
            or self.pane.field is not None
            or self.is_narrowed
        )

    async def action_back(self) -> None:
        """One step back: out of a field, the reader, the actions, the search, what is filtered."""
        if await self.leave_field():
            pass
        elif self.pane.field is not None and (self.pane.has_cursor or self.pane.field.has_focus):
            await self.pane.leave_find()
        elif self.reading or self.pane.has_cursor:
            self.reading = False
            await self.work()
        elif self.acting:
            await self._leave_required()
        elif self.find_bar.is_open:
            await self.leave_search()
        elif self.comparison is not None:
            self.leave_comparison()
        else:
            await self.action_clear()
        self.refresh_bindings()
