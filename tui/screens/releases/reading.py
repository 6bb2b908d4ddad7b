"""Opening notes and going from one to the next unread one."""

from functools import partial

from textual import on

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.releases import NoteSummary
from tui.screens.loading import fetch
from tui.screens.navigation import TurnedTo
from tui.screens.releases.marking import Marking
from tui.screens.releases.note_pane import NotePane
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Failed, Ready, State


class Reading(Marking):
    """Looking at a note beside the list marks nothing; opening or scrolling it marks it read."""

    SHORTCUTS = (
        Command("releases.other_pane", "tab", "other_pane", footer=33),
        Command(
            "releases.next_unread",
            "right_curly_bracket",
            "next_unread(True)",
            footer=23,
            key_display="}",
        ),
        Command("releases.previous_unread", "left_curly_bracket", "next_unread(False)"),
    )
    BINDINGS = bindings(SHORTCUTS)

    _reads: frozenset[str] = frozenset()
    """Notes that were marked since somebody read them: each is once, whatever came of it."""

    @on(RecordList.Highlighted)
    def _preview(self, event: RecordList.Highlighted[NoteSummary]) -> None:
        self.keep_view()
        if event.item is not None:
            self.post_message(TurnedTo(event.item.id))
        if event.item is not None and self.pane.display and not self.reading:
            self.pane.preview(event.item.id, self.wanted)

    @on(RecordList.Opened)
    async def _open_row(self, event: RecordList.Opened[NoteSummary]) -> None:
        await self.read_note(event.item.id)

    async def read_note(self, note_id: str) -> None:
        """Open a note."""
        self.post_message(TurnedTo(note_id))
        self.reading = True
        self._reads -= {note_id}
        await self.pane.open(note_id, self.wanted)

    @on(NotePane.NoteRead)
    def _mark_read(self, event: NotePane.NoteRead) -> None:
        if event.note.id not in self._reads:
            self._reads |= {event.note.id}
            note = self.rows.item(event.note.id) or event.note
            self.mark_read(note, looks=event.scrolled)

    async def action_other_pane(self) -> None:
        """Go to the reader, or back to the list."""
        if self.pane.has_cursor:
            self.reading = False
            await self.work()
        else:
            await self.pane.take_cursor()

    async def action_next_unread(self, ahead: bool) -> None:
        """Go to the next unread note, or the one before; open it where one reads."""
        here = self.here
        if here is None:
            return
        found = partial(self._found_unread, here.id, ahead=ahead)
        if self.words:
            await found(Ready(self._unread_hit(here.id, ahead=ahead)))
        else:
            find = self.portal.releases.next_unread(self.wanted, here.id, ahead=ahead)
            fetch(self, "releases.next_unread", find, into=found)

    def _unread_hit(self, note_id: str, *, ahead: bool) -> str | None:
        """Return the nearest unread one of the hits, which are all at hand."""
        hits = self.rows.items if ahead else self.rows.items[::-1]
        places = [place for place, hit in enumerate(hits) if hit.id == note_id]
        rest = hits[places[0] + 1 :] if places else hits
        return next((hit.id for hit in rest if not hit.read), None)

    async def _found_unread(self, here: str, found: State[str | None], *, ahead: bool) -> None:
        match found:
            case Ready(None) | Failed(NotFound()):
                self.look_again((here,))
            case _:
                tell_failure(self, found)
        match found:
            case Ready(None):
                last = "releases.no_next_unread" if ahead else "releases.no_previous_unread"
                tell(self, i18n.t(last), about=here)
            case Ready(str(note_id)):
                self.rows.go_to(note_id)
                if self.pane.has_cursor:
                    await self.read_note(note_id)
            case _:
                pass

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go to the reader where there is one."""
        if action == "other_pane":
            return self.pane.display and self.pane.reader is not None
        return super().check_action(action, parameters)
